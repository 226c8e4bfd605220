"""Slices by what a record says and by what its page is."""

import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.evaluation.slicing import NOT_GIVEN, slice_of


def text_page(*lines, **fields):
    return label_record(
        Record("a", "mine", "a", 0, lines=lines, labels=(1,) * len(lines), **fields)
    )


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("Rain fell on Tarvo", "Latin"),
        ("Дождь шёл всю ночь", "Cyrillic"),
        ("Η βροχή έπεσε", "Greek"),
        ("هطل المطر", "Arabic"),
        ("बारिश हुई", "Devanagari"),
        ("昨夜下了雨", "Cjk"),
        ("ฝนตกทั้งคืน", "Thai"),
        ("12 - 13", NOT_GIVEN),
    ],
)
def test_a_page_has_the_script_of_most_of_its_letters(line, script):
    assert slice_of(text_page(line), "script") == script


def test_the_script_is_told_from_the_beginning_of_a_long_page():
    assert slice_of(text_page("a" * 2000, "я" * 3000), "script") == "Latin"
    assert slice_of(text_page("a" * 900, "я" * 3000), "script") == "Cyrillic"


@pytest.mark.parametrize(
    ("n_lines", "size"),
    [
        (1, "1-9 lines"),
        (9, "1-9 lines"),
        (10, "10-49 lines"),
        (199, "50-199 lines"),
        (200, "200 lines and more"),
    ],
)
def test_sizes_have_bounds(n_lines, size):
    assert slice_of(text_page(*["Rain"] * n_lines), "size") == size


def test_what_the_record_says_is_passed_on():
    page = text_page("Rain", extractor="trafilatura")
    assert slice_of(page, "extractor") == "trafilatura"
    assert slice_of(page, "type") == NOT_GIVEN


def test_html_has_a_script_and_a_size_in_blocks():
    html = "<p>Rain fell.</p>" * 12
    page = label_record(Record("a", "mine", "a", 0, html=html, content="Rain fell."))
    assert slice_of(page, "script") == "Latin"
    assert slice_of(page, "size") == "10-49 blocks"
