"""Sample pages of the repository, labelled once."""

from pathlib import Path

import pytest

from boilerclf.corpus import label_records, read_records
from boilerclf.training import TrainingOptions

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def text_pages():
    return label_records(read_records([DATA / "text"]))


@pytest.fixture(scope="session")
def html_pages():
    return label_records(read_records([DATA / "html"]))


@pytest.fixture(scope="session")
def quick():
    """Options of a model that is fitted in a moment."""
    return TrainingOptions(first_bits=6, max_iter=8)
