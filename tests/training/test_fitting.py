import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from boilerclf.corpus import UNKNOWN, LabelledPage, Record, label_record
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.model import Gate, read_model, save_model
from boilerclf.training import TrainingOptions, train, train_folds, train_judged
from boilerclf.training.fits.heldout import HeldOut
from boilerclf.training.fits.learnt import Learnt
from boilerclf.training.fits.samples import build_samples
from boilerclf.training.fitting import _classifier, _held_out

ROOT = Path(__file__).parents[2]


def digest(classifier, folder):
    return save_model(classifier, folder).digest


def simple(name, site=None, labels=(0, 1, 0), fold=None):
    lines = (f"Menu {name}", f"Rain fell on the town of {name} all night long.", "Share this")
    fold = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 if fold is None else fold
    return label_record(Record(name, "mine", site or name, fold, lines=lines, labels=labels))


@pytest.fixture(scope="module")
def small(quick):
    return replace(quick, masked_copy=0.3, page_effect=1.5, max_blocks=12)


@pytest.fixture(scope="module")
def trained(text_pages, small):
    return train(text_pages, kind="text", name="sample", options=small)


def test_a_model_is_the_same_whatever_workers_and_order(text_pages, small, trained, tmp_path):
    mixed = [text_pages[index] for index in np.random.default_rng(0).permutation(len(text_pages))]
    again = train(mixed, kind="text", name="sample", options=small, jobs=2)
    assert digest(again, tmp_path / "b") == digest(trained, tmp_path / "a")
    for name in ("model.json", "weights.npz", "README.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_model_is_the_same_in_another_process(small, trained, tmp_path):
    program = (
        "import json, sys\n"
        "from boilerclf.corpus import label_records, read_records\n"
        "from boilerclf.model import save_model\n"
        "from boilerclf.training import TrainingOptions, train\n"
        "options = TrainingOptions(**json.loads(sys.argv[2]))\n"
        "pages = label_records(read_records(['data/text']))\n"
        "model = train(pages, kind='text', name='sample', options=options)\n"
        "print(save_model(model, sys.argv[1]).digest)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "b"), json.dumps(small.to_dict())],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "77", "OMP_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split()[-1] == digest(trained, tmp_path / "a")


def test_the_card_says_what_the_model_was_made_of(text_pages, small):
    twice = [
        *(replace(page, corpus="mine") for page in text_pages[:10]),
        *(replace(page, corpus="other") for page in text_pages[10:]),
    ]
    card = train(
        twice,
        kind="text",
        name="mine",
        corpora={"mine": "ab" * 32},
        licences={"other": "CC0"},
        options=small,
    ).card
    notes = {note.name: note for note in card.corpora}
    assert (card.name, card.kind, sorted(notes)) == ("mine", "text", ["mine", "other"])
    assert (notes["mine"].n_pages, notes["mine"].digest) == (10, "ab" * 32)
    assert (notes["other"].licence, notes["other"].digest) == ("CC0", "")
    known = sum(int((page.labels != UNKNOWN).sum()) for page in text_pages)
    assert notes["mine"].n_blocks + notes["other"].n_blocks == known
    assert card.options == small.to_dict()
    assert set(card.versions) == {"boilerclf", "numpy", "scipy", "scikit-learn"}
    assert set(card.scores) == {"page_f1", "macro_f1", "roc_auc", "brier", "calibration_error"}
    assert card.scores["roc_auc"] > 0.8
    thresholds, recalls, precisions = zip(*card.curve, strict=True)
    assert thresholds == tuple(sorted(thresholds))
    assert recalls == tuple(sorted(recalls, reverse=True))
    assert min(precisions) > 0


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_model_trained_on_the_samples_learns_them(kind, request, tmp_path):
    pages = request.getfixturevalue(f"{kind}_pages")
    model = train(pages, kind=kind, name="samples", options=TrainingOptions(first_bits=12))
    right = n_blocks = 0
    for page in pages:
        known = page.labels != UNKNOWN
        kept = model.classify_page(page.page).kept
        right += int((kept == (page.labels == 1))[known].sum())
        n_blocks += int(known.sum())
    assert right / n_blocks > 0.92
    assert model.card.scores["roc_auc"] > 0.9
    stored = save_model(model, tmp_path)
    page = pages[0].page
    np.testing.assert_array_equal(
        read_model(tmp_path).probabilities(page), stored.probabilities(page)
    )


def test_one_pass_is_a_model_of_its_own(text_pages, quick):
    model = train(text_pages, kind="text", name="one", options=replace(quick, passes=1))
    assert model.second is None
    assert model.card.options["passes"] == 1
    assert model.probabilities(text_pages[0].page).shape == (text_pages[0].page.n_blocks,)


def test_many_equal_pages_are_learnt_from(quick):
    pages = [simple(f"p{number}", site=f"s{number % 7}", fold=number % 7) for number in range(70)]
    same = [replace(page, page=pages[0].page) for page in pages]
    model = train(same, kind="text", name="same", options=quick)
    assert model.classify_page(same[0].page).kept.tolist() == [False, True, False]


def test_pages_without_a_label_change_nothing(text_pages, small, trained, tmp_path):
    first = text_pages[0]
    blank = replace(
        first,
        id="blank",
        labels=np.full(first.page.n_blocks, UNKNOWN, np.int8),
        matched=np.full(first.page.n_blocks, np.nan, np.float32),
    )
    again = train([blank, *text_pages], kind="text", name="sample", options=small)
    assert digest(again, tmp_path / "a") == digest(trained, tmp_path / "b")


REFUSED = {
    "no pages": ([], "no block has a label; training needs content and noise"),
    "one page": ([simple("a")], "come from 1 site in 1 fold: give|lie in one fold"),
    "content alone": (
        [simple(name, labels=(1, 1, 1)) for name in "abcd"],
        "all labels are content; training needs content and noise",
    ),
    "noise alone": (
        [simple(name, labels=(0, 0, 0)) for name in "abcd"],
        "all labels are noise; training needs content and noise",
    ),
    "two sites": (
        [simple("a", "a", fold=0), simple("b", "b", fold=1), simple("c", "b", fold=1)],
        r"the labelled pages come from 2 sites in 2 folds: give pages of more sites",
    ),
    "site in two folds": (
        [simple("a", "x", fold=0), simple("b", "x", fold=1), *map(simple, "cdef")],
        "site 'x' lies in fold 0 and in fold 1: give all pages of a site one fold",
    ),
    "one class once a site is held out": (
        [
            simple("a", fold=0),
            *(simple(name, labels=(0, 0, 0), fold=n) for n, name in enumerate("bcde", 1)),
        ],
        "all labels left are noise: give pages of more sites",
    ),
}


@pytest.mark.parametrize("run", [train, train_folds])
@pytest.mark.parametrize(("pages", "message"), REFUSED.values(), ids=REFUSED)
def test_unusable_data_is_refused_in_one_sentence(run, pages: list[LabelledPage], message):
    named = {"name": "bad"} if run is train else {}
    with pytest.raises(DataError, match=message) as caught:
        run(pages, kind="text", **named)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_cross_validation_of_one_fold_is_refused():
    pages = [simple(name, fold=3) for name in "abcdef"]
    with pytest.raises(DataError, match="all labelled pages lie in one fold"):
        train_folds(pages, kind="text")
    assert train(pages, kind="text", name="one fold").kind == "text"


def test_pages_of_the_other_kind_are_refused():
    with pytest.raises(ConfigurationError, match="is text and the model is for html"):
        train([simple(name) for name in "abcde"], kind="html", name="mixed")


def test_every_page_is_held_out_once_with_its_site(text_pages, quick):
    first = text_pages[0]
    blank = replace(
        first,
        id="blank",
        labels=np.full(first.page.n_blocks, UNKNOWN, np.int8),
        matched=np.full(first.page.n_blocks, np.nan, np.float32),
    )
    pages = [blank, *text_pages]
    models = train_folds(pages, kind="text", options=quick)
    assert sorted(index for model in models for index in model.held_out) == list(range(len(pages)))
    fold_of = {index: fold for fold, model in enumerate(models) for index in model.held_out}
    assert fold_of[0] == fold_of[1]
    by_site = {(page.site, fold_of[index]) for index, page in enumerate(pages)}
    assert len(by_site) == len({page.site for page in pages})


def test_copies_are_learnt_from_and_not_counted(html_pages, quick):
    plain = replace(quick, passes=1, max_iter=4)
    changed = replace(plain, altered=1.0, unlearnt_kinds={"labels": ("caption", "headline")})
    models = [
        train(pages, kind="html", name="sample", options=options)
        for pages, options in (
            (html_pages, plain),
            (html_pages, changed),
            (html_pages[::-1], changed),
        )
    ]
    first, second, again = models
    assert first.card.corpora == second.card.corpora
    assert not np.array_equal(first.first.curves, second.first.curves)
    assert np.array_equal(again.first.curves, second.first.curves)
    assert second.card.options["altered"] == 1.0


def test_held_out_labels_are_those_that_the_card_s_scores_were_computed_from(text_pages, quick):
    trained = train_judged(text_pages, kind="text", name="sample", options=quick)
    alone = train(text_pages, kind="text", name="sample", options=quick)
    assert trained.classifier.card == alone.card
    assert [its.id for its in trained.pages] == [
        page.id for page in sorted(text_pages, key=lambda page: (page.corpus, page.id))
    ]
    assert [len(its) for its in trained.kept] == [its.page.n_blocks for its in trained.pages]
    labels, probabilities, kept = (
        np.concatenate(its)
        for its in ([p.labels for p in trained.pages], trained.probabilities, trained.kept)
    )
    known = labels != UNKNOWN
    scores = trained.classifier.card.scores
    assert roc_auc_score(labels[known], probabilities[known]) == pytest.approx(
        scores["roc_auc"], abs=1e-6
    )
    macro_f1 = f1_score(labels[known], kept[known], average="macro")
    assert macro_f1 == pytest.approx(scores["macro_f1"], abs=1e-6)


@pytest.fixture(scope="module")
def one_pass(text_pages, quick):
    """Samples whose last four pages are copies, a first pass, and scores that are mostly right."""
    options = replace(quick, passes=1)
    samples = build_samples(text_pages[:12], np.arange(12) % 4, kind="text", options=options)
    first = train(text_pages, kind="text", name="sample", options=options).first
    drawn = np.random.default_rng(0).normal(size=len(samples.labels))
    return replace(samples, n_judged=8), first, np.where(samples.labels == 1, 1.0, -1.0) + drawn


def classifier_of(samples, learnt):
    held_out = _held_out(samples, learnt)
    return _classifier(learnt, held_out, held_out.judged(), "sample", ())


def test_copies_have_no_part_in_calibration_decision_and_scores(one_pass):
    samples, first, scores = one_pass
    spoilt = np.where(np.arange(len(scores)) < samples.ends[8], scores, -9 * scores)
    made, again = (classifier_of(samples, Learnt(first, None, its)) for its in (scores, spoilt))
    assert made.card == again.card
    assert made.first.intercept == again.first.intercept
    assert np.array_equal(made.first.curves, again.first.curves)


def test_calibration_of_one_pass_reaches_what_a_story_adds(one_pass):
    samples, first, scores = one_pass
    means = np.ones(2 * len(first.curves), np.float32)
    gate = Gate(0.5, means, np.zeros(0, np.float32), 2.0, first.curves)
    made = classifier_of(samples, Learnt(first, None, scores, gate))
    judged = np.where(np.arange(len(scores)) < samples.ends[8], scores, np.nan)
    slope = HeldOut(samples, judged).platt().slope
    assert abs(slope - 1) > 0.05
    assert made.gate.offset == pytest.approx(2.0 * slope)
    assert made.gate.curves == pytest.approx(first.curves * slope, rel=1e-5)
    assert made.gate.intercept == 0.5  # how likely a story is stays as it was
