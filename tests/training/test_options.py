import json
from dataclasses import FrozenInstanceError
from math import inf

import pytest

from boilerclf.errors import ConfigurationError
from boilerclf.training import TrainingOptions, default_options


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passes", 3),
        ("first_bits", -1),
        ("first_bits", 21),
        ("first_c", 0.0),
        ("second_c", float("nan")),
        ("first_c", inf),
        ("hashed_scale", inf),
        ("curve_penalty", (1.0, inf, 0.0)),
        ("corpus_weights", {"a": inf}),
        ("max_iter", 0),
        ("curve_penalty", (0.0, 1.0, 0.0)),
        ("curve_penalty", (1.0, -1.0, 0.0)),
        ("curve_penalty", (1.0, 1.0)),
        ("hashed_scale", -1.0),
        ("word_power", 2.0),
        ("masked_copy", 1.5),
        ("max_blocks", -5),
        ("spreads", (-1.0,)),
        ("spreads", (0.0, 11.0)),
        ("language_power", 2.0),
        ("page_power", -1.0),
        ("corpus_shares", {"a": 1.5}),
        ("corpus_weights", {"a": -1.0}),
        ("altered", 1.5),
        ("unlearnt_kinds", {"a": ("captions",)}),
    ],
)
def test_values_that_nothing_can_be_fitted_with_are_refused(name, value):
    with pytest.raises(ConfigurationError, match=f"^{name} .* is not usable: give "):
        TrainingOptions(**{name: value})


@pytest.mark.parametrize("kind", ["html", "text"])
def test_options_of_a_card_are_json_and_make_the_same_options_again(kind):
    options = default_options(kind)
    assert TrainingOptions(**json.loads(json.dumps(options.to_dict()))) == options


def test_options_are_frozen():
    with pytest.raises(FrozenInstanceError):
        default_options("html").seed = 1


def test_there_are_no_options_for_another_kind():
    with pytest.raises(ConfigurationError, match="give 'html' or 'text'"):
        default_options("pdf")
