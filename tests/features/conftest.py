"""Blocks as a view, and columns by their names."""

import numpy as np
import pytest

from boilerclf.features.columns import stacked
from boilerclf.features.html.view import HtmlView
from boilerclf.features.text.view import LineView
from boilerclf.features.view import TextView
from boilerclf.page import Page
from boilerclf.segment.html import segment_html


def page_of(*blocks):
    """Cut blocks out of a text with a line feed after each."""
    lengths = np.array([len(block) for block in blocks], np.int64)
    ends = (lengths + 1).cumsum() - 1
    return Page("text", "".join(f"{block}\n" for block in blocks), ends - lengths, ends)


@pytest.fixture(scope="session")
def view_of():
    """View blocks of text."""
    return lambda *blocks: TextView([page_of(*blocks)])


@pytest.fixture(scope="session")
def lines_of():
    """View lines of plain text."""
    return lambda *lines: LineView([page_of(*lines)])


@pytest.fixture(scope="session")
def html_view():
    """View HTML pages, with values of some properties instead of the pages' own."""

    def build(*pages, **given):
        view = HtmlView([segment_html(page) for page in pages])
        view.__dict__.update(given)  # where a cached property looks first
        return view

    return build


@pytest.fixture(scope="session")
def values_of():
    """Give the values of a family's columns, of shape (n_blocks, n_columns)."""

    def values(family, view, *given):
        found = stacked(*family.compute(view, *given)).T
        assert found.shape == (view.n_blocks, len(family.columns))
        return found

    return values


@pytest.fixture(scope="session")
def named(values_of):
    """Give the values of a family's columns by name, a list of one number a block."""

    def by_name(family, view, *given):
        names = (column.name for column in family.columns)
        return dict(zip(names, values_of(family, view, *given).T.tolist(), strict=True))

    return by_name
