"""Time of writing Markdown, of pages that are made to be slow."""

import time

import numpy as np
import pytest

from boilerclf.classified.kept.markdown import kept_markdown
from boilerclf.segment import segment_html

ADDRESS = "http://a.example/news/ferry.html"

HOSTILE = {
    "asterisks": "<p>" + "*a " * 100_000,
    "brackets": "<p>" + "[" * 100_000 + "]" * 100_000,
    "links": "<p>" + "<a href=x>[a" * 15_000,
    "one long row": "<table><tr>" + "<td>a" * 20_000 + "<tr><td>b" * 5_000,
    "tables in tables": "<table><tr><td>a" * 400,
    "wide cells": "<table>" + "<tr><td colspan=99 rowspan=9>a" * 10_000,
    "formulas": "<p>" + "<math alttext=a_1></math> " * 15_000,
    "lists that start": "<ol start=9><li>a</ol>" * 15_000,
    "lists deep in boxes": "a" + "<div>" * 480 + "<ul></ul>" * 55_000,
    "quotes": "<blockquote>" * 400 + "a",
    "signs of formulas": "<p>" + "\\(a \\[b_ $$c_ $d_ " * 20_000,
    "code amid formulas": "<p>" + "<code>a</code>\\(b " * 20_000,
    "emphasis": "<p>" + "<b>a</b><i>b</i>" * 15_000,
    "bold that asterisks would not make": "<p>" + "<b>a.<i>b</i></b>c" * 15_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_time_is_linear(case):
    page = segment_html(HOSTILE[case])
    start = time.process_time()
    assert kept_markdown(page, np.ones(page.n_blocks, bool), ADDRESS)
    assert time.process_time() - start < 2
