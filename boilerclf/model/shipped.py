"""The models that come with the program, and models by name or folder."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final, Literal

from boilerclf.classified import ClassifiedPage
from boilerclf.errors import ModelError
from boilerclf.model.asked import Data, asked_decision, document_of
from boilerclf.model.classifier import Classifier
from boilerclf.model.naming import SHIPPED
from boilerclf.model.storage import read_model
from boilerclf.page import Kind
from boilerclf.segment import segment
from boilerclf.segment.decoding.mistaken import warned

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def _shipped_folder(kind: Kind) -> Path:
    """Return where a shipped model lies: in the package, or beside it in a working copy."""
    installed = _PACKAGE / "models" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / "models" / kind


@cache
def shipped_model(kind: Kind) -> Classifier:
    """Return the shipped model for a kind of pages, read once.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of pages.

    Returns
    -------
    Classifier
        The model.

    Raises
    ------
    ModelError
        Where the model is missing or damaged.
    """
    return read_model(_shipped_folder(kind))


def load_model(
    name_or_folder: str | os.PathLike[str], *, allow_mismatch: bool = False
) -> Classifier:
    """Return a model by the name of a shipped one or by its folder.

    Parameters
    ----------
    name_or_folder : str or os.PathLike
        "html", "text", or a model folder; a folder of such a name is given as "./html".
    allow_mismatch : bool, default: False
        Take a model trained on columns of other names.

    Returns
    -------
    Classifier
        The model.

    Raises
    ------
    ModelError
        Where there is no such model, or it cannot be trusted.
    TypeError
        For an argument that is neither a string nor a path.

    Examples
    --------
    >>> load_model("text").card.name
    'text'
    """
    if not isinstance(name_or_folder, str | os.PathLike):
        raise TypeError(
            f"a model is named by a str or a path, not {type(name_or_folder).__name__}: "
            "give a model folder, 'html' or 'text'"
        )
    if name_or_folder in SHIPPED:
        kind: Kind = "html" if name_or_folder == "html" else "text"
        if allow_mismatch:
            return read_model(_shipped_folder(kind), allow_mismatch=True)
        return shipped_model(kind)
    # Of names that are too long or hold a zero character these say that nothing is there.
    if not os.path.isdir(name_or_folder):
        what = "a file" if os.path.exists(name_or_folder) else "not there"
        is_file = os.path.isfile(name_or_folder)
        hint = " (pickle and joblib files are never loaded)" if is_file else ""
        message = (
            f"model {str(name_or_folder)!r} is {what}{hint}: give a model folder, 'html' or 'text'"
        )
        raise ModelError(message)
    return read_model(Path(name_or_folder), allow_mismatch=allow_mismatch)


def classify(  # noqa: PLR0913  # all but the first are named and have defaults
    data: Data,
    *,
    kind: Literal["auto", "html", "text"] = "auto",
    source: str = "",
    threshold: float | str | None = None,
    target_recall: float | None = None,
    target_precision: float | None = None,
    extracted: bool = False,
    model: str | os.PathLike[str] | Classifier | None = None,
) -> ClassifiedPage:
    r"""Label the blocks of a document.

    Parameters
    ----------
    data : str, bytes, bytearray or memoryview
        HTML or plain text: the document itself, not where it is.
    kind : {"auto", "html", "text"}, default: "auto"
        What the document is; "auto" looks, or takes the kind of `model`.
    source : str, default: ""
        Where it came from.
    threshold : float, str or None, default: None
        Blocks of at least this probability, 0 to 1, are content; "expected-f1" takes those with
        the highest expected F1 of the page. None leaves it to the model.
    target_recall : float or None, default: None
        The share of the content's words that is to be kept, above 0 and below 1: takes the highest
        threshold that did so on pages held out from training.
    target_precision : float or None, default: None
        The share of what is kept that is to be content, likewise.
    extracted : bool, default: False
        True for plain text that another extractor has cleaned: only what is surely noise is
        dropped, by the model's own decision for such text.
    model : str, os.PathLike, Classifier or None, default: None
        A shipped model's name, a model folder, which is read anew at each call, or what
        `load_model` returned. None takes the shipped model for what the document is.

    Returns
    -------
    ClassifiedPage
        With status "failed" and no blocks if the data is neither HTML nor text; with the warning
        "looks_like_address" or "looks_like_path" for a `str` that is only that.

    Raises
    ------
    TypeError
        For data or a model of another type.
    ConfigurationError
        For more than one way to choose labels, one that cannot be used, or a model of the other
        kind.
    ModelError
        Where a model is missing or damaged.

    Examples
    --------
    >>> page = classify("Home | News\nThe first ferry sailed at nine on Monday.", threshold=0.0)
    >>> page.decision, len(page.content.splitlines())
    ('threshold 0', 2)
    """
    asked = asked_decision(
        threshold=threshold,
        target_recall=target_recall,
        target_precision=target_precision,
        extracted=extracted,
    )
    document = document_of(data)
    own = model if model is None or isinstance(model, Classifier) else load_model(model)
    if own is not None and kind == "auto":
        kind = own.kind
    page = warned(segment(document, kind=kind, source=source), document)
    classifier = own or shipped_model(page.kind)
    return classifier.classify_page(page, classifier.decision_of(asked))
