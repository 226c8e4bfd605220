"""Blocks as a view, and columns by their names."""

import numpy as np
import pytest

from boilerclf.features.view import view_text


@pytest.fixture(scope="session")
def view_of():
    """Cut blocks out of a text with a line feed after each."""

    def build(*blocks):
        lengths = np.array([len(block) for block in blocks], np.int64)
        ends = (lengths + 1).cumsum() - 1
        return view_text("".join(f"{block}\n" for block in blocks), ends - lengths, ends)

    return build


@pytest.fixture(scope="session")
def named():
    """Give the values of columns by name, a list of one number a block."""

    def build(columns, values):
        assert values.shape[1] == len(columns)
        return dict(zip((column.name for column in columns), values.T.tolist(), strict=True))

    return build
