"""Arrays in one file: what is packed comes back, what lies about itself does not."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from boilerclf.errors import ModelError
from boilerclf.model.archive import MAX_MODEL_BYTES, digest_of, pack, unpack

PATH = Path("a/weights.npz")


def test_what_is_packed_comes_back_and_has_a_digest_of_its_own():
    arrays = {"b": np.arange(6, dtype=np.float32).reshape(2, 3), "a": np.zeros(0)}
    data = pack(arrays)
    assert data == pack(arrays)
    again = unpack(PATH, data)
    assert [*again] == ["b", "a"]
    for name, array in arrays.items():
        np.testing.assert_array_equal(again[name], array, strict=True)
    assert digest_of(again) == digest_of(dict(reversed(arrays.items())))
    assert digest_of(again) != digest_of(arrays | {"b": arrays["b"].T})
    assert digest_of(arrays | {"b": arrays["b"].astype(">f4")}) == digest_of(arrays)


def npy(header):
    text = header.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


@pytest.mark.parametrize(
    "member",
    [
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,)}"),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,)}"),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"),
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"),
        npy("__import__('os')"),
        b"\x93NUMPY\x09\x09",
    ],
    ids=["exabytes", "terabyte", "negative", "objects", "code", "version"],
)
def test_arrays_that_lie_about_themselves_are_refused(member):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("first_intercept.npy", member)
    with pytest.raises(ModelError, match=r"^a/weights.npz cannot be read as plain arrays"):
        unpack(PATH, raw.getvalue())


def test_archives_that_unpack_to_much_are_refused():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("first_curves.npy", b"\0" * (MAX_MODEL_BYTES + 1))
    assert len(raw.getvalue()) < 100_000
    with pytest.raises(ModelError, match=r"^a/weights.npz unpacks to more than 16777216 bytes"):
        unpack(PATH, raw.getvalue())
