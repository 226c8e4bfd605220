import pytest

from boilerclf.features.html.markup import FAMILY

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
def test_density(case, html_view, named):
    html, values = DENSITIES[case]
    assert named(FAMILY, html_view(html))[case[0]] == values


FLAGS = {
    "own element": ("<li>x</li>", {"own_li", "in_li"}),
    "innermost element": ("<p><span>x</span></p>", {"own_p", "leaf_span", "in_p"}),
    "ancestors": (
        "<nav><ul><li><a href=x>x</a></ul></nav>",
        {"own_li", "leaf_a", "in_nav", "in_ul", "in_li"},
    ),
    "hidden": ("<p hidden>x</p>", {"own_p", "in_p", "is_hidden"}),
    "preformatted": ("<pre>x</pre>", {"is_preformatted"}),
}


@pytest.mark.parametrize("case", FLAGS)
def test_flags(case, html_view, named):
    html, names = FLAGS[case]
    found = named(FAMILY, html_view(html))
    flags = {
        column.name for column in FAMILY.columns if column.scale == "flag" and found[column.name][0]
    }
    assert flags == names


def test_counts(html_view, named):
    view = html_view(
        "<section><ul><li>x<ul><li><a href=1>a</a> <a href=2>b</a></ul></ul>"
        "<table><tr><td>y</table></section>"
    )
    found = named(FAMILY, view)
    assert found["n_links"] == [0, 2, 0]
    assert found["n_lists_around"] == [1, 2, 0]
    assert found["n_tables_around"] == [0, 0, 1]
    assert found["n_sections_around"] == [1, 1, 1]
    assert found["depth"] == [5, 8, 7]


def test_elements_are_counted_in_the_deepest_of_pages(html_view, named):
    found = named(FAMILY, html_view(f"{'<section><ul><li>' * 160}deep<p>er"))
    assert found["depth"] == [482, 483]
    assert found["n_lists_around"] == found["n_sections_around"] == [160, 160]
    assert found["n_tables_around"] == [0, 0]


def test_a_page_without_blocks(html_view, values_of):
    view = html_view("<p></p>")
    assert view.styled.shape == (3, 0)
    assert not values_of(FAMILY, view).size
