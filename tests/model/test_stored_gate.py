"""A gate is stored with its model, and read only where it fits the model's columns."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.errors import ModelError
from boilerclf.features.columns import N_KNOTS
from boilerclf.model import Gate, read_model, save_model
from boilerclf.segment import segment
from tests.model.test_storage import arrays_of, packed, weigh

DOCUMENTS = {
    "html": "<h1>Rain</h1><p>Rain fell on Tarvo, all night.<p><a href=/>Home</a>",
    "text": "Home\nRain fell on Tarvo, all night.\nShare",
}


@pytest.fixture
def gated(classifier):
    rng = np.random.default_rng(3)
    curves = rng.normal(size=(len(classifier.featurizer.columns), N_KNOTS))
    weights = rng.normal(size=2 * classifier.featurizer.n_own)
    words = rng.normal(size=classifier.featurizer.n_page_words)
    gate = Gate(0.25, *map(np.float32, (weights, words)), 1.5, curves.astype(np.float32))
    return replace(classifier, gate=gate)


def test_a_model_with_a_gate_is_read_as_it_was_stored(gated, tmp_path):
    save_model(gated, tmp_path / "gated")
    read = read_model(tmp_path / "gated")
    assert (read.gate.intercept, read.gate.offset) == (0.25, 1.5)
    assert read.gate.weights.tobytes() == gated.gate.weights.tobytes()
    assert read.gate.words.tobytes() == gated.gate.words.tobytes()
    page = segment(DOCUMENTS[gated.kind], kind=gated.kind)
    found = read.probabilities(page)
    assert found.tobytes() == gated.probabilities(page).tobytes()
    assert found.tobytes() != replace(gated, gate=None).probabilities(page).tobytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gate_weights": np.zeros(7, np.float32)}, "gate_weights"),
        ({"gate_words": np.zeros(7, np.float32)}, "gate_words"),
        ({"gate_words": None}, "gate_words"),
        ({"gate_curves": np.zeros((3, N_KNOTS), np.float32)}, "gate_curves"),
        ({"gate_offset": np.array([np.nan])}, "gate_offset"),
        ({"gate_intercept": None}, "gate_intercept"),
    ],
)
def test_a_gate_that_does_not_fit_is_refused(gated, tmp_path, change, said):
    save_model(gated, tmp_path / "gated")
    arrays = arrays_of(tmp_path / "gated") | change
    kept = {name: array for name, array in arrays.items() if array is not None}
    weigh(tmp_path / "gated", packed(kept))
    with pytest.raises(ModelError, match=said):
        read_model(tmp_path / "gated")
