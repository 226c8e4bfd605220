import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import Record, label_record
from boilerclf.errors import DataError
from boilerclf.training.folds import split_pages


def pages(*places):
    return [
        label_record(Record(f"{number}", "mine", site, fold, lines=("a",), labels=(1,)))
        for number, (site, fold) in enumerate(places)
    ]


SITES = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 12), min_size=1)


@given(SITES, st.data())
def test_cells_part_neither_sites_nor_folds(folds, data):
    names = data.draw(st.lists(st.sampled_from(sorted(folds)), min_size=1, max_size=30))
    split = split_pages(pages(*((name, folds[name]) for name in names)))
    assert sorted(set(split.cells.tolist())) == list(range(split.n_cells))
    assert sorted(cell for cells in split.outer for cell in cells) == list(range(split.n_cells))
    assert len(split.outer) == min(len({folds[name] for name in names}), 5)
    cell_of = dict(zip(names, split.cells.tolist(), strict=True))
    assert [cell_of[name] for name in names] == split.cells.tolist()
    outer_of = {cell: place for place, cells in enumerate(split.outer) for cell in cells}
    placed = {(folds[name], outer_of[cell_of[name]]) for name in names}
    assert len(placed) == len({fold for fold, _ in placed})


@given(SITES, st.randoms())
def test_the_order_of_the_pages_is_no_matter(folds, random):
    names = sorted(folds)
    ordered = split_pages(pages(*((name, folds[name]) for name in names)))
    mixed = random.sample(names, len(names))
    split = split_pages(pages(*((name, folds[name]) for name in mixed)))
    assert dict(zip(mixed, split.cells.tolist(), strict=True)) == dict(
        zip(names, ordered.cells.tolist(), strict=True)
    )


def test_folds_are_cells_where_there_are_enough():
    split = split_pages(pages(*((f"s{number}", number % 5) for number in range(20))))
    assert split.cells.tolist() == [number % 5 for number in range(20)]


def test_more_than_five_folds_are_merged_into_five():
    split = split_pages(pages(*((f"s{number}", number) for number in range(12))))
    assert split.cells.tolist() == [number % 5 for number in range(12)]


def test_two_folds_are_cut_so_that_three_cells_stay_when_one_is_held_out():
    split = split_pages(pages(*((f"s{number}", number % 2) for number in range(12))))
    assert [len(cells) for cells in split.outer] == [3, 3]


def test_three_folds_are_cut_too_and_four_are_enough():
    three = split_pages(pages(*((f"s{number}", number % 3) for number in range(12))))
    assert [len(cells) for cells in three.outer] == [2, 2, 2]
    four = split_pages(pages(*((f"s{number}", number % 4) for number in range(12))))
    assert [len(cells) for cells in four.outer] == [1, 1, 1, 1]


def test_a_site_in_two_folds_is_refused():
    with pytest.raises(DataError, match="site 'a' lies in fold 0 and in fold 1"):
        split_pages(pages(("a", 0), ("b", 0), ("a", 1)))


def test_too_few_sites_are_told_in_one_sentence():
    split = split_pages(pages(("a", 0), ("a", 0)))
    with pytest.raises(DataError, match=r"^training holds .* from 1 site in 1 fold: give"):
        split.require(3, "training")
