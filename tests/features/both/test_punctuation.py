import pytest

from boilerclf.features.both.punctuation import FAMILY

PINS = {
    "upper_share": [("abc", 0), ("ABC", 1), ("Ab", 0.5), ("12", 0), ("", 0)],
    "title_case_share": [("one two", 0), ("One Two", 1), ("One two", 0.5), ("!", 0), ("", 0)],
    "all_caps_share": [
        ("One two", 0),
        ("ONE TWO", 1),
        ("ONE two", 0.5),
        ("I A", 0),
        ("PDFs", 0),
        ("", 0),
    ],
    "number_share": [("one", 0), ("12 3", 1), ("one 2", 0.5), ("x1", 0), ("", 0)],
    "digit_density": [("one", 0), ("12 3", 1), ("a1", 0.5), (" ", 0), ("", 0)],
    "terminal_density": [("one", 0), ("...", 1), ("a.", 0.5), ("", 0)],
    "comma_density": [("one", 0), (", ;", 1), ("a、", 0.5), ("", 0)],
    "quote_density": [("one", 0), ('"“', 1), ("a「", 0.5), ("", 0)],
    "bracket_density": [("one", 0), ("()", 1), ("a[", 0.5), ("", 0)],
    "n_colons": [("one", 0), ("a: b：", 2)],
    "n_separators": [("one", 0), ("a | b / c", 2)],
    "n_bullets": [("one", 0), ("• a · b", 2)],
    "n_currencys": [("one", 0), ("$3 or 2 €", 2)],
    "n_commas": [("one", 0), ("a, b; c", 2)],
    "n_glued": [("One Two", 0), ("newsReform begins todayWeather", 2), ("", 0)],
    "last_question": [("Why?", 1), ("为什么？", 1), ("لماذا؟", 1), ("Why.", 0), ("", 0)],
}
FIRST = {
    "first_lower": "a",
    "first_upper": "A",
    "first_digit": "7",
    "first_quote": "“",
}
LAST = {
    "last_terminal": ".",
    "last_colon": ":",
    "last_comma": ",",
    "last_digit": "7",
    "last_quote": "”",
    "last_bracket": ")",
    "last_separator": "›",
}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [(name, text, value) for name, pins in PINS.items() for text, value in pins],
)
def test_value(name, text, value, view_of, named):
    assert named(FAMILY, view_of(text))[name] == pytest.approx([value])


@pytest.mark.parametrize("name", FIRST)
def test_first_visible_character(name, view_of, named):
    found = named(FAMILY, view_of(f" \u200b{FIRST[name]} x1中"))
    assert {key for key in FIRST if found[key] == [1]} == {name}


@pytest.mark.parametrize("name", LAST)
def test_last_visible_character(name, view_of, named):
    found = named(FAMILY, view_of(f"中x {LAST[name]}\u00a0 "))
    assert {key for key in LAST if found[key] == [1]} == {name}


def test_a_page_without_blocks_has_no_rows(view_of, values_of):
    assert not values_of(FAMILY, view_of()).size


def test_what_is_glued_stands_in_one_block(view_of, named):
    assert named(FAMILY, view_of("news", "Reform"))["n_glued"] == [0, 0]
