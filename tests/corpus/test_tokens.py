import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  - * · \n", []),
        ("It's 3.5 km", ["it", "s", "3", "5", "km"]),
        ("snake_case ÄRGER", ["snake_case", "ärger"]),
        ("Привет, мир", ["привет", "мир"]),
        ("東京2024年", ["東", "京", "2024", "年"]),
        ("カー・ナビ", ["カ", "ー", "ナ", "ビ"]),
        ("ｶﾅ々〆", ["ｶ", "ﾅ", "々", "〆"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("\U00020000\U00020001x", ["\U00020000", "\U00020001", "x"]),
    ],
)
def test_words_are_those_of_the_page_metric(text, expected):
    assert tokens(text) == expected


@given(st.text())
def test_tokens_hold_every_word_character_once_and_in_order(text):
    assert "".join(tokens(text)) == "".join(re.findall(r"\w", text.lower()))


@given(st.text())
def test_only_runs_without_kana_and_ideographs_have_several_characters(text):
    for token in tokens(text):
        if len(token) > 1:
            names = [unicodedata.name(char, "") for char in token]
            assert not any(
                name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA")) for name in names
            )


@given(st.text(), st.text())
def test_a_space_parts_texts(left, right):
    assert tokens(f"{left} {right}") == tokens(left) + tokens(right) or "Σ" in left
