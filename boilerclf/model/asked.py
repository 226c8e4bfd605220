"""What callers hand over: a document, and how its labels are to be chosen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal, SupportsFloat

from boilerclf.errors import ConfigurationError
from boilerclf.model.decision import Decision, parse_decision

if TYPE_CHECKING:
    from boilerclf.model.classifier import Classifier
    from boilerclf.page import Kind

Data = str | bytes | bytearray | memoryview
"""What a document may be."""


@dataclass(frozen=True, slots=True)
class Target:
    """A recall or precision to reach, for which each model finds the threshold on its own curve.

    Parameters
    ----------
    measure : {"recall", "precision"}
        Which of the two is to be reached.
    value : float
        How much of it, above 0 and below 1.
    """

    measure: Literal["recall", "precision"]
    value: float


AskedDecision = Decision | Target | Literal["extracted"] | None
"""How to choose labels: by a rule; to reach a target; by the model's rule for extracted text; or by
its own one, for None."""


def asked_decision(
    *,
    threshold: float | str | None = None,
    target_recall: float | None = None,
    target_precision: float | None = None,
    extracted: bool = False,
) -> AskedDecision:
    """Return how labels are to be chosen, by the keywords that all entry points share.

    Parameters
    ----------
    threshold : float, str or None, default: None
        Blocks of at least this probability, 0 to 1, are content; "expected-f1" takes those with
        the highest expected F1 of the page.
    target_recall, target_precision : float or None, default: None
        The share of words to be reached, above 0 and below 1.
    extracted : bool, default: False
        Plain text has been through an extractor: the model's own decision for such text.

    Returns
    -------
    Decision, Target, "extracted" or None
        None where no keyword is given: the model's own decision.

    Raises
    ------
    ConfigurationError
        For more than one keyword, a threshold that cannot be used, or a target that is no number.

    Examples
    --------
    >>> str(asked_decision(threshold=0.7)), asked_decision(target_recall=0.95)
    ('threshold 0.7', Target(measure='recall', value=0.95))
    """
    asked: dict[str, Decision | Target | Literal["extracted"]] = {}
    if threshold is not None:
        asked["threshold"] = parse_decision(str(threshold))
    if target_recall is not None:
        asked["target recall"] = Target("recall", _share("recall", target_recall))
    if target_precision is not None:
        asked["target precision"] = Target("precision", _share("precision", target_precision))
    if extracted:
        asked["extracted"] = "extracted"
    if len(asked) > 1:
        raise ConfigurationError(f"{' and '.join(asked)} exclude each other; give one of them")
    return next(iter(asked.values()), None)


def _share(target: str, value: object) -> float:
    if not isinstance(value, SupportsFloat):
        message = f"target {target} {value!r} is not usable: give a share above 0 and below 1"
        raise ConfigurationError(message)
    try:
        return float(value)
    except OverflowError:  # of a whole number
        return inf


def refuse_other_kind(model: Classifier, kind: Kind | None) -> None:
    """Refuse a model that labels pages of another kind than was asked for.

    Parameters
    ----------
    model : Classifier
        The model that was named.
    kind : {"html", "text"} or None
        The kind of pages asked for; None where it was left open.

    Raises
    ------
    ConfigurationError
        The kinds differ.
    """
    if kind not in (None, model.kind):
        raise ConfigurationError(
            f"{model.identity} labels {model.kind} pages and {kind} is the kind asked for; "
            "give a model of that kind, or the model's kind"
        )


def document_of(data: object) -> str | bytes:
    """Return a document that a caller handed over as text or as bytes.

    Parameters
    ----------
    data : str, bytes, bytearray or memoryview
        The document.

    Returns
    -------
    str or bytes
        The same.

    Raises
    ------
    TypeError
        For anything else, with what to do instead.

    Examples
    --------
    >>> document_of(bytearray(b"A line."))
    b'A line.'
    >>> document_of(None)
    Traceback (most recent call last):
    TypeError: a page is str or bytes, not NoneType: give the markup or text of one page
    """
    if isinstance(data, str | bytes):
        return data
    if isinstance(data, bytearray | memoryview):
        return bytes(data)
    message = f"a page is str or bytes, not {type(data).__name__}: {_hint(data)}"
    raise TypeError(message)


def _hint(data: object) -> str:
    if isinstance(data, os.PathLike):
        return "read the file first, as by path.read_bytes()"
    if callable(getattr(data, "read", None)):
        return "give what it reads, as by file.read()"
    if isinstance(data, list | tuple | set | frozenset):
        return "give many pages to boilerclf.bulk.classify_documents"
    return "give the markup or text of one page"
