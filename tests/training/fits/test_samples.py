import pickle
from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN, Record, label_record
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.features.featurizer import Featurizer
from boilerclf.training import TrainingOptions
from boilerclf.training.fits.samples import build_samples
from boilerclf.training.fits.weights import PAGE_WEIGHT, block_weights, language_weights

LINES = ("Menu", "Rain fell on the town all night and the river rose.", "Share", "Roads are wet.")
PAGE = label_record(Record("a", "mine", "a", 0, lines=LINES, labels=(0, 1, 0, 1)))
WORDS = np.array([1, 11, 1, 3], np.float32)


def known(page, *labels):
    given = np.array(labels, np.int8)
    return replace(page, labels=given, matched=np.where(given < 0, np.nan, given).astype("f4"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"word_power": 0.0}, [25, 25, 25, 25]),
        ({"word_power": 1.0}, [10, 60, 10, 20]),
        ({"word_power": 1.0, "corpus_weights": {"mine": 0.5, "other": 9.0}}, [5, 30, 5, 10]),
        ({"corpus_weights": {"mine": 0.0}}, [0, 0, 0, 0]),
    ],
)
def test_a_page_weighs_the_same_whatever_its_size(options, expected):
    weights = block_weights(PAGE, WORDS, TrainingOptions(**options))
    np.testing.assert_allclose(weights, expected)


def test_blocks_without_a_label_weigh_nothing_and_the_others_more():
    weights = block_weights(known(PAGE, 0, -1, -1, 1), WORDS, TrainingOptions(word_power=0.0))
    assert weights.tolist() == [50, 0, 0, 50]
    nothing = block_weights(known(PAGE, -1, -1, -1, -1), WORDS, TrainingOptions())
    assert nothing.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("corpora", "expected"), [((), [1, 1, 1]), (("mine",), [0, 1, 1]), (("other",), [1, 1, 1])]
)
def test_headlines_of_a_corpus_can_be_left_out(corpora, expected):
    html = f"<h1>Herons</h1><p>{'rain ' * 20}<p>{'wind ' * 20}"
    page = label_record(Record("a", "mine", "a", 0, html=html, content="rain " * 20 + "wind " * 20))
    options = TrainingOptions(word_power=0.0, unlearnt_headlines=corpora)
    weights = block_weights(page, np.array([1, 20, 20], np.float32), options)
    np.testing.assert_allclose(weights, np.array(expected) * 100 / sum(expected))


@pytest.mark.parametrize(
    ("title", "labels", "expected"),
    [
        ("Rain", (0, 1, 1), [100 / 7, 500 / 7, 100 / 7]),
        ("", (0, 1, 1), [100 / 3] * 3),
        ("Rain", (0, 0, 1), [100 / 3] * 3),
        ("Menu", (0, 1, 1), [100 / 3] * 3),
    ],
)
def test_the_title_of_a_text_counts_as_five_lines_where_it_is_content(title, labels, expected):
    record = Record("a", "mine", "a", 0, lines=("Menu", "Rain", "It fell."), labels=labels)
    page = label_record(replace(record, title=title))
    weights = block_weights(page, np.ones(3, np.float32), TrainingOptions())
    assert weights == pytest.approx(expected)


def test_a_draw_of_blocks_depends_on_the_page_and_the_seed_alone():
    lines = tuple(f"line {number}" for number in range(40))
    page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1) * 20))
    words = np.full(40, 2, np.float32)

    def drawn(page, seed):
        weights = block_weights(page, words, TrainingOptions(max_blocks=10, seed=seed))
        assert weights.sum() == pytest.approx(PAGE_WEIGHT)
        return np.flatnonzero(weights).tolist()

    assert len(drawn(page, 0)) == 10
    assert drawn(page, 0) == drawn(page, 0)
    assert drawn(page, 0) != drawn(page, 1)
    assert drawn(page, 0) != drawn(replace(page, id="b"), 0)


