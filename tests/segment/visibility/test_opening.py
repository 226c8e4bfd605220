"""What is close to being brought to view, on both sides of the line."""

import pytest

from boilerclf.segment import segment_html

STORY = "".join(
    f"<p>The ferry was hauled out in month {n} and nobody liked it.</p>" for n in range(9)
)
TEXT = "a text of just seven words here"
FADES_IN = "style=visibility:hidden;opacity:0"
TWO = "<div><button>A</button><button>B</button></div>"
TABS = "<div><button>Show notes</button> <button>Transcript</button></div>"
THREE = "<div><button>A</button><button>B</button><button>C</button></div>"
LINKS = f"<a href=/a>{TEXT}</a> <a href=/b>{TEXT}</a> <a href=/c>{TEXT}</a> <a href=/d>{TEXT}</a>"

CASES = {
    "six words behind dots": ("<b>...</b><p hidden>a rest of just six words", True),
    "five words behind dots": ("<b>...</b><p hidden>a rest of five words", False),
    "the second pane of two buttons": (f"{TWO}<div>a</div><div hidden>{TEXT}</div>", True),
    "a box behind the panes of two buttons": (
        f"{TWO}<div>a</div><div hidden>b</div><div hidden>{TEXT}</div>",
        False,
    ),
    "the third of three panes of which two show": (
        f"{THREE}<div>a</div><div>b</div><div hidden>{TEXT}</div>",
        False,
    ),
    "a pane that begins with what a button says": (
        f"{TABS}<div>a</div><div>b</div><div hidden><h2>Transcript of the talk</h2>{TEXT}</div>",
        True,
    ),
    "a pane that begins with a part of what a button says": (
        f"{TABS}<div>a</div><div>b</div><div hidden><h2>Show of hands</h2>{TEXT}</div>",
        False,
    ),
    "below a button": (f"<button>Why?</button><div hidden>{TEXT}</div>", True),
    "a pane that begins with what a button says, and ends a word there": (
        f"{TABS}<div>a</div><div>b</div><div hidden><h2>Transcript</h2><p>{TEXT}</div>",
        True,
    ),
    "a pane with much white space before what a button says": (
        f"{TABS}<div>a</div><div>b</div><div hidden>{' ' * 300}<h2>Transcript</h2>{TEXT}</div>",
        True,
    ),
    "a pane that begins with what a button says and is laid over the page": (
        f"{TABS}<div>a</div><div>b</div><div hidden class=modal-popup>Transcript {TEXT}</div>",
        False,
    ),
    "a pane that begins with what is no button": (
        f"<div><button>A <a href=/a onclick=f()>Transcript</a></button><button>B</button></div>"
        "<div>a</div><div>b</div>"
        f"<div hidden>Transcript {TEXT}</div>",
        False,
    ),
    "a pane below a button that says nothing": (
        "<div><button>A</button><button>B</button><button> </button></div><p>a</p><div>b</div>"
        f"<div hidden>{TEXT}</div>",
        False,
    ),
    "a pane twenty places below a row of buttons": (
        f"{TABS}{'<p>a</p>' * 19}<div hidden>Transcript {TEXT}</div>",
        True,
    ),
    "a pane further below a row of buttons": (
        f"{TABS}{'<p>a</p>' * 20}<div hidden>Transcript {TEXT}</div>",
        False,
    ),
    "a paragraph below a question that is read as a heading": (
        f"<p>a</p><button aria-expanded=false>Is it open?</button><p hidden>{TEXT}</p>",
        True,
    ),
    "a paragraph below a button": (f"<p>a</p><button>Open</button><p hidden>{TEXT}</p>", False),
    "in details above their summary": (
        f"<p>a</p><details open><summary>Why?</summary>{TEXT}</details><div hidden>{TEXT}</div>",
        False,
    ),
    "below a hidden button": (f"<button hidden>Why?</button><div hidden>{TEXT}</div>", False),
    "below a question that is read as a heading": (
        f"<div><button class=accordion>Why?</button></div><div hidden>{TEXT * 2}</div>",
        True,
    ),
    "below details": (
        f"<div><details><summary>a</summary>b</details></div><div hidden>{TEXT}</div>",
        False,
    ),
    "around the headline": (f"<div hidden><h1>{TEXT}</h1></div>", True),
    "a headline that is hidden itself": (f"<h1 hidden>{TEXT}</h1>", False),
    "a story that fades in": (f"<div {FADES_IN}><p>{TEXT * 4}<p>{TEXT}</div>", True),
    "links and fewer words that fade in": (
        f"<div {FADES_IN}><p>{TEXT * 4}<p>{LINKS}<p>{LINKS}<p>{TEXT}</div>",
        False,
    ),
    "what fades in and is not for listeners": (
        f"<div {FADES_IN} aria-hidden=true><p>{TEXT * 4}<p>{TEXT}</div>",
        False,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_last_text_can_be_brought_to_view_or_not(case):
    html, opens = CASES[case]
    assert segment_html(STORY + html).is_unseen[-1] == (not opens)


def test_what_stands_above_a_question_that_is_read_as_a_heading_can_be_brought_to_view():
    question = f"<button aria-expanded=false>Why now?</button><div>{TEXT * 2}</div>"
    page = segment_html(f"{STORY}<p>a</p><div hidden>{TEXT}</div>{question}")
    assert page.block_texts()[-3:] == [TEXT, "Why now?", TEXT * 2]
    assert not page.is_unseen.any()
