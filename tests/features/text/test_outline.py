from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.columns import stacked
from boilerclf.features.text.outline import FAMILY
from boilerclf.features.text.view import LineView
from boilerclf.segment import segment_text

WIKI = (
    *("Home", "Contents", "1 Name", "2 Fauna", "2.1 Fish", "Name", "[edit]", "After the wolf."),
    *("Fauna", "[edit]", "Fish", "[edit]", "Perch.", "[edit]"),
)


def test_a_contents_list_names_the_headings_below_it(lines_of, named):
    found = named(FAMILY, lines_of(*WIKI))
    marked = {name: [*map(bool, found[name])] for name in ("named_below", "named_above")}
    assert [line for line, is_so in zip(WIKI, marked["named_below"], strict=True) if is_so] == [
        *("1 Name", "2 Fauna", "2.1 Fish")
    ]
    assert [line for line, is_so in zip(WIKI, marked["named_above"], strict=True) if is_so] == [
        *("Name", "Fauna", "Fish")
    ]
    assert found["named_run"] == [0, 0, 3, 3, 3] + [0] * 9
    assert found["blocks_until_named"] == [2, 1, 1, 1] + [15] * 10


def test_what_is_said_again_as_it_was_is_no_contents_list(lines_of, named):
    refrain = ("Lay on", "and the smoke goes out to sea")
    song = named(FAMILY, lines_of(*refrain, "We burn by night", *refrain, "by day", *refrain))
    assert song["named_below"] == song["named_above"] == [0] * 8
    thread = named(FAMILY, lines_of("Bob", "Reply", "Yes.", "Bob", "Reply", "No.", "Bob", "Reply"))
    assert thread["named_below"] == [0] * 8


def test_a_contents_list_twice_over_names_the_headings_twice(lines_of, named):
    lines = ("Name", "Fish", "x", "Name", "Fish", "Name", "After the wolf.", "Fish", "Perch.")
    found = named(FAMILY, lines_of(*lines))
    assert found["named_below"] == [1, 1, 0, 1, 1, 0, 0, 0, 0]
    assert found["named_above"] == [0, 0, 0, 0, 0, 1, 0, 1, 0]


def test_numbers_alone_and_lines_without_tokens_name_nothing(lines_of, named):
    found = named(FAMILY, lines_of("12", "***", "a", "12", "b", "***", "c"))
    assert found["named_below"] == found["named_above"] == [0] * 7


def test_a_page_without_blocks_has_no_rows(lines_of, values_of):
    assert not values_of(FAMILY, lines_of()).size


@given(st.lists(st.lists(st.sampled_from(["1 a", "a", "b", "7", "c 2"]), min_size=1), max_size=4))
def test_a_page_has_the_same_values_whatever_stands_beside_it(texts):
    pages = [segment_text("\n".join(lines)) for lines in texts]
    together = [row for page in pages for row in stacked(*FAMILY.compute(LineView([page]))).T]
    if pages:
        assert stacked(*FAMILY.compute(LineView(pages))).T.tolist() == [*map(list, together)]
