"""What one key flips as one."""

import pytest

from boilerclf.features.featurizer import Featurizer
from boilerclf.segment import segment
from boilerclf.web.labelling.units import unit_numbers

ROW = "<tr><td>{}<td>{}"
CASES = {
    "rows of a table": ("<table>" + ROW * 2 + "</table>", [0, 0, 2, 2]),
    "a layout table": ("<table role=presentation>" + ROW * 2 + "</table>", [0, 1, 2, 3]),
    "a page in a table": ("<table><tr><td><p>{}<p>{}<td><p>{}<p>{}</table>", [0, 1, 2, 3]),
    "terms": ("<dl><dt>{}<dd>{}<dt>{}<dd>{}</dl>", [0, 0, 2, 2]),
    "paragraphs": ("<p>{}<p>{}<p>{}<p>{}", [0, 1, 2, 3]),
}


@pytest.mark.parametrize("case", CASES)
def test_units_are_those_of_the_model(case):
    html, expected = CASES[case]
    page = segment(html.format("Child", "1.20", "Dog", "0.60"), kind="html")
    assert unit_numbers(Featurizer("html").first(page).view).tolist() == expected


def test_units_of_text_are_lines():
    page = segment("Fares\nChild\nDog", kind="text")
    assert unit_numbers(Featurizer("text").first(page).view).tolist() == [0, 1, 2]
