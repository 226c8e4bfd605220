"""The models that come with the program, and models by name or folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from boilerclf.errors import ModelError
from boilerclf.model.classifier import Classifier
from boilerclf.model.storage import read_model
from boilerclf.page import ClassifiedPage, Kind
from boilerclf.segment import segment

SHIPPED: Final[tuple[Kind, ...]] = ("html", "text")

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


def load_model(name_or_folder: str | Path, *, allow_mismatch: bool = False) -> Classifier:
    """Return a model by the name of a shipped one or by its folder.

    Parameters
    ----------
    name_or_folder : str or Path
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
    """
    if name_or_folder in SHIPPED:
        return shipped_model("html" if name_or_folder == "html" else "text")
    folder = Path(name_or_folder)
    if not folder.is_dir():
        what = "a file" if folder.exists() else "not there"
        hint = " (pickle and joblib files are never loaded)" if folder.is_file() else ""
        message = (
            f"model {str(name_or_folder)!r} is {what}{hint}: give a model folder, 'html' or 'text'"
        )
        raise ModelError(message)
    return read_model(folder, allow_mismatch=allow_mismatch)


def classify(
    data: str | bytes,
    *,
    kind: Literal["auto", "html", "text"] = "auto",
    source: str = "",
    extracted: bool = False,
) -> ClassifiedPage:
    """Label the blocks of a document with the shipped model for its kind.

    Parameters
    ----------
    data : str or bytes
        HTML or plain text.
    kind : {"auto", "html", "text"}, default: "auto"
        What the document is; "auto" looks.
    source : str, default: ""
        Where it came from.
    extracted : bool, default: False
        True for text that another extractor has cleaned: only what is surely noise is dropped.

    Returns
    -------
    ClassifiedPage
        With status "failed" and no blocks for what is neither.

    Raises
    ------
    ModelError
        Where the shipped model is missing or damaged.
    """
    page = segment(data, kind=kind, source=source)
    classifier = shipped_model(page.kind)
    return classifier.classify_page(page, classifier.own_decision(extracted=extracted))
