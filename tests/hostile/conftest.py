"""What the tests of bad inputs share: a story, and how cost grows with size."""

import math
import time

import pytest

STORY = "The first ferry sailed at nine on Monday morning, and the harbour was full of people."
PAGE = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{STORY}<p>{STORY}"


@pytest.fixture
def story():
    return STORY


@pytest.fixture
def page():
    """The beginning of a page with a short story; what follows stands inside the article."""
    return PAGE


@pytest.fixture
def growth():
    """Return the power of its input's size that a function's processor time grows with."""

    def growth(work, make, sizes):
        times = []
        for size in sizes:
            given = make(size)
            runs = []
            for _ in range(3):
                start = time.process_time()
                work(given)
                runs.append(time.process_time() - start)
            times.append(max(min(runs), 1e-3))  # less cannot be told from nothing
        return math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])

    return growth
