"""Lines below a title, drawn from forms in many languages."""

import re

import numpy as np
import pytest

from boilerclf.training.bylines import _read, draw_byline
from boilerclf.training.notices import read_notices


def drawn(language, number=300):
    rng = np.random.default_rng(0)
    return [draw_byline(language, rng) for _ in range(number)]


def test_languages_that_only_judge_have_none():
    learnt = {notice.language for notice in read_notices() if notice.use == "learn"}
    judging = {notice.language for notice in read_notices()} - learnt
    assert judging
    assert not judging & set(_read())


def test_every_language_has_all_that_its_forms_ask_for():
    for language, its in _read().items():
        assert len(its.months) == (1 if language == "*" else 12), language
        assert all(its.months + its.forms + its.names), language
        assert language == "*" or not any("*" in form for form in its.forms)


@pytest.mark.parametrize("language", ["en", "ja", "xx"])
def test_lines_differ_and_hold_no_mark_of_a_form(language):
    lines = drawn(language)
    assert len(set(lines)) > 200
    assert not any(re.search(r"[{}|\n]", line) for line in lines)


def test_most_lines_are_in_the_language_of_the_page_and_some_are_digits_alone():
    lines = drawn("ru")
    cyrillic = [line for line in lines if re.search("[а-яА-Я]", line)]
    digits = [line for line in lines if not re.search(r"[^\W\d]", line)]
    assert 0.5 < len(cyrillic) / len(lines) < 0.75
    assert 0.15 < len(digits) / len(lines) < 0.35


def test_what_is_not_known_gets_english_lines():
    assert drawn("xx") == drawn("en")
