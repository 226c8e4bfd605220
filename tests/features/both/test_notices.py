import pytest

from boilerclf.features.arrays.tokens import tokenize_each
from boilerclf.features.both.notices import FAMILY
from boilerclf.features.lists.phrases import read_phrases

LISTS = read_phrases("notices")


@pytest.mark.parametrize(
    ("line", "found", "share"),
    [
        ("Accept cookies", (1, 0), 1 / 2),
        ("We use cookies, as our cookie policy tells.", (1, 1), 3 / 8),
        ("The heron uses its neck.", (0, 0), 0),
        ("Uses. Cookies, too.", (1, 0), 1 / 3),  # marks part no phrase
        ("— … —", (0, 0), 0),
        ("Alle Rechte vorbehalten", (1, 1), 2 / 3),
        ("Все права защищены", (1, 1), 2 / 3),
        ("版权", (1, 0), 1 / 2),
        ("googletag.cmd.push(f)", (1, 1), 3 / 4),
    ],
)
def test_what_a_line_has_of_a_notice(lines_of, named, line, found, share):
    its = named(FAMILY, lines_of(line))
    assert (*its["has_notice"], *its["has_notices"]) == found
    assert its["notice_share"] == pytest.approx([share])


def test_what_stands_in_stories_too_counts_apart(lines_of, named):
    found = named(FAMILY, lines_of("Learn more", "Nothing here"))
    assert found["notice_share"] == [0, 0]
    assert found["likely_notice_share"] == [0.5, 0]


def test_no_phrase_reaches_over_two_lines(lines_of, named):
    found = named(FAMILY, lines_of("Accept", "cookies"))
    assert found["has_notice"] == [0, 0]


@pytest.mark.parametrize("name", LISTS)
def test_phrases_are_one_token_or_two_each_once(name):
    phrases = LISTS[name]
    assert len(phrases) == len(set(phrases))
    for phrase in phrases:
        tokens = tokenize_each([phrase])
        assert 1 <= len(tokens.hashes) <= 2, phrase
        assert phrase == phrase.lower()


def test_no_phrase_is_in_both_lists():
    assert not {*LISTS["notices"]} & {*LISTS["likely"]}
