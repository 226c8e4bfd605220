"""What stands around code: left out, moved, or left where it is."""

import pytest

from boilerclf.segment import segment_html
from tests.segment.visibility.test_marks import shown

CODE = "<code class=language-js>let a\nb</code>"
LINES = "let a\nb"

LEFT_OUT = {
    "boxes over the code": f"<pre><div>js</div><div>Copy</div>{CODE}</pre>",
    "boxes around the code as well": (
        "<pre><div><div>js</div><div><div><button>Copy code</button></div></div>"
        f"<div dir=ltr>{CODE}</div></div></pre>"
    ),
    "words side by side": f"<pre><div><b>js</b><b>复制代码</b></div>{CODE}</pre>",
    "a name in a span": f"<pre><span class=lang>js</span>{CODE}</pre>",
    "a name in a link": (
        "<pre class=idl><span class=idlHeader><a href='#i'>WebIDL</a></span>"
        f"<code>{LINES}</code></pre>"
    ),
    "a name before the code": (
        f"<div class=language-js><span class=lang>js</span><pre><code>{LINES}</code></pre></div>"
    ),
    "a head before the code": (
        "<div class=example><div><span>js</span><button>Copy</button></div>"
        f"<pre class='brush: js'>{LINES}</pre></div>"
    ),
    "what copies, before": f"<div><div role=button>Copy it all</div><pre>{LINES}</pre></div>",
    "what copies, behind": f"<div><pre>{LINES}</pre><span class=code__copy>Copy to X</span></div>",
    "what copies beside boxes that hold nothing else": (
        "<div><div><div role=button>Shell</div></div><div><div role=button><svg></svg>Copy</div>"
        f"</div><div><div><pre>{LINES}</pre></div></div></div>"
    ),
    "a link that copies": f"<a class=copy href='#'>Copy code</a><pre>{LINES}</pre>",
    "numbers in a cell": f"<table><tr><td><pre>1\n2</pre><td><pre>{LINES}</pre></table>",
    "numbers beside": f"<div><pre>7\n8</pre><pre>{LINES}</pre></div>",
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_is_no_line_of_code_is_left_out(case):
    page = segment_html(f"<p>Before.</p>{LEFT_OUT[case]}<p>Behind.</p>")
    assert shown(page) == ["Before.", LINES, "Behind."]


STAYS = {
    "a choice of languages": (
        f"<div><div><button>Go</button><button>C</button></div><pre>{LINES}</pre></div>",
        ["Go", "C", LINES],
    ),
    "code with a label of its own": (
        f"<div><pre>{LINES}</pre></div><div><pre>c</pre><b><button>Copy</button></b></div>",
        [LINES, "c"],
    ),
    "what copies beside a box that says more": (
        f"<div><button>Copy</button><div><div>Ann <pre>{LINES}</pre></div></div></div>",
        ["Copy", "Ann", LINES],
    ),
    "a title beside a button": (
        f"<div><b><button>Edit</button> The figure of the first week</b><pre>{LINES}</pre></div>",
        ["Edit", "The figure of the first week", LINES],
    ),
    "numbers of a test": (
        "<h4>In</h4><pre>1 2</pre><h4>Out</h4><pre>a\nb</pre>",
        ["In", "1 2", "Out", "a\nb"],
    ),
    "output before code": ("<pre>1\n2</pre>So:<pre>a\nb</pre>", ["1\n2", "So:", "a\nb"]),
    "cells of data": (
        "<table><tr><th>A<th>B<tr><td><pre>1\n2</pre><td><pre>a\nb</pre></table>",
        ["A", "B", "1\n2", "a\nb"],
    ),
    "words of a sentence": (
        f"<div>Type <b>js</b><pre class=language-js>{LINES}</pre><code>js</code> reads it.</div>",
        ["Type js", LINES, "js reads it."],
    ),
    "a sentence in a box named copy": (
        f"<pre>{LINES}</pre><div class=copy>It prints all rows.</div>",
        [LINES, "It prints all rows."],
    ),
    "a link that leads away": (
        f"<div><a role=button href=/x>Copy the code</a><pre>{LINES}</pre></div>",
        ["Copy the code", LINES],
    ),
    "a summary": (
        f"<details><summary>js</summary><pre class=language-js>{LINES}</pre></details>",
        ["js", LINES],
    ),
    "names of other languages": (
        f"<div><pre class=language-sql>{LINES}</pre></div><div>SQL</div><div>Go</div>",
        [LINES, "SQL", "Go"],
    ),
    "boxes in text": ("<pre>Use <code>a</code>\n<div>bash</div></pre>", ["Use a\nbash"]),
    "a word that is no name": ("<pre><b class=lang>sh</b> -c <code>ls</code></pre>", ["sh -c ls"]),
    "a file name": (f"<pre><div>src/a.js</div>{CODE}</pre>", ["src/a.js", LINES]),
    "a file name in a box": (
        f"<pre><div><div>src/a.js</div><div>{CODE}</div></div></pre>",
        ["src/a.js", LINES],
    ),
    "a prompt": ("<pre>$ <code>ls</code></pre>", ["$ ls"]),
    "a prompt in a span": ("<pre><span>$ </span><code>ls</code></pre>", ["$ ls"]),
    "code in several elements": (
        "<pre><code>a</code><div>js</div><code>b</code></pre>",
        ["a\njs\nb"],
    ),
    "a note": (
        f"<div><div>Copy this into the file a.js</div><pre>{LINES}</pre></div>",
        ["Copy this into the file a.js", LINES],
    ),
    "a paragraph": (f"<p>js</p><pre class=language-js>{LINES}</pre>", ["js", LINES]),
    "a heading": (f"<h3 class=copy>js</h3><pre class=language-js>{LINES}</pre>", ["js", LINES]),
    "other numbers": (f"<div><pre>1\n3</pre><pre>{LINES}</pre></div>", ["1\n3", LINES]),
    "more numbers": (f"<div><pre>1\n2\n3</pre><pre>{LINES}</pre></div>", ["1\n2\n3", LINES]),
    "numbers elsewhere": (f"<pre>1\n2</pre><div><pre>{LINES}</pre></div>", ["1\n2", LINES]),
}


@pytest.mark.parametrize("case", STAYS)
def test_what_says_more_stays(case):
    markup, wanted = STAYS[case]
    assert shown(segment_html(markup)) == wanted


def test_lines_that_a_reader_selects_one_by_one():
    line = "<span id={0} data-selectable-paragraph=''>{0}()</span>"
    page = segment_html(f"<pre>{line.format('a')}{line.format('b')}</pre>")
    assert page.block_texts() == ["a()\nb()"]


def test_a_box_tells_the_language():
    page = segment_html("<div data-lang=py><div><pre>a()</pre></div></div>")
    assert [*page.markup.attributes.values()] == [{"data-language": "py"}]
