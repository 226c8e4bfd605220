"""Held-out pages for tests of what follows from their scores."""

import numpy as np
import pytest

from boilerclf.training.fits.samples import build_samples

N_CELLS = 4


@pytest.fixture(scope="module")
def samples(text_pages, quick):
    pages = text_pages[:12]
    return build_samples(pages, np.arange(12) % N_CELLS, kind="text", options=quick)
