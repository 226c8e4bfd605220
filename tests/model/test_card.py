"""Model cards of strangers: what they say is shown and decided by, or refused with the reason."""

import json
from math import inf, nan

import pytest

from boilerclf.errors import ModelError
from boilerclf.model import read_model
from boilerclf.model.card import ModelCard, card_from_dict
from boilerclf.model.card_text import card_text

CARD = ModelCard("mine", "text").to_dict()
NOTE = {"name": "mine", "digest": "", "n_pages": 1, "n_blocks": 1, "licence": ""}
OPTIONS = {"seed": 0, "first_c": 0.1, "second_c": 0.1, "gated": False, "spreads": []}
DEEP = {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ["a"]}, "name is ['a'], wanted text"),
        ({"name": 7}, "name is 7, wanted text"),
        ({"kind": "pdf"}, "kind is 'pdf', wanted 'html' or 'text'"),
        ({"kind": []}, "kind is [], wanted 'html' or 'text'"),
        ({"scores": {"f1": nan}}, "score f1 is nan, wanted a number"),
        ({"scores": {"f1": -inf}}, "score f1 is -inf, wanted a number"),
        ({"scores": {"f1": True}}, "score f1 is True, wanted a number"),
        ({"scores": {"f1": "0.5"}}, "score f1 is '0.5', wanted a number"),
        ({"curve": [[nan, 1, 1]]}, "point of the curve is nan, wanted a number from 0 to 1"),
        ({"curve": [[7, 1, 1]]}, "point of the curve is 7, wanted a number from 0 to 1"),
        ({"curve": [[0.5, -5, 1]]}, "point of the curve is -5, wanted a number from 0 to 1"),
        ({"curve": [[0.5, 1, "x"]]}, "point of the curve is 'x', wanted a number from 0 to 1"),
        ({"corpora": [NOTE | {"name": [1]}]}, "name of a corpus is [1], wanted text"),
        ({"corpora": [NOTE | {"digest": None}]}, "digest of a corpus is None, wanted text"),
        ({"corpora": [NOTE | {"licence": {}}]}, "licence of a corpus is {}, wanted text"),
        (
            {"corpora": [NOTE | {"n_pages": -1}]},
            "n_pages of a corpus is -1, wanted a whole number from 0 on",
        ),
        (
            {"corpora": [NOTE | {"n_blocks": True}]},
            "n_blocks of a corpus is True, wanted a whole number from 0 on",
        ),
        ({"versions": {"numpy": 2}}, "version of numpy is 2, wanted text"),
        ({"options": [1]}, "options is [1], wanted names with values"),
        ({"options": {"seed": {"a": [inf]}}}, "option a is inf, wanted a number"),
        ({"options": DEEP}, "option f is 1, wanted at most 6 levels"),
        ({"decision": {"rule": []}}, "rule is [], wanted 'threshold' or 'expected-f1'"),
        ({"decision": {"threshold": True}}, "threshold is True, wanted a number from 0 to 1"),
        ({"decision": {"floor": 1.5}}, "floor is 1.5, wanted a number from 0 to 1"),
        ({"extracted": {"spread": nan}}, "spread is nan, wanted a number from 0 to 10"),
        ({"decision": {"target": ["a"]}}, "target is ['a'], wanted text"),
        ({"keeps_comments": 1}, "keeps_comments is 1, wanted true or false"),
        ({"name": ["x" * 99]}, "name is ['" + "x" * 58 + ", wanted text"),
    ],
)
def test_other_types_and_ranges_are_refused_with_the_reason(folder, changes, reason):
    with pytest.raises(ValueError, match="wanted") as error:
        card_from_dict(CARD | changes)
    assert str(error.value) == reason
    path = folder / "model.json"
    description = json.loads(path.read_bytes())
    description["card"] |= changes
    path.write_text(json.dumps(description))
    with pytest.raises(ModelError, match="is not a model description") as refused:
        read_model(folder)
    assert repr(reason) in str(refused.value)


def test_what_people_say_of_their_models_is_read_as_it_is():
    options = {"seed": 0, "weights": {"a": 0.5, "b": [1, None, "c", True]}}
    said = CARD | {
        "name": "\x1b[31m",
        "scores": {"f1": 1},
        "options": options,
        "corpora": [NOTE],
        "curve": [[0, 1, 0.5]],
    }
    assert card_from_dict(said).to_dict() == said


@pytest.mark.parametrize(
    ("passes", "told"), [(1, ["seed", "first_c"]), (2, ["seed", "first_c", "second_c"])]
)
def test_options_that_made_no_difference_are_not_told(passes, told):
    card = ModelCard("mine", "text", options=OPTIONS | {"passes": passes})
    assert list(card.options_in_use()) == [*told, "passes"]


@pytest.mark.parametrize("keeps", [True, False])
def test_a_card_says_of_comments_what_is_not_usual(keeps):
    card = ModelCard("mine", "html", keeps_comments=keeps)
    assert card_from_dict(card.to_dict()) == card
    assert ("keeps_comments" in card.to_dict()) == keeps
    assert ("- comments below a story: content" in card_text(card, "abc")) == keeps
