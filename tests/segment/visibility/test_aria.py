import pytest

from boilerclf.page import CONTROL
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAGS


def tags_and_blocks(html: str) -> tuple[list[str], list[str]]:
    page = segment_html(html)
    return [TAGS[tag] for tag in page.markup.tags.tolist()], page.block_texts()


CASES = {
    "spans": (
        "<div role=table><div role=row><span role=columnheader>A</span>"
        "<span role=cell>B</span></div></div>",
        ["table", "tr", "th", "td"],
        ["A", "B"],
    ),
    "custom elements": (
        "<x-grid role=grid><x-row role=row><x-cell role=gridcell>A</x-cell>"
        "<x-cell role=rowheader>B</x-cell></x-row></x-grid>",
        ["table", "tr", "td", "th"],
        ["A", "B"],
    ),
    "a list": (
        "<ul role=table><li role=row><b role=cell>A</b><i role=cell>B</i></ul>",
        ["table", "tr", "td", "td"],
        ["A", "B"],
    ),
    "a table in a cell": (
        "<div role=treegrid><div role=row><div role=gridcell><div role=grid>"
        "<p role=row><b role=cell>A</b></p></div></div></div></div>",
        ["table", "tr", "td", "table", "tr", "td"],
        ["A"],
    ),
    "elements of a table stay what they are": (
        "<table role=grid><tbody><tr role=row><td role=rowheader>A<td role=gridcell>B</table>",
        ["table", "tbody", "tr", "td", "td"],
        ["A", "B"],
    ),
    "nor is there a cell in the cell of one": (
        "<table role=grid><tbody><tr><td><span role=gridcell>A</span><td>B</table>",
        ["table", "tbody", "tr", "td", "span", "td"],
        ["A", "B"],
    ),
    "a grid whose rows are those of a real table": (
        "<div role=grid><table><tr role=row><td role=gridcell>A<td>B</table></div>",
        ["div", "table", "tbody", "tr", "td", "td"],
        ["A", "B"],
    ),
    "no rows": (
        "<div role=grid><p role=rowgroup><b role=gridcell>A</b> B</p></div>",
        ["div", "p", "b"],
        ["A B"],
    ),
    "no table around": (
        "<div role=row><span role=cell>A</span><span role=cell>B</span></div>",
        ["div", "span", "span"],
        ["A B"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_table_by_its_roles_is_read_as_one(case):
    html, tags, blocks = CASES[case]
    found, texts = tags_and_blocks(f"<main>{html}</main>")
    assert found == ["html", "head", "body", "main", *tags]
    assert texts == blocks


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<menu><li>A<li>B</menu>", ["ul", "li", "li"]),
        ("<menu role=list><li>A<li>B</menu>", ["ul", "li", "li"]),
        ("<menu role=toolbar><li>A<li>B</menu>", ["menu", "li", "li"]),
        (
            "<div role=table><menu role=row><li role=cell>A<li role=cell>B</menu></div>",
            ["table", "tr", "td", "td"],
        ),
    ],
)
def test_a_menu_is_a_list_unless_its_role_says_otherwise(html, tags):
    found, texts = tags_and_blocks(f"<main>{html}</main>")
    assert found == ["html", "head", "body", "main", *tags]
    assert texts == ["A", "B"]


TABS = {
    "items": ("<ul role=tablist><li role=tab>npm<li role=tab>Yarn</ul>", [True, True]),
    "one alone": ("<div role=tablist><div role=tab>npm</div></div>", [True]),
    "an item with a link": ("<ul role=tablist><li role=tab><a href=#a>npm</a></ul>", [True]),
    "links": ("<div role=tablist><a role=tab href=#a>npm</a></div>", [False]),
    "heads of panes": (
        "<div role=tablist><div role=tab>Why?</div><div role=tabpanel>So.</div></div>",
        [False, False],
    ),
    "heads of panes without a role": (
        "<div role=tablist><div role=tab>Why?</div><div><p>So.</div></div>",
        [False, False],
    ),
    "headings": ("<div role=tablist><div role=tab><h4>Why?</h4></div></div>", [False]),
    "no list": ("<div role=tab>Why?</div>", [False]),
}


@pytest.mark.parametrize("case", TABS)
def test_tabs_in_a_row_are_controls(case):
    html, are_controls = TABS[case]
    markup = segment_html(f"<main>{html}</main>").markup
    assert [bool(flags & CONTROL) for flags in markup.part_flags[::2]] == are_controls
