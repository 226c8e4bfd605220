"""Pieces of pages: enough of them, in enough languages, some of them held back."""

import json
from pathlib import Path

import numpy as np
import pytest

import boilerclf.training.copies
from boilerclf.segment import segment_html
from boilerclf.training.copies.fragment import (
    JUDGED_LANGUAGES,
    draw_fragment,
    fragment_kinds,
    fragment_languages,
)

FOLDER = Path(boilerclf.training.copies.__file__).parent / "fragments"
TEXTS = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("texts-*.json")}
NOISE = {"comments", "consent", "teaser", "notice"}


def drawn(kind, language, *, is_judged, number=40):
    rngs = map(np.random.default_rng, range(number))
    return [draw_fragment(kind, language, rng, is_judged=is_judged) for rng in rngs]


def test_there_are_pieces_in_many_languages():
    assert len(fragment_languages()) >= 16
    assert len(set(fragment_languages()) - {*JUDGED_LANGUAGES}) >= 14
    notices = {
        text
        for texts in TEXTS.values()
        for key in ("notices", "consents", "comments", "teasers")
        for entry in texts[key]
        for text in ([entry] if isinstance(entry, str) else entry)
    }
    assert len(notices) >= 300


def test_every_language_has_as_many_texts():
    english = TEXTS["texts-en"]
    for name, texts in TEXTS.items():
        assert {key: len(its) for key, its in texts.items()} == {
            key: len(its) for key, its in english.items()
        }, name


@pytest.mark.parametrize("kind", fragment_kinds())
def test_what_is_judged_by_is_not_learnt_from(kind):
    learnt = {its.html for its in drawn(kind, "de", is_judged=False)}
    judged = {its.html for its in drawn(kind, "de", is_judged=True)}
    assert len(learnt) > 5
    assert not learnt & judged


@pytest.mark.parametrize("language", JUDGED_LANGUAGES)
def test_languages_that_are_held_back_are_not_learnt(language):
    for its in drawn("notice", language, is_judged=False):
        text = segment_html(its.html).block_texts()[0]
        assert text in TEXTS["texts-en"]["notices"]
    for its in drawn("notice", language, is_judged=True):
        text = segment_html(its.html).block_texts()[0]
        assert text in TEXTS[f"texts-{language}"]["notices"]


@pytest.mark.parametrize("kind", fragment_kinds())
@pytest.mark.parametrize("is_judged", [False, True])
def test_every_slot_is_filled(kind, is_judged):
    for language in fragment_languages():
        for its in drawn(kind, language, is_judged=is_judged, number=8):
            texts = segment_html(its.html).block_texts()
            assert texts, its.html
            assert "{" not in " ".join(texts).replace("{ ", ""), its.html
            assert "NAME" not in its.html
            assert its.label == (kind not in NOISE)


def test_a_caption_may_say_what_the_page_says():
    made = [
        draw_fragment("caption", "en", np.random.default_rng(seed), sentences=["Herons <came>."])
        for seed in range(40)
    ]
    from_host = sum("Herons &lt;came&gt;." in its.html for its in made)
    assert 8 <= from_host <= 32
