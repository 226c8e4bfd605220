import joblib
import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from boilerclf.errors import ConfigurationError, DataError
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import find_units
from boilerclf.training import BlockClassifier, export_estimator
from boilerclf.training.fits.design import hashed_matrix, hat_matrix


@pytest.fixture(scope="module")
def samples(text_pages):
    """Pages, labels and sites as a scikit-learn user has them."""
    return (
        [page.page for page in text_pages],
        [page.labels for page in text_pages],
        [f"site {index % 9}" for index in range(len(text_pages))],
    )


@pytest.fixture(scope="module")
def fitted(samples, quick):
    pages, labels, sites = samples
    return BlockClassifier("text", options=quick).fit(pages, labels, groups=sites)


def test_parameters_are_kept_as_they_were_given(quick):
    estimator = BlockClassifier("text", options=quick, jobs=3)
    assert estimator.get_params() == {"kind": "text", "options": quick, "jobs": 3}
    copy = clone(estimator)
    assert copy is not estimator
    assert copy.get_params() == estimator.get_params()
    assert copy.set_params(kind="html").kind == "html"
    assert BlockClassifier("nonsense", jobs=-9).kind == "nonsense"  # fit is what checks


def test_an_estimator_that_is_not_fitted_says_so(samples):
    for method in ("predict", "predict_proba"):
        with pytest.raises(NotFittedError):
            getattr(BlockClassifier("text"), method)(samples[0])


def test_predictions_are_flat_and_agree_with_the_classifier(fitted, samples):
    pages, labels, _ = samples
    probability = fitted.predict_proba(pages)
    assert probability.shape == (sum(page.n_blocks for page in pages), 2)
    np.testing.assert_allclose(probability.sum(axis=1), 1)
    np.testing.assert_array_equal(
        probability[:, 1],
        np.concatenate([fitted.classifier_.probabilities(page) for page in pages]),
    )
    predicted = fitted.predict(pages)
    assert set(predicted.tolist()) == set(fitted.classes_.tolist()) == {0, 1}
    assert fitted.score(pages, labels) == (predicted == np.concatenate(labels)).mean() > 0.9
    assert fitted.predict_proba([]).shape == (0, 2)


def test_folds_by_hand_with_group_k_fold(samples, quick):
    pages, labels, sites = samples
    right = np.zeros(len(pages))
    for inside, outside in GroupKFold(3).split(pages, groups=sites):
        estimator = clone(BlockClassifier("text", options=quick)).fit(
            [pages[i] for i in inside],
            [labels[i] for i in inside],
            groups=[sites[i] for i in inside],
        )
        for index in outside:
            right[index] = estimator.score([pages[index]], [labels[index]])
    assert right.mean() > 0.7


def test_every_page_is_a_group_where_none_are_given(samples, quick):
    pages, labels, _ = samples
    estimator = BlockClassifier("text", options=quick).fit(pages[:8], labels[:8])
    assert estimator.classifier_.card.corpora[0].n_pages == 8


@pytest.mark.parametrize(
    ("labels", "groups", "message"),
    [
        ([[0, 1]], None, "2 pages, 1 arrays of labels"),
        ([[0, 1], [0, 1]], ["a"], "and 1 groups"),
        ([[0, 1], [0]], None, "page 1 has 2 blocks and labels of shape"),
        ([[0, 1], [0, 7]], None, r"give each block 1 \(content\), 0 \(noise\) or -1"),
    ],
)
def test_what_does_not_fit_is_refused(samples, labels, groups, message):
    page = next(page for page in samples[0] if page.n_blocks >= 2)
    short = [type(page)("text", page.text, page.starts[:2], page.ends[:2], page.lines[:2])] * 2
    with pytest.raises(ConfigurationError, match=message):
        BlockClassifier("text").fit(short, labels, groups=groups)


def test_one_group_is_refused(samples):
    pages, labels, _ = samples
    with pytest.raises(DataError, match="come from 1 site in 1 fold"):
        BlockClassifier("text").fit(pages, labels, groups=["same"] * len(pages))


def test_an_exported_file_holds_plain_regressions_that_say_the_same(fitted, samples, tmp_path):
    path = tmp_path / "model.joblib"
    export_estimator(fitted.classifier_, path)
    loaded = joblib.load(path)
    assert (type(loaded), type(loaded.first_)) == (BlockClassifier, LogisticRegression)
    page = samples[0][0]
    np.testing.assert_array_equal(loaded.predict_proba([page]), fitted.predict_proba([page]))

    featurizer = Featurizer("text")
    features = featurizer.first(page)
    first, second = loaded.first_, loaded.second_
    n_bits = (first.n_features_in_ - hat_matrix(features.knots).shape[1]).bit_length() - 1
    hashed = hashed_matrix(
        *featurizer.block_entries(features, n_bits),
        n_blocks=page.n_blocks,
        n_bits=n_bits,
        scale=1.0,
    )
    columns, values = featurizer.page_entries(
        features, n_bits
    )  # of every block, the page being what it is
    every = np.repeat(np.arange(page.n_blocks), len(columns))
    paged = hashed_matrix(
        every,
        np.tile(columns, page.n_blocks),
        np.tile(values, page.n_blocks),
        n_blocks=page.n_blocks,
        n_bits=n_bits,
        scale=1.0,
    )
    design = sp.hstack((hat_matrix(features.knots), hashed + paged)).tocsr()
    probability = first.predict_proba(design)[:, 1]
    own = hat_matrix(featurizer.second(features, probability))
    alone = second.predict_proba(own)[:, 1]
    np.testing.assert_allclose(alone, fitted.classifier_.score(page).alone, atol=1e-5)
    pooled = find_units(features.view).pooled(alone, features.n_words)
    np.testing.assert_allclose(pooled, fitted.predict_proba([page])[:, 1], atol=1e-5)


def test_exporting_to_a_folder_that_is_not_there_is_refused(fitted, tmp_path):
    with pytest.raises(ConfigurationError, match="name a file in a folder you may write to"):
        export_estimator(fitted.classifier_, tmp_path / "none" / "model.joblib")
    assert list(tmp_path.iterdir()) == []