def test_workers_change_nothing(text_pages, quick):
    cells = np.arange(len(text_pages)) % 4
    options = replace(quick, masked_copy=0.5)
    one, two = (
        build_samples(text_pages, cells, kind="text", options=options, jobs=jobs) for jobs in (1, 2)
    )
    assert (one.named != two.named).nnz == 0
    assert one.hashed.shape == one.masked.shape == (one.named.shape[0], 1 << quick.first_bits)
    assert (one.hashed != two.hashed).nnz == 0
    assert (one.masked != two.masked).nnz == 0
    assert (one.paged != two.paged).nnz == 0
    assert one.masked.nnz < one.hashed.nnz
    np.testing.assert_array_equal(one.weights, two.weights)
    np.testing.assert_array_equal(one.ends, two.ends)
    assert len(one.labels) == one.ends[-1] == one.named.shape[0]


@pytest.mark.parametrize(("kind", "unread"), [("html", {"vocabulary"}), ("text", set())])
def test_the_second_pass_reads_no_knots_of_the_first(kind, unread, request):
    # Samples keep the features of all pages without them.
    page = request.getfixturevalue(f"{kind}_pages")[0].page
    featurizer = Featurizer(kind)
    features = featurizer.first(page)
    probability = np.random.default_rng(0).random(page.n_blocks)
    slim = pickle.loads(pickle.dumps(featurizer.for_second_pass(features)))  # noqa: S301  # ours
    assert not ({"text", "pages", "tokens"} | unread) & slim.view.__dict__.keys()
    assert slim.own.size == 0
    np.testing.assert_array_equal(
        featurizer.second(slim, probability), featurizer.second(features, probability)
    )


def test_a_page_of_the_other_kind_is_refused(quick):
    with pytest.raises(ConfigurationError, match="page 'a' is text and the model is for html"):
        build_samples([PAGE], np.zeros(1, np.int64), kind="html", options=quick)


def test_columns_that_are_not_finite_are_refused(quick, monkeypatch):
    # No page is known that makes one, so the featurizer is made to.
    first = Featurizer.first
    monkeypatch.setattr(
        Featurizer,
        "first",
        lambda self, page: replace(
            first(self, page), own=np.full_like(first(self, page).own, np.nan)
        ),
    )
    with pytest.raises(DataError, match="page 'a' has a column that is not finite"):
        build_samples([PAGE], np.zeros(1, np.int64), kind="text", options=quick)


def test_gold_is_kept_where_it_is_known(quick):
    pages = [PAGE, replace(known(PAGE, 0, UNKNOWN, 0, 1), gold=None, id="b")]
    samples = build_samples(pages, np.arange(2), kind="text", options=quick)
    assert samples.overlaps[0].f1(PAGE.labels == 1) == 1.0
    assert samples.overlaps[1] is None


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (0.0, [1, 1, 1, 1, 1]),
        (1.0, [2 / 3, 2 / 3, 2 / 3, 2, 1]),
        # Three of a language at 1/sqrt(3) and one at 1, over their mean; another corpus by itself.
        (0.5, [*[0.57735 / 0.683013] * 3, 1 / 0.683013, 1]),
    ],
)
def test_rare_languages_weigh_more_and_corpora_the_same(power, expected):
    said = [("mine", "en"), ("mine", "en"), ("mine", "en"), ("mine", "fi"), ("other", "en")]
    pages = [replace(PAGE, corpus=corpus, lang=lang) for corpus, lang in said]
    weights = language_weights(pages, TrainingOptions(language_power=power))
    np.testing.assert_allclose(weights, expected, rtol=1e-5)


@pytest.mark.parametrize(("n_words", "weight"), [(50, 100.0), (51, 0.0)])
def test_a_long_page_without_content_is_not_learnt_from(n_words, weight):
    """Who marks nothing on it has left it out; a shell that a script fills has few words."""
    page = label_record(Record("a", "mine", "a", 0, html="<p>" + "rain " * n_words, content=""))
    weights = block_weights(page, np.array([n_words], np.float32), TrainingOptions())
    assert weights.tolist() == pytest.approx([weight])


@pytest.mark.parametrize(
    ("n_lines", "power", "total"), [(40, 1.0, 100), (10, 1.0, 25), (10, 0.5, 50)]
)
def test_a_page_of_forty_labelled_lines_weighs_a_hundred(n_lines, power, total):
    lines = tuple(f"Line {number}" for number in range(n_lines + 1))
    labels = (1, 0) * (n_lines // 2) + (-1,)
    page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=labels))
    n_words = np.full(len(lines), 2.0, np.float32)
    weights = block_weights(page, n_words, TrainingOptions(page_power=power))
    assert weights.sum() == pytest.approx(total)
    assert weights[-1] == 0
