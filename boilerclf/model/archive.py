"""Named arrays in one file: always packed to the same bytes, read only if they are plain data."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ModelError

MAX_MODEL_BYTES: Final = 16 * 1024 * 1024
"""Largest file of a model folder that is read: the shipped ones have less than 2 MB."""


def pack(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return an npz archive, whose time stamps are always the same.

    Parameters
    ----------
    arrays : mapping of str to array
        Arrays of numbers, none of Python objects.

    Returns
    -------
    bytes
        The same for the same arrays in the same order.

    Examples
    --------
    >>> packed = pack({"intercept": np.array([0.5])})
    >>> unpack(Path("weights.npz"), packed)["intercept"].tolist()
    [0.5]
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue())
    return buffer.getvalue()


def digest_of(arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the SHA-256 of arrays, in the order of their names and in little-endian bytes.

    Parameters
    ----------
    arrays : mapping of str to array
        In any order.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> one, two = np.zeros(1), np.ones(2)
    >>> digest_of({"a": one, "b": two}) == digest_of({"b": two, "a": one})
    True
    """
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        digest.update(repr((name, little.dtype.str, array.shape)).encode())
        digest.update(little.tobytes())
    return digest.hexdigest()


def unpack(path: Path, data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of an npz archive.

    Parameters
    ----------
    path : Path
        The file's name, for messages.
    data : bytes
        The content of the file.

    Returns
    -------
    dict of str to array
        Arrays of numbers, none of Python objects.

    Raises
    ------
    ModelError
        Where it is damaged, unpacks to more than `MAX_MODEL_BYTES`, claims more than it has, or
        holds Python objects.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_MODEL_BYTES:
                message = f"{path} unpacks to more than {MAX_MODEL_BYTES} bytes"
                raise ModelError(message)
            for item in archive.infolist():
                with archive.open(item) as member:
                    _check_claim(member, item.file_size)
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return {name: np.asarray(archive[name]) for name in archive.files}
    except ModelError:
        raise
    except Exception as error:  # on damaged archives numpy passes on what zlib, ast, tokenize raise
        reason = " ".join(str(error).split())[:200]
        message = f"{path} cannot be read as plain arrays ({reason}): retrain the model"
        raise ModelError(message) from error


def _check_claim(member: IO[bytes], n_bytes: int) -> None:
    """Refuse an array whose header claims more bytes than follow: numpy would allocate them."""
    if member.read(len(np.lib.format.MAGIC_PREFIX)) != np.lib.format.MAGIC_PREFIX:
        return  # no array: it is refused by its name
    member.seek(0)
    version = np.lib.format.read_magic(member)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }[version]
    shape, _, dtype = read(member)
    if not dtype.hasobject and prod(shape) * dtype.itemsize > n_bytes:  # numpy refuses objects
        message = f"an array of {n_bytes} bytes claims the shape {shape}"[:200]
        raise ValueError(message)
