"""Nobody changes their mind over class names or other parts of a page; nor does a model.

The shipped model on the sample pages, which no shipped model is trained on. Pieces are those that
no model learns from.
"""

from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import label_records, read_records
from boilerclf.model import load_model
from boilerclf.training.copies.altering import alter, renamed
from boilerclf.training.copies.fragment import fragment_kinds

DATA = Path(__file__).parents[2] / "data"

FLIPPED_BY_NAMES = {"dropped": 0.06, "hashed": 0.05, "plain": 0.05, "translated": 0.04}
"""The share of labels that may change with the names of elements."""

FLIPPED_BY_A_PIECE = 0.03
"""The share of a page's labels that may change when something else is put into it."""

RIGHT_OF_PIECES = {0: 0.75, 1: 0.5}
"""The share of the blocks of pieces of noise, and of content, that have their label."""

SEEDS = range(2)


@pytest.fixture(scope="module")
def classifier():
    return load_model("html")


@pytest.fixture(scope="module")
def pages():
    return label_records(read_records([DATA / "html"]))


@pytest.fixture(scope="module")
def kept(classifier, pages):
    return [classifier.classify_page(page.page).kept for page in pages]


@pytest.mark.parametrize("how", FLIPPED_BY_NAMES)
def test_other_names_change_few_labels(classifier, pages, kept, how):
    changed = [classifier.classify_page(renamed(page.page, how)).kept for page in pages]
    assert np.mean(np.concatenate(changed) != np.concatenate(kept)) <= FLIPPED_BY_NAMES[how]


@pytest.fixture(scope="module")
def with_pieces(classifier, pages, kept):
    """Flipped labels of pages, by kind of piece; whether those of pieces are right, by label."""
    flipped = {kind: [] for kind in fragment_kinds()}
    right = {0: [], 1: []}
    for page, before in zip(pages, kept, strict=True):
        for kind in fragment_kinds():
            for seed in SEEDS:
                made = alter(page, seed=seed, kinds=[kind], is_judged=True)
                if made is None or not made.pieces:
                    continue
                after = classifier.classify_page(made.page.page).kept
                is_piece = made.piece_of == 0
                flipped[kind] += (after[~is_piece] != before).tolist()
                labels = made.page.labels[is_piece]
                right[int(labels[0])] += (after[is_piece] == labels).tolist()
    return flipped, right


@pytest.mark.parametrize("kind", fragment_kinds())
def test_a_piece_changes_few_labels_of_the_page_around_it(with_pieces, kind):
    flipped, _ = with_pieces
    assert len(flipped[kind]) > 500
    assert np.mean(flipped[kind]) <= FLIPPED_BY_A_PIECE


@pytest.mark.parametrize("label", RIGHT_OF_PIECES)
def test_pieces_that_nobody_learnt_from_have_their_label(with_pieces, label):
    _, right = with_pieces
    assert len(right[label]) > 300
    assert np.mean(right[label]) >= RIGHT_OF_PIECES[label]
