"""Which lines of plain text are decided together."""

import pytest

from boilerclf.features.text.view import LineView
from boilerclf.model import find_units, shipped_model
from boilerclf.segment import segment_text

LONG = "The first ferry sailed at nine on Monday morning, and it was full of people."


def runs(text):
    page = segment_text(text)
    units = find_units(LineView([page]))
    texts = page.block_texts()
    groups: dict[int, list[str]] = {}
    for block, unit in zip(units.blocks.tolist(), units.unit_of.tolist(), strict=True):
        groups.setdefault(int(units.group_of[unit]), []).append(texts[block].strip())
    return list(groups.values())


RUNS = {
    "bullets": "• a lamp\n• rope",
    "dashes": "- a lamp\n- rope that is longer than eight words, so that it is no short line",
    "indented": "   * a lamp\n\t* rope",
    "numbers": "1. Switch it on.\n12) Wait.",
    "ideographic stops": "1、打开\n2、等待",
    "tabs": "Petrel\t7:12\nCoot\t7:31",
    "bars": "| Boat | Time |\n|---|---|\n| Petrel | 7:12 |",
    "columns": "Petrel   7:12\nBlack-necked grebe  7:31",
    "short": "No bell rang out\nno horn was heard",
    "single words": "Home\nNews",
    "blank lines between bullets": "- a lamp\n\n- rope",
}


@pytest.mark.parametrize("text", RUNS.values(), ids=RUNS)
def test_like_lines_in_a_row_are_a_group(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert runs(text) == [lines]
    assert runs(f"{LONG}\n{text}\n{LONG}") == [lines]


NONE = {
    "long lines": f"{LONG}\n{LONG}",
    "a bullet among lines": f"{LONG}\n- a lamp\n{LONG}",
    "other bullets": "- a lamp for the deck\n• rope for the deck",
    "other numbers of cells": "a | b | c\nd | e",
    "a decimal": f"3.5 metres of rope\n{LONG}",
    "short lines apart": "No bell rang out\n\nno horn was heard",
    "two blank lines": "- a lamp\n\n\n- rope",
    "a word and a phrase": "Home\nThe ferry goes on the slip",
    "a line of noise in a story": f"{LONG}\nShare this story\n{LONG}",
    "a title over a list": "What to bring\n- a lamp",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_others_are_alone(text):
    assert runs(text) == []


@pytest.mark.parametrize(
    "text", ["", "   \n\t\n", "\ud83d", "-", "1.", "\t", "a" * 70000 + "\n- b"]
)
def test_odd_texts_have_no_runs(text):
    assert runs(text) == []


def test_deep_indentation_is_skipped():
    assert runs(" " * 5000 + "- a lamp\n- rope") == [["- a lamp", "- rope"]]


def test_a_run_ends_with_its_page():
    pages = [segment_text("- a lamp\n- rope"), segment_text(""), segment_text("- a knife\n- tar")]
    units = find_units(LineView(pages))
    assert units.group_of[units.unit_of].tolist() == [0, 0, 1, 1]


def test_a_list_comes_out_whole_and_its_title_has_its_own_probability():
    items = "\n".join(f"- {item}" for item in ("a lamp", "20 m of rope", "tar", "two biscuits"))
    page = segment_text(f"What to bring on Saturday\n{items}\n{LONG}")
    model = shipped_model("text")
    scored = model.score(page)
    assert scored.probabilities[0] == scored.alone[0]
    assert len(set(model.classify_page(page).kept[1:5].tolist())) == 1
