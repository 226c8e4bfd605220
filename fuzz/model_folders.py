"""Model folders as strangers might make them: small ones, changed in places that bytes choose."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import AdditiveModel, Classifier, Gate, ModelCard, save_model
from boilerclf.page import Kind

T = TypeVar("T")

KINDS: Final[tuple[Kind, ...]] = ("html", "text")

_ODD_NUMBERS: Final = (0, -1, 1, 2, 3, 1 << 31, 1 << 62, 10**400, 0.5, -0.5, 1e308, -1e308, 5e-324)
_ODD_VALUES: Final[tuple[Any, ...]] = (
    *_ODD_NUMBERS,
    *(None, True, False, float("nan"), float("inf"), -float("inf")),
    *("", "x" * 5_000, "\ud800", "\x1b[2J\x00\n", "text", "html", "threshold", "expected-f1"),
    *([], {}, [[]], [None], {"": None}, ["a"] * 999, [[0.5, 0.5, 0.5]] * 9),
)
_ODD_WEIGHTS: Final = (0.0, -0.0, 1e6, -1e6, 1.1e6, 1e38, 5e-324, np.nan, np.inf, -np.inf)
_CLAIMS: Final = (
    *(b"99999999999,", b"-1,", b"2147483647, 2147483647", b"100000000,", b"1000000000,"),
    *(b"4294967296, 0", b"", b"1, " * 32),
)
_TYPES: Final = ("<f4", "<f8", ">f8", "<f2", "<i8", "|b1", "<c16", "|S4", "<U2", "<M8[s]")


@dataclass
class Choices:
    """Decisions out of bytes; when they have run out, always the first."""

    data: bytes
    at: int = 0

    def below(self, n: int) -> int:
        """Return a number from 0 to ``n - 1``."""
        taken = self.data[self.at : self.at + 2]
        self.at += 2
        return int.from_bytes(taken, "little") % n

    def of(self, items: Sequence[T]) -> T:
        """Return one of some items."""
        return items[self.below(len(items))]

    def rest(self) -> bytes:
        """Return the bytes that are left."""
        return self.data[self.at :]


@cache
def small_model(kind: Kind) -> dict[str, bytes]:
    """Return the files of a model with a few weights."""
    numbers = np.random.default_rng(7)
    featurizer = Featurizer(kind)
    n_first, n_second = len(featurizer.columns), len(featurizer.second_columns)

    def weights(*shape: int) -> NDArray[np.float32]:
        return (numbers.normal(size=shape) / 5).astype(np.float32)

    of_page = weights(2 * featurizer.n_own), weights(featurizer.n_page_words)
    classifier = Classifier(
        ModelCard("small", kind, curve=((0.0, 1.0, 0.4), (0.5, 0.8, 0.7), (1.0, 0.1, 0.9))),
        AdditiveModel(0.1, weights(n_first, N_KNOTS), weights(16)),
        AdditiveModel(-0.1, weights(n_second, N_KNOTS), weights(0)),
        Gate(0.2, *of_page, 0.1, weights(n_first, N_KNOTS)),
    )
    with tempfile.TemporaryDirectory() as folder:
        save_model(classifier, folder)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def changed_model(data: bytes) -> dict[str, bytes]:
    """Return the files of a small model, changed as the bytes say.

    Parameters
    ----------
    data : bytes
        The first two choose the kind, the next what is changed, the others where and how.

    Returns
    -------
    dict of str to bytes
        ``model.json`` and ``weights.npz``. The digest fits the weights seven times of eight, so
        that what stands behind that check is reached.
    """
    choices = Choices(data)
    files = dict(small_model(choices.of(KINDS)))
    change = choices.of((_change_description, _change_arrays, _change_bytes, _claim_more))
    weights = change(files, choices)
    if weights is not None:
        files["weights.npz"] = weights
        if choices.below(8):  # the format whose digest is of the file
            description = json.loads(files["model.json"])
            description |= {"format": 1, "weights_sha256": hashlib.sha256(weights).hexdigest()}
            files["model.json"] = json.dumps(description).encode()
    return {name: files[name] for name in ("model.json", "weights.npz")}


class _Written(bytes):
    """JSON that is written already, deeper than json.dumps would go."""


def _change_description(files: dict[str, bytes], choices: Choices) -> None:
    description = json.loads(files["model.json"])
    for _ in range(1 + choices.below(3)):
        places = list(_places(description, 12))
        if not places:
            break
        parent, key = choices.of(places)
        what = choices.below(8)
        if what == 0:
            del parent[key]
        elif what == 1 and isinstance(parent, dict):
            parent[choices.of(("x", "", "kind", "\ud800", "card"))] = _odd_value(choices)
        elif what == 2 and isinstance(parent, list):
            parent[:] = parent[:400] * choices.below(5)
        elif what == 3:
            other, its_key = choices.of(places)
            parent[key] = _Written(_as_json(other[its_key]))
        elif what == 4:
            n_deep = choices.of((10, 400, 900, 5_000))
            parent[key] = _Written(b"[" * n_deep + b"0" + b"]" * n_deep)
        else:
            parent[key] = _odd_value(choices)
    files["model.json"] = _as_json(description)


def _odd_value(choices: Choices) -> Any:  # noqa: ANN401  # whatever JSON can say
    return deepcopy(choices.of(_ODD_VALUES))  # a later change may be inside it


def _as_json(value: Any) -> bytes:  # noqa: ANN401  # whatever JSON can say
    if isinstance(value, _Written):
        return value
    if isinstance(value, dict):
        pairs = (json.dumps(name).encode() + b":" + _as_json(its) for name, its in value.items())
        return b"{" + b",".join(pairs) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(_as_json, value)) + b"]"
    return json.dumps(value).encode()


def _places(value: Any, n_deep: int) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401  # of JSON
    if not n_deep:
        return
    if isinstance(value, dict):
        for key, its in value.items():
            yield value, key
            yield from _places(its, n_deep - 1)
    elif isinstance(value, list):
        for at, its in enumerate(value[:20]):
            yield value, at
            yield from _places(its, n_deep - 1)


def _change_arrays(files: dict[str, bytes], choices: Choices) -> bytes:
    with np.load(io.BytesIO(files["weights.npz"])) as archive:
        arrays = {name: archive[name] for name in archive.files}
    name = choices.of(sorted(arrays))
    array = arrays[name]
    change: Callable[[], NDArray[Any]] = choices.of(
        (
            lambda: array.astype(choices.of(_TYPES)),
            lambda: np.where(
                np.arange(array.size).reshape(array.shape) == choices.below(max(array.size, 1)),
                choices.of(_ODD_WEIGHTS),
                array,
            ),
            lambda: np.full_like(array, choices.of(_ODD_WEIGHTS), dtype=choices.of(_TYPES[:4])),
            lambda: array[: choices.below(len(array) + 1)],
            lambda: np.concatenate([array, array]),
            lambda: array.reshape(-1),
            lambda: array[..., None],
            lambda: np.zeros((), array.dtype),
            lambda: np.asfortranarray(array),
        )
    )
    if choices.below(8) == 0:
        del arrays[name]
    elif choices.below(8) == 0:
        arrays[choices.of(("x", "first_", "gate_curves", "../../x", "é", ""))] = array
    else:
        arrays[name] = change()
    buffer = io.BytesIO()
    choices.of((np.savez, np.savez_compressed))(buffer, **arrays)
    return buffer.getvalue()


def _change_bytes(files: dict[str, bytes], choices: Choices) -> bytes:
    weights = bytearray(files["weights.npz"])
    for _ in range(1 + choices.below(6)):
        # Near an end of the file, where names and sizes stand, half the time.
        near = choices.of((len(weights), 600, 600))
        at = choices.below(near)
        at = at if choices.below(2) else len(weights) - 1 - at
        what = choices.below(4)
        if what == 0:
            del weights[at : at + choices.below(300)]
        elif what == 1:
            weights[at] ^= 1 << choices.below(8)
        elif what == 2:
            weights[at : at + 4] = choices.of((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
        else:
            weights[at:at] = choices.of((b"PK\x03\x04", b"PK\x05\x06", b"\x93NUMPY", b"\x80\x04."))
    return bytes(weights)


def _claim_more(files: dict[str, bytes], choices: Choices) -> bytes:
    """Let the header of an array claim a shape that its bytes do not bear out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files["weights.npz"])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = choices.of(sorted(members))
    member = members[name]
    begin, end = member.index(b"'shape': ("), member.index(b"\n")
    claimed = b"'shape': (" + choices.of(_CLAIMS) + b"), }"
    members[name] = member[:begin] + claimed.ljust(end - begin)[: end - begin] + member[end:]
    with zipfile.ZipFile(buffer, "w", choices.of((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as to:
        for its_name, data in members.items():
            to.writestr(its_name, data)
    return buffer.getvalue()
