import numpy as np
import pytest

from boilerclf.features.markup import COLUMNS, markup_columns, styled_characters
from boilerclf.features.tree import grow_tree
from boilerclf.features.view import view_text
from boilerclf.segment.html import segment_html


def columns_of(html, named):
    page = segment_html(html)
    view = view_text(page.text, page.starts, page.ends)
    tree = grow_tree(page.markup, page.n_blocks)
    styled = styled_characters(view, page.markup)
    return named(COLUMNS, markup_columns(view, page.markup, tree, styled))


DENSITIES = {
    ("link_density", "no link"): ("<p>Plain text.</p>", [0]),
    ("link_density", "all link"): ("<p><a href=x>All of it</a></p>", [1]),
    ("link_density", "spaces do not count"): ("<p> <a href=x> Home </a> </p>", [1]),
    ("link_density", "half"): ("<p>abcd <a href=x>ef gh</a></p>", [0.5]),
    ("link_density", "a link around two blocks"): ("<a href=x><p>one</p><p>two</p></a>", [1, 1]),
    ("link_density", "nothing visible"): ("<p><a href=x>\ufffd</a></p>", [0]),
    ("emphasis_density", "none"): ("<p>Plain text.</p>", [0]),
    ("emphasis_density", "all"): ("<p><b>All</b> <em>of it</em></p>", [1]),
    ("emphasis_density", "half"): ("<p>abcd <strong>efgh</strong></p>", [0.5]),
    ("emphasis_density", "nothing visible"): ("<p><b>\ufffd</b></p>", [0]),
    ("control_density", "none"): ("<p>Plain text.</p>", [0]),
    ("control_density", "all"): ("<button>Send</button>", [1]),
    ("control_density", "nothing visible"): ("<button>\ufffd</button>", [0]),
}


@pytest.mark.parametrize("case", DENSITIES, ids=" ".join)
def test_density(case, named):
    html, values = DENSITIES[case]
    assert columns_of(html, named)[case[0]] == values


FLAGS = {
    "own element": ("<li>x</li>", {"own_li", "in_li"}),
    "innermost element": ("<p><span>x</span></p>", {"own_p", "leaf_span", "in_p"}),
    "ancestors": (
        "<nav><ul><li><a href=x>x</a></ul></nav>",
        {"own_li", "leaf_a", "in_nav", "in_ul", "in_li"},
    ),
    "hidden": ("<p hidden>x</p>", {"own_p", "in_p", "is_hidden"}),
    "preformatted": ("<pre>x</pre>", {"own_pre", "is_preformatted"}),
    "noscript": ("<body><noscript><p>x</p></noscript>y", {"own_p", "in_p", "is_noscript"}),
    "template": ("<template><p>x</p></template>", {"own_p", "in_p", "is_template"}),
}


@pytest.mark.parametrize("case", FLAGS)
def test_flags(case, named):
    html, names = FLAGS[case]
    found = columns_of(html, named)
    flags = {column.name for column in COLUMNS if column.scale == "flag" and found[column.name][0]}
    assert flags == names


def test_counts(named):
    found = columns_of(
        "<section><ul><li>x<ul><li><a href=1>a</a> <a href=2>b</a></ul></ul>"
        "<table><tr><td>y</table></section>",
        named,
    )
    assert found["n_links"] == [0, 2, 0]
    assert found["n_lists_around"] == [1, 2, 0]
    assert found["n_tables_around"] == [0, 0, 1]
    assert found["n_sections_around"] == [1, 1, 1]
    assert found["depth"] == [5, 8, 7]


def test_a_page_without_blocks(named):
    page = segment_html("<p></p>")
    view = view_text(page.text, page.starts, page.ends)
    tree = grow_tree(page.markup, 0)
    styled = styled_characters(view, page.markup)
    assert styled.shape == (0, 3)
    found = markup_columns(view, page.markup, tree, styled)
    assert found.shape == (0, len(COLUMNS))
    assert found.dtype == np.float32
