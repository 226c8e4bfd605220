"""A model as a folder of plain data: written whole, checked before it is trusted.

========================  ========================================================================
file                      what
========================  ========================================================================
``model.json``            format number, column names in order, hash sizes, decision, corpora with
                          digests, out-of-fold scores, library versions, digest of the arrays
``weights.npz``           arrays, read with ``allow_pickle=False``
``README.md``             the model card for people, generated
========================  ========================================================================

Digests do not depend on how a model is packed. That of the weights is made of the arrays' names,
types, shapes and values, that of a model of its description without spaces. (In format 1 the digest
of the weights was that of the file, whose bytes depend on Python's zip module.)
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ModelError
from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.model.archive import MAX_MODEL_BYTES, digest_of, pack, unpack
from boilerclf.model.card import card_from_dict
from boilerclf.model.card_text import card_text
from boilerclf.model.classifier import Classifier
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel
from boilerclf.model.naming import refuse_unfit_folder
from boilerclf.page import LABELS, Kind
from boilerclf.shown import without_surrogates
from boilerclf.unfinished import write_together

FORMAT: Final = 2
"""To be raised when older programs would misread a folder; tests keep every old format loading."""

_OLD_FORMAT: Final = 1

_MAX_WEIGHT: Final = 1e6
"""The largest weight: those of fitted models are far below, for log-odds of 40 are certainty."""

_PASSES: Final[tuple[str, ...]] = ("first", "second")
_PARTS: Final = ("intercept", "curves", "hashed")
_GATE: Final = ("gate_intercept", "gate_weights", "gate_words", "gate_offset", "gate_curves")
"""The arrays of a gate: a model has all of them or none."""

_KEYS: Final = frozenset(
    (
        "format",
        "labels",
        "columns",
        "second_columns",
        "n_knots",
        "n_hashed",
        "weights_sha256",
        "card",
    )
)
_LABELS: Final = {str(number): label for number, label in enumerate(LABELS)}

_DESCRIPTION, _WEIGHTS, _CARD = "model.json", "weights.npz", "README.md"


def save_model(classifier: Classifier, folder: str | Path) -> Classifier:
    """Write a model folder.

    Parameters
    ----------
    classifier : Classifier
        The model.
    folder : str or Path
        Made where it does not exist; the three files in it are replaced. Nothing is made of it
        where writing fails.

    Returns
    -------
    Classifier
        The same model with the digest it was stored under.

    Raises
    ------
    ConfigurationError
        If the folder's name is empty, or a string that `boilerclf.load_model` takes for the name of
        a shipped model ("./html" and ``Path("html")`` are folders).
    OSError
        If it cannot be a folder, or writing fails, as on a full disk. A model that was in the
        folder stays as it was, also where the program is asked to end (SIGINT, SIGTERM) or another
        one writes into the folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from boilerclf.model.shipped import load_model
    >>> with TemporaryDirectory() as folder:
    ...     stored = save_model(load_model("text"), folder)
    ...     read_model(folder).digest == stored.digest
    True
    """
    refuse_unfit_folder(folder)
    target = Path(folder)
    arrays = _arrays(classifier)
    description = _describe(classifier, arrays)
    written = json.loads(description)
    stored = classifier.stored_as(_identity(written))
    card = card_text(card_from_dict(written["card"]), stored.digest).encode()
    with _made(target):
        write_together(target, {_WEIGHTS: pack(arrays), _DESCRIPTION: description, _CARD: card})
    return stored


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder where it is not there; one that nothing came into goes again."""
    is_new = not folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if is_new:
            with suppress(OSError):  # another one wrote into it
                folder.rmdir()
        raise


def _arrays(classifier: Classifier) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for name, model in zip(_PASSES, (classifier.first, classifier.second), strict=True):
        if model is not None:
            arrays[f"{name}_intercept"] = np.array([model.intercept])
            arrays[f"{name}_curves"] = model.curves
            arrays[f"{name}_hashed"] = model.hashed
    gate = classifier.gate
    if gate is not None:
        intercept, offset = np.array([gate.intercept]), np.array([gate.offset])
        parts = (intercept, gate.weights, gate.words, offset, gate.curves)
        arrays.update(zip(_GATE, parts, strict=True))
    return arrays


