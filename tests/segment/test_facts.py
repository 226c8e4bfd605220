"""Facts of a report that nothing parts are words of their own; parts of one fact are not."""

import pytest

from boilerclf.segment import segment_html

FACTS = {
    "words": (
        "<ix:nonNumeric>One</ix:nonNumeric><ix:nonNumeric>Two</ix:nonNumeric>",
        "One Two",
    ),
    "in small letters": (
        "<ix:nonNumeric>false</ix:nonNumeric><ix:nonNumeric>true</ix:nonNumeric>",
        "false true",
    ),
    "numbers": (
        "<ix:nonFraction>1.2</ix:nonFraction><ix:nonFraction>30</ix:nonFraction>",
        "1.2 30",
    ),
    "a share and a sum": (
        "<ix:nonFraction>12%</ix:nonFraction><ix:nonFraction>$30</ix:nonFraction>",
        "12% $30",
    ),
    "with spans in them": (
        "<ix:nonNumeric><b>One</b></ix:nonNumeric><ix:nonNumeric><b>Two</b></ix:nonNumeric>",
        "One Two",
    ),
    "facts in facts": (
        "<ix:nonNumeric>At <ix:nonFraction>12</ix:nonFraction></ix:nonNumeric>"
        "<ix:nonNumeric><ix:nonFraction>30</ix:nonFraction> or</ix:nonNumeric>",
        "At 12 30 or",
    ),
    "figures": ("<ix:nonFraction>1</ix:nonFraction><ix:nonFraction>2</ix:nonFraction>", "12"),
    "a sign before it": (
        "<ix:nonNumeric>US$</ix:nonNumeric><ix:nonFraction>12</ix:nonFraction>",
        "US$12",
    ),
    "what goes on": (
        "<ix:nonNumeric>equi</ix:nonNumeric><ix:continuation>valents</ix:continuation>",
        "equivalents",
    ),
    "where a line may break": (
        "<ix:nonNumeric>www.</ix:nonNumeric><wbr><ix:nonNumeric>oars</ix:nonNumeric>",
        "www.oars",
    ),
    "a fact in a word": ("20<ix:nonNumeric>24</ix:nonNumeric>", "2024"),
}


@pytest.mark.parametrize("case", FACTS)
@pytest.mark.parametrize("around", ["div", "ix:hidden"])
def test_facts_side_by_side_do_not_run_together(case, around):
    html, text = FACTS[case]
    assert segment_html(f"<{around}>{html}</{around}>").block_texts() == [text]
