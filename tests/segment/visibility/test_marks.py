"""Marks beside code and in headings: which are left out, and what looks like one and stays."""

import pytest

from boilerclf.segment import segment_html

LEFT_OUT = {
    "Sphinx": ("<h2>Use<a class=headerlink href=#u>¶</a></h2>", ["Use"]),
    "a sign of two characters": (
        "<h2>Use <a class=anchor href=#u>\N{LINK SYMBOL}\ufe0f</a></h2>",
        ["Use"],
    ),
    "MediaWiki": (
        "<h2><span>Use</span><span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>",
        ["Use"],
    ),
    "numbers in the line": (
        "<pre>x = 1\n<span class=lineno>2 </span>y = 2\n<i class=lnt>3\n</i>z = 3</pre>",
        ["x = 1\ny = 2\nz = 3"],
    ),
    "numbers in a pane that opens": (
        "<details><pre>x = 1\n<span class=lineno>2 </span>y = 2</pre></details>",
        ["x = 1\ny = 2"],
    ),
    "lines of GitBook": (
        "<pre><code><span class=highlight-line><b>if x</b></span><span class=highlight-line></span>"
        "<span class=highlight-line><b>  y</b></span></code></pre>",
        ["if x\n\n  y"],
    ),
    "rustdoc": ("<h2><a class=doc-anchor href=#u>§</a>Use</h2>", ["Use"]),
    "Sphinx, the source": ("<dt>oil()<a class=viewcode-link href=/s>[source]</a>", ["oil()"]),
    "LaTeXML": (
        "<ol><li><span class='ltx_tag ltx_tag_item'>(1)</span><div><p>Rags</p></div></ol>"
        "<ul><li><span class='ltx_tag ltx_tag_item'>•</span><div><p>Oil</p></div></ul>"
        "<ol><li><span class='ltx_tag ltx_tag_item'>Case B</span><div><p>Tar</p></div></ol>",
        ["Rags", "Oil", "Case B", "Tar"],
    ),
    "numbers of Chroma in its lines": (
        "<pre><code><span class=line><span class=ln>1</span><span class=cl>if x\n</span></span>"
        "<span class=line><span class=ln>2</span><span class=cl>y</span></span></code></pre>"
        "<p class=ln>7</p>",
        ["if x\ny", "7"],
    ),
    "a sign amid text": (
        "<p>In C <a href='#sharp'>#</a> is</p>",
        ["In C # is"],
    ),
    "signs of sections by nothing but their address": (
        "<h2>Use<a href='#use'> ¶</a></h2><p>Text.<a class=pilcrow href='#p-1'>¶</a></p>"
        "<p>Key <a href='/keys'>#</a></p>",
        ["Use", "Text.", "Key #"],
    ),
    "icons by their names": (
        "<p><i class=material-icons>location_on</i>12 Quay <b class=material-symbols-outlined>"
        "\n arrow_forward </b>Street</p>",
        ["12 Quay Street"],
    ),
    "icons that are letters of a font, and emoji beside a text": (
        "<div><span class=et-pb-icon>b</span></div><div><i class=icon>\N{ELECTRIC LIGHT BULB}</i>"
        "<div>Label it.</div></div><b class=nx-select-none>\N{WARNING SIGN}\ufe0f</b><p>Never!",
        ["Label it.", "Never!"],
    ),
    "a letter that is to be read": (
        "<p>Press <kbd class=select-none>K</kbd> on the <b class=icon>i</b>Boat."
        "<p><b class=select-none>T</b>he end",
        ["Press K on the iBoat.", "The end"],
    ),
    "what is said with such a class": (
        "<p><i class=icon>Ab</i> <i class=icon>7</i> <i class=icon>\N{CHECK MARK}</i> "
        "<i class=icon>\N{BLACK STAR}</i><table><td><i class=icon>\N{BUG}</i></table>",
        ["Ab 7 \N{CHECK MARK} \N{BLACK STAR}", "\N{BUG}"],
    ),
    "icons by their characters": ("<div><i>\ue03a</i></div><p><i>\uf095</i> Call", ["Call"]),
    "buttons in code": (
        "<pre><button>Copy</button><code>npm i</code></pre><pre>ls<button>Copy</button></pre>",
        ["npm i", "ls"],
    ),
    "a button in code that opens": (
        "<details><pre><button class=toggle-wrap>Copy</button>npm i</pre></details>",
        ["npm i"],
    ),
    "numbers that cannot be selected": (
        "<pre><i class=select-none>1</i>x = 1\n<i class='a select-none'>2</i>y</pre>"
        "<p class=select-none>7</p>",
        ["x = 1\ny", "7"],
    ),
    "arrows back from notes": (
        "<ol><li>Green.<a href='#r1'>↩</a><li>Red. <a href='#r2'>↩︎</a> <a href='#r3'>↩<sup>2</sup>"
        "</a><li>Tar. <a href='#r4' role=doc-backlink>^</a><li>Lead. <a href='#r5'>"
        "<img class=emoji alt=↩︎>&#xfe0e;</a></ol>",
        ["Green.", "Red.", "Tar.", "Lead."],
    ),
    "Wikipedia, back from a note": (
        "<ol><li><b class=mw-cite-backlink><a href='#r'>^</a></b> <b>Ash, 1910.</b></ol>",
        ["Ash, 1910."],
    ),
    "the top": ("<h2>Name <a href='#page'>top</a></h2>", ["Name"]),
    "prompts of notebooks": (
        "<div class='prompt highlight-none'><pre>[1]:</pre></div><div class=input_prompt>In [2]:"
        "</div><pre><b class=prompt>$ </b>ls</pre>",
        ["$ ls"],
    ),
    "numbers in a cell": (
        "<table><tr><td class=linenos><div><pre>1\n2</pre></div><td><pre>x = 1\ny = 2</table>",
        ["x = 1\ny = 2"],
    ),
}

STAYS = {
    "code that is a number": "<pre class=line-numbers><code>42</code></pre>",
    "code beside numbers": "<div class=gutter><code>1</code></div>",
    "a number with a unit": "<p class=gutter>40 m</p>",
    "a heading named anchor": "<h2 class=anchor>Us</h2>",
    "a permalink in words": "<a class=permalink href=/a>OK</a>",
    "an icon font for words": "<p class=material-icons>The Quay</p>",
    "a heading that is the top": "<h3><a href='#top'>top</a></h3>",
    "an arrow to another page": "<p><a href=/up>↑</a></p>",
    "a power": "<p>x <a href='#p'>^</a></p>",
    "a prompt in words": "<p class=prompt>In [the] box</p>",
    "a sign that is no link": "<p class=sign>¶</p>",
    "more numbers than a page has lines": f"<div class=gutter>{'1 ' * 9000}</div>",
}


def shown(page):
    texts = zip(page.block_texts(), page.is_unseen, strict=True)
    return [text for text, is_unseen in texts if not is_unseen]


@pytest.mark.parametrize("case", LEFT_OUT)
def test_marks_are_left_out(case):
    markup, texts = LEFT_OUT[case]
    assert shown(segment_html(markup)) == texts


@pytest.mark.parametrize("case", STAYS)
def test_what_says_more_stays(case):
    page = segment_html(STAYS[case])
    assert (page.n_blocks, page.is_unseen.any()) == (1, False)
