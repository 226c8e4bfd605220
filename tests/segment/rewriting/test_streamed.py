import pytest

from boilerclf.segment import segment_html

WAITING = "<!--$?--><template id='B:0'></template>Loading<!--/$-->"

CASES = {
    "in place of what waits": (
        f"<main><p>a</p>{WAITING}<p>b</p></main><div hidden id='S:0'><p>c",
        "acb",
    ),
    "what waits holds a part that came": (
        "<!--$?--><template id='B:0'></template>Loading<!--$--><i>more</i><!--/$--><!--/$-->b"
        "<div hidden id='S:0'><p>c</p></div>",
        "cb",
    ),
    "a part in a part": (
        f"{WAITING}<p>b</p><div hidden id='S:0'><p>c</p><template id='P:1'></template></div>"
        "<div hidden id='S:1'><p>d</p></div>",
        "cdb",
    ),
    "no end of what waits": (
        "<template id='B:0'></template><p>a</p><p>b</p><div hidden id='S:0'><p>c</p></div>",
        "cab",
    ),
    "no place": ("<p>a</p><div hidden id='S:0'><p>c</p></div>", "ac"),
    "no part": ("<p>a</p><!--$?--><template id='B:0'></template><p>b</p><!--/$-->", "ab"),
    "a part that waits for itself": (
        "<p>a</p><div hidden id='S:0'><p>b</p><template id='P:0'></template></div>",
        "ab",
    ),
    "a part of what waits": (
        "<!--$?--><template id='B:0'></template><template id='P:1'></template><!--/$-->"
        "<div hidden id='S:0'>a</div><div hidden id='S:1'>b</div>",
        "a",
    ),
    "two places for one part": (
        "<template id='P:0'></template><p>a</p><template id='P:0'></template>"
        "<div hidden id='S:0'><p>c</p></div>",
        "ca",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_part_that_came_later_stands_in_its_place(case):
    html, letters = CASES[case]
    page = segment_html(f"<body>{html}")
    assert [*page.block_texts()] == [*letters]
    assert not page.is_unseen.any()
