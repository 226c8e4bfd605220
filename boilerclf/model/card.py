"""What a model says of itself: the part of `model.json` that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from math import inf, isfinite
from typing import Any, Final, Literal, get_args

import numpy as np

from boilerclf.errors import ConfigurationError
from boilerclf.model.decision import MAX_SPREAD, Decision, Rule
from boilerclf.page import Kind

_DEEPEST: Final = 6
"""Levels of options within options: no model has more, and more would break what prints them."""

_NOT_IN_ALL: Final = {"extracted", "keeps_comments"}
"""Fields that a card of most models does not have."""

_SHOWN: Final = 60
"""Characters of a refused value that a message shows."""


@dataclass(frozen=True, slots=True)
class CorpusNote:
    """One corpus that a model was trained on.

    Parameters
    ----------
    name : str
        The file's name without its endings.
    digest : str
        SHA-256 of the uncompressed file.
    n_pages, n_blocks : int
        How many pages and blocks were learnt from.
    licence : str
        Its licence, where known.
    """

    name: str
    digest: str
    n_pages: int
    n_blocks: int
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model says of itself.

    Parameters
    ----------
    name : str
        The model's name.
    kind : {"html", "text"}
        The kind of pages it labels.
    decision : Decision
        How it chooses labels unless the caller says otherwise: for pages as they were crawled.
    extracted : Decision or None
        How it chooses them on text that another extractor has cleaned, which holds little noise;
        None for a model without a decision of its own for such text.
    corpora : tuple of CorpusNote
        What it was trained on.
    options : mapping
        How it was trained: seed, regularization and the like.
    scores : mapping of str to float
        Out-of-fold scores on the training corpora.
    curve : tuple of (threshold, recall, precision)
        Out-of-fold word recall and word precision at rising thresholds.
    versions : mapping of str to str
        Libraries it was fitted with.
    keeps_comments : bool, default: False
        True where the labels that it learnt from take comments below a story for content: blocks
        below a line that counts comments are then judged like all others.
    """

    name: str
    kind: Kind
    decision: Decision = field(default_factory=Decision)
    extracted: Decision | None = None
    corpora: tuple[CorpusNote, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[tuple[float, float, float], ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    keeps_comments: bool = False

    def options_in_use(self) -> dict[str, Any]:
        """Return the options that made a difference to this model.

        Returns
        -------
        dict
            Without those that are off (0, false or empty, but for the seed), and without those of
            the second pass where there is none.

        Examples
        --------
        >>> ModelCard("mine", "text", options={"seed": 0, "gated": False}).options_in_use()
        {'seed': 0}
        """
        one_pass = self.options.get("passes") == 1
        return {
            name: value
            for name, value in self.options.items()
            if (value or name == "seed") and not (one_pass and name.startswith("second_"))
        }

    def decision_for(self, *, target: Literal["recall", "precision"], value: float) -> Decision:
        """Find the threshold that reaches a target on the model's out-of-fold curve.

        Parameters
        ----------
        target : {"recall", "precision"}
            What has to be reached, over the words of the training corpora's held-out folds.
        value : float
            The share of words, above 0 and below 1.

        Returns
        -------
        Decision
            The highest threshold that reaches the recall, or the lowest that reaches the precision.

        Raises
        ------
        ConfigurationError
            Where the value is no share, the model has no curve, or the curve never reaches it.
        """
        if not 0 < value < 1:
            message = f"target {target} {value:g} is not usable: give a share above 0 and below 1"
            raise ConfigurationError(message)
        if not self.curve:
            raise ConfigurationError(f"model {self.name!r} has no curve: give --threshold")
        curve = np.array(self.curve)
        reached = curve[:, 1 if target == "recall" else 2] >= value
        if not reached.any():
            message = (
                f"model {self.name!r} does not reach a {target} of {value:g} on its held-out "
                "folds: give a lower target, --threshold, or another --model"
            )
            raise ConfigurationError(message)
        thresholds = curve[reached, 0]
        threshold = thresholds.max() if target == "recall" else thresholds.min()
        return Decision("threshold", float(threshold), target=f"{target} {value:g}")

    def decision_for_extracted(self) -> Decision:
        """Return the decision for text that another extractor has cleaned.

        Returns
        -------
        Decision
            It drops only what is surely noise, for there is little noise in such text. A model of
            HTML, which is never such text, has its one decision for all pages.

        Raises
        ------
        ConfigurationError
            Where a model of plain text has none.
        """
        if self.kind == "html":
            return self.decision
        if self.extracted is None:
            message = (
                f"model {self.name!r} has no decision for extracted text: retrain it on "
                "records that name their extractor, or give a threshold"
            )
            raise ConfigurationError(message)
        return self.extracted

    def to_dict(self) -> dict[str, Any]:
        """Return the card as JSON-ready data.

        Returns
        -------
        dict
            By the names of the fields, as `model.json` holds it and `card_from_dict` reads it;
            without ``extracted`` where the model has no such decision, and without
            ``keeps_comments`` where it is false.
        """
        return {
            "name": self.name,
            "kind": self.kind,
            "decision": asdict(self.decision),
            **({} if self.extracted is None else {"extracted": asdict(self.extracted)}),
            "corpora": [asdict(note) for note in self.corpora],
            "options": dict(self.options),
            "scores": dict(self.scores),
            "curve": [list(point) for point in self.curve],
            "versions": dict(self.versions),
            **({"keeps_comments": True} if self.keeps_comments else {}),
        }


def card_from_dict(data: Mapping[str, Any]) -> ModelCard:
    """Read a card back from JSON data.

    Parameters
    ----------
    data : mapping
        As `ModelCard.to_dict` returns it.

    Returns
    -------
    ModelCard
        The card.

    Raises
    ------
    KeyError, TypeError, ValueError
        Where a key is missing or not known, or has a value of another type or out of its range.

    Examples
    --------
    >>> card_from_dict(ModelCard("mine", "text").to_dict()).name
    'mine'
    """
    known = {entry.name for entry in fields(ModelCard)} - _NOT_IN_ALL
    if data.keys() - _NOT_IN_ALL != known:
        raise KeyError(*sorted(map(str, data.keys() ^ known)))
    return ModelCard(
        name=_text(data["name"], "name"),
        kind=_one_of(data["kind"], get_args(Kind), "kind"),
        decision=_decision_from_dict(data["decision"]),
        extracted=_decision_from_dict(data["extracted"]) if "extracted" in data else None,
        corpora=tuple(_note_from_dict(note) for note in data["corpora"]),
        options=_options(data["options"], "options", _DEEPEST),
        scores={
            name: _number(value, f"score {name}", -inf, inf)
            for name, value in data["scores"].items()
        },
        curve=tuple(_point(point) for point in data["curve"]),
        versions={
            name: _text(value, f"version of {name}") for name, value in data["versions"].items()
        },
        keeps_comments=_truth(data.get("keeps_comments", False), "keeps_comments"),
    )


def _decision_from_dict(data: Mapping[str, Any]) -> Decision:
    decision = Decision(**data)
    return Decision(
        rule=_one_of(decision.rule, get_args(Rule), "rule"),
        threshold=_number(decision.threshold, "threshold", 0, 1),
        floor=_number(decision.floor, "floor", 0, 1),
        spread=_number(decision.spread, "spread", 0, MAX_SPREAD),
        target=_text(decision.target, "target"),
    )


def _note_from_dict(data: Mapping[str, Any]) -> CorpusNote:
    note = CorpusNote(**data)
    for name in ("name", "digest", "licence"):
        _text(getattr(note, name), f"{name} of a corpus")
    for name in ("n_pages", "n_blocks"):
        if type(getattr(note, name)) is not int or getattr(note, name) < 0:
            raise _other(f"{name} of a corpus", getattr(note, name), "a whole number from 0 on")
    return note


def _point(data: Sequence[object]) -> tuple[float, float, float]:
    threshold, recall, precision = (_number(value, "point of the curve", 0, 1) for value in data)
    return threshold, recall, precision


def _options(data: object, what: str, levels: int) -> Any:  # noqa: ANN401  # as JSON has it
    """Return options, which are for people: any JSON that can be written again."""
    if levels == 0:
        raise _other(what, data, f"at most {_DEEPEST} levels")
    if isinstance(data, dict):
        return {name: _options(value, f"option {name}", levels - 1) for name, value in data.items()}
    if levels == _DEEPEST:
        raise _other(what, data, "names with values")
    if isinstance(data, list):
        return [_options(value, what, levels - 1) for value in data]
    return _number(data, what, -inf, inf) if isinstance(data, float) else data


def _number(value: object, what: str, low: float, high: float) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        if isfinite(number) and low <= number <= high:
            return number
    raise _other(what, value, "a number" if high == inf else f"a number from {low:g} to {high:g}")


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise _other(what, value, "text")
    return value


def _truth(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise _other(what, value, "true or false")
    return value


def _one_of(value: object, known: tuple[str, ...], what: str) -> Any:  # noqa: ANN401  # a literal
    if not isinstance(value, str) or value not in known:
        raise _other(what, value, " or ".join(map(repr, known)))
    return value


def _other(what: str, value: object, wanted: str) -> ValueError:
    return ValueError(f"{what[:_SHOWN]} is {repr(value)[:_SHOWN]}, wanted {wanted}")
