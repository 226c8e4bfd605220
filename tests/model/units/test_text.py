"""Which lines of plain text are decided together."""

import pytest

from boilerclf.features.text import view as text_view
from boilerclf.features.text.view import LineView
from boilerclf.model import find_units, shipped_model
from boilerclf.model.units.pooling import ALIKE_DEVIATION, DEVIATION
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
    "commas": "boat,time,berth\nPetrel,7:12,\nCoot,7:31,4",
    "semicolons": "boat;time;berth\nPetrel;7,12;\nCoot;7,31;4",
    "columns": "Petrel   7:12\nBlack-necked grebe  7:31",
    "short": "No bell rang out\nno horn was heard",
    "short sentences": "No bell rang out.\nNo horn was heard!",
    "short with numbers": "Petrel at 7\nCoot at 8:30",
    "single words": "Home\nNews",
    "blank lines between bullets": "- a lamp\n\n- rope",
}


@pytest.mark.parametrize("text", RUNS.values(), ids=RUNS)
def test_like_lines_in_a_row_are_a_group(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert runs(text) == [lines]
    assert runs(f"{LONG}\n{text}\n{LONG}") == [lines]


TABLES = {
    "tabs": RUNS["tabs"],
    "bars": RUNS["bars"],
    "commas": RUNS["commas"],
    "semicolons": RUNS["semicolons"],
}


CELLS = {
    "a name and two numbers": "Boat|Out|Back|Petrel|7:12|8:40|Black Coot|7:31|9:02|Grebe|8:05|9:55",
    "without a head": "Petrel|7:12|Black Coot|7:31|Grebe|8:05",
    "six columns": "Team|W|D|L|+|Pts|A|1|2|0|3|5|B|2|0|0|1|6|Low Keld|0|0|3|9|0",
    "digits of Bengal": "মতি মাঝি|৭|কানাই|৮|নিতাই|৯",
}


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_a_table_with_a_cell_a_line_is_a_group(cells):
    lines = cells.split("|")
    assert runs("\n".join(lines)) == [lines]
    assert runs("\n".join([LONG, *lines, LONG])) == [lines]
    assert runs("\n".join(["All boats sail again.", *lines])) == [lines]


def test_what_follows_a_table_of_cells_is_apart_but_for_what_may_begin_a_row():
    lines = CELLS["a name and two numbers"].split("|")
    after = runs("\n".join([*lines, "Home", "News", "Jobs"]))
    assert after == [[*lines, "Home"], ["News", "Jobs"]]


NO_CELLS = {
    "two rows": "Petrel|7:12|Black Coot|7:31",
    "a blank line": "Petrel|7:12|Black Coot|7:31||Grebe|8:05",
    "a sentence": "Petrel|7:12|Black Coot|7:31.|Grebe|8:05",
    "no number": "Home|News of today|Sport|Food and drink|Jobs|Family notices",
    "numbers alone": "7|7:12|31|7:31|40|8:05",
}


@pytest.mark.parametrize("cells", NO_CELLS.values(), ids=NO_CELLS)
def test_other_short_lines_are_no_table_of_cells(cells):
    lines = cells.split("|")
    assert [line for line in lines if line] not in runs("\n".join(lines))


def test_a_table_of_cells_ends_with_its_page():
    page = segment_text("Petrel\n7:12\nBlack Coot")
    other = segment_text("7:31\nGrebe\n8:05")
    assert len(find_units(LineView([page, other])).blocks) == 0


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_the_rows_of_a_table_are_one_unit(text):
    n_rows = text.count("\n") + 1
    units = find_units(LineView([segment_text(f"{LONG}\n{text}\n{LONG}")]))
    assert units.blocks.tolist() == list(range(1, n_rows + 1))
    assert units.unit_of.tolist() == [0] * n_rows


@pytest.mark.parametrize("name", RUNS)
def test_all_but_short_lines_make_a_list(name):
    units = find_units(LineView([segment_text(RUNS[name])]))
    is_alike = name.startswith("short") or name == "single words"
    assert units.deviation.tolist() == [ALIKE_DEVIATION if is_alike else DEVIATION]


def test_a_menu_with_one_bar_a_line_is_no_list():
    units = find_units(LineView([segment_text("home | shop\nlogin | cart")]))
    assert units.deviation.tolist() == [ALIKE_DEVIATION]


@pytest.mark.parametrize("text", [RUNS["short"], RUNS["dashes"], "a menu | home\nthe shop | cart"])
def test_other_like_lines_are_units_of_their_own(text):
    assert find_units(LineView([segment_text(text)])).unit_of.tolist() == [0, 1]


NONE = {
    "commas in sentences": f"{LONG[:-1]}, so, they say, it was good.\n" * 2,
    "a row alone": f"boat,time,berth\n{LONG}",
    "one comma each": f"{LONG},one\n{LONG},two",
    "long lines": f"{LONG}\n{LONG}",
    "a bullet among lines": f"{LONG}\n- a lamp\n{LONG}",
    "other bullets": "- a lamp for the deck\n• rope for the deck",
    "other numbers of cells": "a | b | c\nd | e",
    "a decimal": f"3.5 metres of rope\n{LONG}",
    "short lines apart": "No bell rang out\n\nno horn was heard",
    "two blank lines": "- a lamp\n\n\n- rope",
    "doubled spaces": "The  bell\nNo  horn  was heard.\nNo  bell  rang",
    "a word and a phrase": "Home\nThe ferry goes on the slip",
    "a sentence and a phrase": "No bell rang out.\nno horn was heard",
    "a number and none": "Petrel at 7\nthe old harbour",
    "a number of another script and none": "घाट पर ७ नावें\nपुराना बंदरगाह",
    "a line of noise in a story": f"{LONG}\nShare this story\n{LONG}",
    "a title over a list": "What to bring\n- a lamp",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_others_are_alone(text):
    assert runs(f"{LONG}\n{LONG}\n{text}") == []


@pytest.mark.parametrize(
    "text", ["", "   \n\t\n", "\ud83d", "-", "1.", "\t", "a" * 70000 + "\n- b"]
)
def test_odd_texts_have_no_runs(text):
    assert runs(text) == []


def test_deep_indentation_is_skipped():
    assert runs(" " * 5000 + "- a lamp\n- rope") == [["- a lamp", "- rope"]]


@pytest.mark.parametrize("text", RUNS.values(), ids=RUNS)
def test_long_pages_have_the_same_runs(text, monkeypatch):
    pages = "A) Über Bord\nB) An Land", text, "a\tb", f"{LONG}\n{text}\n\n\n1"
    expected = [runs(page) for page in pages]
    monkeypatch.setattr(text_view, "_STRETCH", 0)
    assert [runs(page) for page in pages] == expected


def test_a_run_ends_with_its_page():
    pages = [segment_text("- a lamp\n- rope"), segment_text(""), segment_text("- a knife\n- tar")]
    units = find_units(LineView(pages))
    assert units.group_of[units.unit_of].tolist() == [0, 0, 1, 1]
    rows = [segment_text("Petrel,7:12,late"), segment_text("Coot,7:31,on time")]
    assert not len(find_units(LineView(rows)).blocks)


def test_a_list_comes_out_whole_and_its_title_has_its_own_probability():
    items = "\n".join(f"- {item}" for item in ("a lamp", "20 m of rope", "tar", "two biscuits"))
    page = segment_text(f"What to bring on Saturday\n{items}\n{LONG}")
    model = shipped_model("text")
    scored = model.score(page)
    assert scored.probabilities[0] == scored.alone[0]
    assert len(set(model.classify_page(page).kept[1:5].tolist())) == 1
