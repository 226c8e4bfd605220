"""The means of a page's columns, which tell what kind of page it is."""

import os
import subprocess
import sys

import numpy as np

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.summary import page_summary

_LONG_PAGE = """
import numpy as np
from boilerclf.features.summary import page_summary
random = np.random.default_rng(1)
knots = np.asfortranarray(random.random((100_000, 40), np.float32))
print(page_summary(knots.T, random.random(100_000, np.float32)).tobytes().hex())
"""


def summary_with(threads: str) -> str:
    """Return the bytes of a long page's means, made with some threads of BLAS."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
    done = subprocess.run(
        [sys.executable, "-c", _LONG_PAGE],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_last_bits_of_a_long_pages_means_do_not_depend_on_the_number_of_cores() -> None:
    assert summary_with("1") == summary_with("2") != ""


def test_means_over_blocks_and_over_words_whatever_is_made_double_at_a_time() -> None:
    random = np.random.default_rng(2)
    for n_blocks in (1, 7, 5000, 200_000):
        knots = np.asfortranarray(random.integers(0, N_KNOTS, (n_blocks, 3)).astype(np.float32))
        n_words = random.integers(0, 90, n_blocks).astype(np.float32)
        over_words = np.average(knots, axis=0, weights=n_words + 0.1)
        wanted = np.concatenate([knots.mean(axis=0, dtype=np.float64), over_words]) / (N_KNOTS - 1)
        np.testing.assert_allclose(page_summary(knots.T, n_words), wanted, rtol=1e-6)


def test_the_last_bits_do_not_depend_on_how_columns_lie_in_memory() -> None:
    random = np.random.default_rng(3)
    knots = random.random((3000, 40), np.float32)
    n_words = random.random(3000, np.float32)
    rows, columns = (page_summary(laid(knots).T, n_words) for laid in (np.array, np.asfortranarray))
    assert rows.tobytes() == columns.tobytes()
