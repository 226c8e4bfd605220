"""Equations that LaTeXML lays out as tables, and its notes."""

import pytest

from boilerclf.segment import segment_html

HEAD = "<article class=ltx_document><p>The height is</p>"
TAIL = "<p>where the mouth is wide.</p></article>"


def cell(markup, name="ltx_eqn_cell"):
    return f"<td class='{name}'>{markup}</td>"


def formula(tex):
    return f"<math alttext='{tex}'><mi>x</mi></math>"


NUMBER = cell("<span class='ltx_tag ltx_tag_equation'>(1)</span>", "ltx_eqn_cell ltx_eqn_eqno")

EQUATIONS = {
    "one with its number": (cell("") + cell(formula("a=b")) + cell("") + NUMBER, ["$$a=b$$ (1)"]),
    "one without": (cell("") + cell(formula("a=b")), ["$$a=b$$"]),
    "aligned": (cell(formula("a")) + cell(formula("=b+c")) + NUMBER, ["$$a =b+c$$ (1)"]),
    "a style around it": (cell(formula("\\displaystyle a")) + cell(formula("=b")), ["$$a =b$$"]),
    "two rows": (f"{cell(formula('a'))}<tr>{cell(formula('b'))}{NUMBER}", ["$$a$$", "$$b$$ (1)"]),
    "words and a formula": (
        cell(f"for <a href=/b>all</a> {formula('a')} here"),
        ["for all $a$ here"],
    ),
    "words beside a formula": (cell(formula("a") + "<b> if </b>" + formula("b")), ["$a$ if $b$"]),
    "words between": (f"{cell(formula('a'))}<tr>{cell('and then')}", ["$$a$$", "and then"]),
    "without TeX": (cell("<math><mi>a</mi></math>") + cell("<math><mo>=</mo></math>"), ["a ="]),
    "an empty row": (f"{cell('')}<tr>{cell(formula('a'))}", ["$$a$$"]),
}


@pytest.mark.parametrize("case", EQUATIONS)
def test_equation_is_a_block_a_row(case):
    row, wanted = EQUATIONS[case]
    table = f"<table class='ltx_equation ltx_eqn_table'><tbody><tr>{row}</table>"
    texts = segment_html(f"{HEAD}{table}{TAIL}").block_texts()
    assert texts == ["The height is", *wanted, "where the mouth is wide."]


def test_other_tables_stay():
    table = f"<table><tr>{cell(formula('a'))}{cell('(1)')}</table>"
    assert segment_html(f"{HEAD}{table}{TAIL}").block_texts()[1:3] == ["$a$", "(1)"]


def test_tables_in_tables_stay():
    inner = f"<table class=ltx_eqn_table><tr>{cell(formula('a'))}</table>"
    outer = f"<table class=ltx_eqn_table><tr>{cell(inner)}{cell('b')}</table>"
    assert segment_html(HEAD + outer).block_texts() == ["The height is", "$$a$$", "b"]


def test_notes_that_come_with_the_mouse_stand_behind_the_paragraph():
    mark = "<sup class=ltx_note_mark>1</sup>"
    inside = f"<span class=ltx_note_content>{mark}<span class=ltx_tag_note>1</span>Old.</span>"
    note = f"<span class=ltx_note>{mark}<span class=ltx_note_outer>{inside}</span></span>"
    other = note.replace("1", "2").replace("Old", "New")
    page = segment_html(f"<p>The tables{note} are dull{other}.</p><p>So they are.</p>")
    assert page.block_texts() == ["The tables1 are dull2.", "1 Old.", "2 New.", "So they are."]
