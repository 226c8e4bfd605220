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
