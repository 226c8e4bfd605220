"""Models of random weights: what tests of storage and arithmetic need, made in a moment."""

import numpy as np
import pytest

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import (
    AdditiveModel,
    Classifier,
    CorpusNote,
    Decision,
    ModelCard,
    save_model,
)


def random_classifier(kind, *, passes=2, n_bits=4, seed=0):
    rng = np.random.default_rng(seed)
    featurizer = Featurizer(kind)

    def model(n_columns, n_hashed):
        return AdditiveModel(
            float(rng.normal()),
            (rng.normal(size=(n_columns, N_KNOTS)) / 5).astype(np.float32),
            rng.normal(size=n_hashed).astype(np.float32),
        )

    card = ModelCard(
        name="random",
        kind=kind,
        decision=Decision("threshold", 0.4),
        corpora=(CorpusNote("mine", "ab" * 32, 3, 40, "CC0"),),
        options={"seed": seed, "corpus_weights": {"mine": 0.5}},
        scores={"roc_auc": 0.5},
        curve=((0.0, 1.0, 0.4), (0.5, 0.8, 0.7), (1.0, 0.1, 0.9)),
        versions={"numpy": "2"},
    )
    second = model(len(featurizer.second_columns), 0) if passes == 2 else None
    return Classifier(card, model(len(featurizer.columns), 1 << n_bits), second)


@pytest.fixture(params=["html", "text"])
def classifier(request):
    return random_classifier(request.param)


@pytest.fixture
def folder(classifier, tmp_path):
    save_model(classifier, tmp_path / "model")
    return tmp_path / "model"