def _identity(description: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a description, its keys in order and without spaces."""
    said = json.dumps(description, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _describe(classifier: Classifier, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    columns = _columns(classifier.kind, with_second=classifier.second is not None)
    description = {
        "format": FORMAT,
        "labels": _LABELS,
        "columns": columns["first"],
        "second_columns": columns.get("second"),
        "n_knots": N_KNOTS,
        "n_hashed": {
            name: len(model.hashed)
            for name, model in zip(_PASSES, (classifier.first, classifier.second), strict=True)
            if model is not None
        },
        "weights_sha256": digest_of(arrays),
        "card": classifier.card.to_dict(),
    }
    text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    # A name that is not UTF-8, as of a folder or of a file of labels, has lone surrogates.
    return without_surrogates(text).encode()


def read_model(folder: str | Path, *, allow_mismatch: bool = False) -> Classifier:
    """Read a model folder, trusting nothing in it.

    Parameters
    ----------
    folder : str or Path
        A folder that `save_model` wrote.
    allow_mismatch : bool, default: False
        Take a model whose columns have other names than this program's, as long as their number
        is the same.

    Returns
    -------
    Classifier
        The model; nothing in the folder was executed.

    Raises
    ------
    ModelError
        Where the folder or a file is missing, too large or cut short, has another format, other
        columns, other sizes, weights that are not finite, a digest that does not match, or holds
        Python objects.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from boilerclf.model.shipped import load_model
    >>> with TemporaryDirectory() as folder:
    ...     stored = save_model(load_model("text"), folder)
    ...     read_model(folder).kind
    'text'
    """
    path = Path(folder)
    description = _read_description(path / _DESCRIPTION)
    arrays = _read_arrays(path / _WEIGHTS, description)
    if description["format"] == _OLD_FORMAT:
        description |= {"format": FORMAT, "weights_sha256": digest_of(arrays)}
    try:
        classifier = _build(path, description, arrays, allow_mismatch=allow_mismatch)
        return classifier.stored_as(_identity(description))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        message = f"{path / _DESCRIPTION} is not a model description ({error!r}): retrain the model"
        raise ModelError(message) from error


def _read_description(path: Path) -> dict[str, Any]:
    """Read ``model.json``: of a format that is known, with the keys of a model and no others."""
    raw = _read(path)
    try:
        description = json.loads(raw)
    except (ValueError, RecursionError) as error:
        message = f"{path} is not JSON ({error}): retrain or copy the model again"
        raise ModelError(message) from error
    if not isinstance(description, dict) or description.get("format") not in (FORMAT, _OLD_FORMAT):
        found = description.get("format") if isinstance(description, dict) else description
        message = (
            f"{path} has format {str(found)[:40]!r} and this program reads formats "
            f"{_OLD_FORMAT} and {FORMAT}: use the version of boilerclf that wrote it, or retrain"
        )
        raise ModelError(message)
    if description.keys() != _KEYS:
        wrong = ", ".join(sorted(map(repr, description.keys() ^ _KEYS)))[:200]
        message = f"{path} lacks, or should not have, {wrong}: retrain the model"
        raise ModelError(message)
    return description


def _read_arrays(path: Path, description: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Read ``weights.npz``, which has to have the digest that the description tells."""
    weights = _read(path)
    if not weights.startswith(b"PK"):
        kind = "a pickle or joblib file" if weights[:1] == b"\x80" else "no npz archive"
        message = f"{path} is {kind}, which is never loaded: retrain the model"
        raise ModelError(message)
    if description["format"] == _OLD_FORMAT:  # whose digest is of the file: it comes first
        _check_digest(path, hashlib.sha256(weights).hexdigest(), description)
        return unpack(path, weights)
    arrays = unpack(path, weights)
    _check_digest(path, digest_of(arrays), description)
    return arrays


def _check_digest(path: Path, found: str, description: Mapping[str, Any]) -> None:
    if found != description["weights_sha256"]:
        message = f"{path} does not match the digest in {_DESCRIPTION}: copy it again"
        raise ModelError(message)


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # to open a FIFO could wait for ever
            message = f"{path} is no file: give a model folder, or 'html' or 'text'"
            raise ModelError(message)
        if status.st_size > MAX_MODEL_BYTES:
            message = f"{path} is larger than {MAX_MODEL_BYTES} bytes: this is no model of ours"
            raise ModelError(message)
        return path.read_bytes()
    except OSError as error:
        message = (
            f"{path} cannot be read ({error.strerror}): give a model folder with {_DESCRIPTION} "
            f"and {_WEIGHTS}, or 'html' or 'text'"
        )
        raise ModelError(message) from error


def _build(
    path: Path,
    description: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    *,
    allow_mismatch: bool,
) -> Classifier:
    if description["n_knots"] != N_KNOTS or description["labels"] != _LABELS:
        message = (
            f"{path / _DESCRIPTION} has other knots or labels than this program: retrain the model"
        )
        raise ModelError(message)
    card = card_from_dict(description["card"])
    columns = _columns(card.kind, with_second=description["second_columns"] is not None)
    sizes = {name: int(description["n_hashed"][name]) for name in columns}
    for name, key in zip(columns, ("columns", "second_columns"), strict=False):
        if description[key] != columns[name] and not allow_mismatch:
            message = (
                f"{path / _DESCRIPTION} was trained on other {key} than this program computes: "
                "retrain the model, or pass --allow-mismatch"
            )
            raise ModelError(message)
    _refuse_foreign(path, arrays, columns)
    models = {
        name: _pass(path, name, arrays, len(columns[name]), n_hashed)
        for name, n_hashed in sizes.items()
    }
    gate = None if arrays.keys().isdisjoint(_GATE) else _gate(path, arrays, card.kind)
    return Classifier(card, models["first"], models.get("second"), gate)


def _columns(kind: Kind, *, with_second: bool) -> dict[str, list[str]]:
    """Return the names of the columns that this program computes for each pass."""
    featurizer = Featurizer(kind)
    found = {"first": [column.name for column in featurizer.columns]}
    if with_second:
        found["second"] = [column.name for column in featurizer.second_columns]
    return found


def _refuse_foreign(
    path: Path, arrays: Mapping[str, NDArray[Any]], passes: Mapping[str, Any]
) -> None:
    """Refuse arrays that no model of these passes has."""
    known = {f"{name}_{part}" for name in passes for part in _PARTS} | {*_GATE}
    if foreign := arrays.keys() - known:
        message = f"{path / _WEIGHTS} holds {', '.join(map(repr, sorted(foreign)))[:200]}, "
        raise ModelError(message + "which no model of this format does: retrain the model")


def _pass(
    path: Path, name: str, arrays: Mapping[str, NDArray[Any]], n_columns: int, n_hashed: int
) -> AdditiveModel:
    shapes = ((1,), (n_columns, N_KNOTS), (n_hashed,))
    names = [f"{name}_{part}" for part in _PARTS]
    for array, shape in zip(names, shapes, strict=True):
        _check(path, array, arrays, shape)
    intercept, curves, hashed = (arrays[array] for array in names)
    return AdditiveModel(float(intercept[0]), _single(curves), _single(hashed))


def _gate(path: Path, arrays: Mapping[str, NDArray[Any]], kind: Kind) -> Gate:
    featurizer = Featurizer(kind)
    of_page = (2 * featurizer.n_own,), (featurizer.n_page_words,)
    shapes = ((1,), *of_page, (1,), (len(featurizer.columns), N_KNOTS))
    for name, shape in zip(_GATE, shapes, strict=True):
        _check(path, name, arrays, shape)
    intercept, weights, words, offset, curves = (arrays[name] for name in _GATE)
    parts = _single(weights), _single(words), float(offset[0]), _single(curves)
    return Gate(float(intercept[0]), *parts)


def _single(array: NDArray[Any]) -> NDArray[np.float32]:
    return array.astype(np.float32, copy=False)


def _check(
    path: Path, name: str, arrays: Mapping[str, NDArray[Any]], shape: tuple[int, ...]
) -> None:
    array = arrays.get(name)
    if array is None or array.shape != shape or array.dtype.kind != "f":
        found = "nothing" if array is None else f"{array.dtype} of shape {array.shape}"
        message = f"{path / _WEIGHTS} has {found} as {name}, wanted floats of shape {shape}: "
        raise ModelError(message + "retrain the model")
    if not (np.abs(array.astype(np.float64)) <= _MAX_WEIGHT).all():
        message = f"{path / _WEIGHTS} has weights in {name} that are not finite or beyond 1e6"
        raise ModelError(message)
    size = shape[0]
    if name.endswith("hashed") and size & (size - 1):
        message = f"{path / _WEIGHTS} has {size} hashed columns, wanted a power of two"
        raise ModelError(message)
