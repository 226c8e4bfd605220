from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.characters import N_CLASSES
from boilerclf.features.arrays.tokens import tokenize_each
from boilerclf.features.html.view import HtmlView
from boilerclf.features.view import TextView
from boilerclf.page import Page
from boilerclf.segment import segment_html, segment_text

WORDS = {
    "English": ("The ferry leaves at 9", 5),
    "a number with a point is two": ("3.5 km", 3),
    "German": ("Über dem Fluß", 3),
    "Russian": ("Паром уходит утром", 3),
    "Arabic, spaces between words": ("العبارة تغادر الميناء صباحا", 4),
    "Arabic with vowel signs": ("كِتَابٌ جَدِيد", 2),
    "Hindi, vowel signs inside words": ("नाव सुबह निकलती है।", 4),
    "Korean, spaces between words": ("배가 아침에 떠난다", 3),
    "Chinese, two ideographs a word": ("渡船早上离开", 3),
    "Japanese, kana as well": ("フェリーが出る", 3.5),
    "Chinese with an ideographic space": ("渡船\u3000早上", 2),
    "Thai, five characters a word": ("เรือออกตอนเช้า", 14 / 5),
    "Khmer, five characters a word": ("សាឡាងចេញដំណើរ", 13 / 5),
    "Chinese with a Latin name": ("我们 GitHub 见", 2.5),
    "combining accents": ("cafe\u0301 e\u0301te\u0301", 2),
    "zero width space ends a word": ("one\u200btwo", 2),
    "no-break space": ("one\u00a0two", 2),
    "marks of direction": ("\u200eone\u200f two", 2),
    "nothing to see": (" \u200b\ufeff\ufffd", 0),
    "lone surrogate": ("\ud800", 0),
    "marks alone": ("--- !!! ...", 0),
    "empty": ("", 0),
}


@pytest.mark.parametrize("case", WORDS)
def test_words(case, view_of):
    text, n_words = WORDS[case]
    assert view_of(text).n_words.tolist() == pytest.approx([n_words])


def test_tokens_are_words_and_single_ideographs(view_of):
    text = "Two 中文 ไทย 3x"
    view = view_of(text)
    tokens = [
        text[start:end] for start, end in zip(view.tokens.starts, view.tokens.ends, strict=True)
    ]
    assert tokens == ["Two", "中", "文", "ไทย", "3x"]


def test_class_names_are_cut_at_capitals_and_lose_digits():
    text = "navBar post-12 h2Title"
    tokens = tokenize_each([text], camel=True)
    found = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert found == ["nav", "Bar", "post", "h", "Title"]


def test_text_outside_blocks_is_not_seen():
    view = TextView([Page("text", "xx one yy", np.array([3]), np.array([6]))])
    assert view.counts.sum() == 3
    assert view.n_words.tolist() == [1]


def test_blocks_of_equal_tokens_have_equal_hashes(view_of):
    first, second, third, empty = view_of("Read more", "READ  more!", "Read less", "").text_hashes
    assert first == second != third
    assert empty == 0


def test_no_blocks():
    none = np.zeros(0, np.int64)
    view = TextView([Page("text", "", none, none)])
    assert view.n_blocks == 0
    assert view.counts.shape == (N_CLASSES, 0)
    assert view.n_words.shape == view.text_hashes.shape == view.tokens.starts.shape == (0,)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_every_character_is_counted_once(view_of, blocks):
    view = view_of(*blocks)
    assert view.counts.sum(axis=0).tolist() == list(map(len, blocks))
    assert (view.tokens.ends > view.tokens.starts).all()
    assert (view.tokens.starts[1:] >= view.tokens.ends[:-1]).all()


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_a_block_counts_the_same_alone(view_of, blocks):
    together = view_of(*blocks)
    for number, block in enumerate(blocks):
        alone = view_of(block)
        assert alone.n_words[0] == together.n_words[number]
        assert alone.counts[:, 0].tolist() == together.counts[:, number].tolist()
        assert alone.text_hashes[0] == together.text_hashes[number]


def test_visible_characters_leave_out_what_shows_nothing(view_of):
    assert view_of("a b\u00a0c\u200bd\u00ade", "", "🙂").n_visible.tolist() == [5, 0, 1]


@given(st.lists(st.text("ab \u00a0\u200b中", max_size=4), min_size=1, max_size=6))
def test_the_first_and_the_last_character_that_shows(view_of, blocks):
    view = view_of(*blocks)
    for block, start, first, last in zip(blocks, view.starts, *view.visible_ends, strict=True):
        places = [place for place, its in enumerate(block) if its in "ab中"] or [0]
        assert (first - start, last - start) == (places[0], places[-1])


@given(st.lists(st.text("ab \u00a0\u200b中", max_size=4), min_size=1, max_size=6))
def test_the_ends_of_blocks_of_html_are_those_of_lines(blocks):
    page = segment_text("\n".join(f"x{block}" for block in blocks))
    page = replace(page, starts=page.starts + 1, markup=segment_html("<p>a").markup)
    found, wanted = HtmlView([page]).visible_ends, TextView([page]).visible_ends
    assert [its.tolist() for its in found] == [its.tolist() for its in wanted]
