"""Copies of text pages cut into posts hold the page's content, and what sites put around posts."""

import re

import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.training.posting import _PUT_IN, _words, cut_into_posts, posted_copies
from boilerclf.training.splicing import OWN_TITLE

STORY = (
    "The ferry left at nine with all seats taken. The next one sailed at noon, and it was as full "
    "as the first. Nobody was left on the slip by the evening."
)
LINES = (
    "Home",
    "Sign in",
    "Ferry left with all seats taken",
    STORY,
    "Adults: four pounds",
    "It rained.",
    "Contact",
)
LABELS = (0, 0, 1, 1, 1, 1, 0)


def page(name="boat", lang="en", lines=LINES, labels=LABELS):
    return label_record(
        Record(name, "mine", f"{name}.example", 0, lines=lines, labels=labels, lang=lang)
    )


def rows(copy):
    return list(zip(copy.page.block_texts(), copy.labels.tolist(), strict=True))


COPIES = [cut_into_posts(page(f"boat{number}"), seed=0) for number in range(60)]


@pytest.mark.parametrize("copy", COPIES[:20])
def test_lines_of_the_page_keep_their_order_and_label(copy):
    found = [row for row in rows(copy) if row[0] in LINES]
    own = [row for row in zip(LINES, LABELS, strict=True) if row in found]
    assert [row for row in found if row in own] == own
    assert {text for text, _ in own} >= {*LINES} - {STORY}


@pytest.mark.parametrize("copy", COPIES[:20])
def test_of_a_long_line_the_first_sentences_are_left(copy):
    (left,) = (text for text, label in rows(copy) if label == 1 and text.startswith("The ferry l"))
    assert STORY.startswith(left)
    assert left.endswith((".", "evening."))


def test_what_is_put_in_is_noise_but_for_the_times_of_a_live_blog():
    put_in = [row for copy in COPIES for row in rows(copy) if row[0] not in LINES]
    kept = [text for text, label in put_in if label == 1 and not STORY.startswith(text)]
    assert len(kept) > 5
    assert all(re.fullmatch(r"\d\d:\d\d", text) for text in kept)
    noise = {text for text, label in put_in if label == 0}
    assert {"Reply", "[edit]"} <= noise


def test_nothing_is_put_over_the_first_line_of_content_nor_after_the_page_s_own_footer():
    for copy in COPIES:
        texts = copy.page.block_texts()
        assert texts[:3] == list(LINES[:3])
        assert texts[-1] == "Contact"


def test_what_was_put_in_counts_more_than_what_the_page_had():
    for copy in COPIES[:20]:
        texts = copy.page.block_texts()
        is_own = [text in LINES or STORY.startswith(text) for text in texts]
        assert copy.emphasis.tolist() == [1.0 if own else _PUT_IN for own in is_own]


def test_the_page_s_own_headline_is_content_where_that_is_asked_for():
    headed = page(labels=(0, 0, 0, 1, 1, 1, 0))
    copy = cut_into_posts(headed, seed=0, keeps_headline=True)
    place = copy.page.block_texts().index("Ferry left with all seats taken")
    assert (copy.labels[place], copy.emphasis[place]) == (1, OWN_TITLE)
    copy = cut_into_posts(headed, seed=0)
    assert copy.labels[copy.page.block_texts().index("Ferry left with all seats taken")] == 0
    for corpora, label in ((("mine",), 1), ((), 0)):
        (copy,), _ = posted_copies([headed], [0], share=1.0, headlines_of=corpora)
        assert (
            copy.labels[copy.page.block_texts().index("Ferry left with all seats taken")] == label
        )


def test_the_words_are_of_the_page_s_language_or_english():
    german = {
        text for n in range(40) for text, _ in rows(cut_into_posts(page(f"b{n}", "de"), seed=0))
    }
    assert "Antworten" in german
    assert "Reply" not in german
    other = {
        text for n in range(40) for text, _ in rows(cut_into_posts(page(f"b{n}", "sw"), seed=0))
    }
    assert "Reply" in other


def test_every_language_has_words_of_both_kinds_each_once():
    languages = {language for language, _ in _words()}
    assert len(languages) >= 20
    for language in languages:
        for kind in ("button", "edit"):
            words = _words()[language, kind]
            assert len({*words}) == len(words) >= 2


def test_numbers_of_buttons_are_filled_in():
    chinese = [cut_into_posts(page(f"b{number}", "zh"), seed=0) for number in range(80)]
    texts = {text for copy in chinese for text, _ in rows(copy)}
    assert any(re.fullmatch(r"赞 \d+", text) for text in texts)
    assert not any("{" in text for text in texts)


def test_a_page_with_little_content_has_no_copy():
    assert cut_into_posts(page(lines=LINES[:4], labels=LABELS[:4]), seed=0) is None


def test_a_copy_depends_on_its_page_and_the_seed_alone():
    pages = [page(f"boat{number}") for number in range(30)]
    copies, cells = posted_copies(pages, range(30), share=0.5)
    assert 5 < len(copies) < 25
    alone = [posted_copies([one], [7], share=0.5)[0] for one in pages]
    assert [its.id for its in copies] == [its.id for found in alone for its in found]
    assert [rows(its) for its in copies] == [rows(its) for found in alone for its in found]
    assert [pages[cell].id + "+posted" for cell in cells] == [its.id for its in copies]
    assert posted_copies(pages, range(30), share=0.0) == ([], [])
    assert all(its.gold is None for its in copies)


def test_long_pages_are_not_copied():
    long = page(lines=LINES * 25, labels=LABELS * 25)
    assert posted_copies([long], [0], share=1.0) == ([], [])
