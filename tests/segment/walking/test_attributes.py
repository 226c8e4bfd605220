"""Attributes that the walk keeps of elements."""

import pytest

from boilerclf.segment import segment_html

CASES = {
    "no item has a number": ("<ol start=3><li>Oak<li>Elm</ol>", [{"start": "3"}]),
    "one item has": ("<ol><li>Oak<li value=7>Elm</ol>", [{"value": "7"}]),
    "an item of a template has": (
        "<p>Trees</p><template><ol><li value=9>Ash</ol></template>",
        [{"value": "9"}],
    ),
    "a cell": (
        "<table><tr><th colspan=2>Trees<tr><td>Oak<td rowspan=3>Elm</table>",
        [{"colspan": "2"}, {"rowspan": "3"}],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_attributes(case):
    html, kept = CASES[case]
    assert [*segment_html(html).markup.attributes.values()] == kept
