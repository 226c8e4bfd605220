import numpy as np
import pytest

from boilerclf.features.characters import Kind, code_points, kind_table, lower_table

KINDS = {
    Kind.SPACE: " \t\n\u00a0\u00ad\u200b\u200d\u200f\u2028\u2060\ufeff\ufffd\x00\x7f\x85",
    Kind.LOWER: "aßéжω",
    Kind.UPPER: "AÉЖΩǅ",
    Kind.LETTER: "عअק가\u0301\u094d",
    Kind.IDEOGRAPH: "中々あカｱ㐀𠀀",
    Kind.UNSPACED: "กລမក\u17d2",
    Kind.DIGIT: "05²٣३๓０",
    Kind.TERMINAL: ".!?。！？…।؟።។။",
    Kind.COMMA: ",;、，،",
    Kind.COLON: ":：",
    Kind.QUOTE: "\"'«„“”’「」",
    Kind.BRACKET: "()[]{}（】",
    Kind.DASH: "-–—_",
    Kind.SEPARATOR: "|/\\›»<>→",
    Kind.BULLET: "•·●*+・",
    Kind.CURRENCY: "$€£¥₹￥",
    Kind.SYMBOL: "@#%&©🙂\ud800\U0010ffff",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind):
    found = kind_table()[code_points(KINDS[kind])]
    assert {c: Kind(k) for c, k in zip(KINDS[kind], found.tolist(), strict=True)} == dict.fromkeys(
        KINDS[kind], kind
    )


def test_every_code_point_has_a_kind():
    table = kind_table()
    assert table.shape == (0x110000,)
    assert set(np.unique(table).tolist()) == set(Kind)


def test_tables_cannot_be_written():
    assert not kind_table().flags.writeable
    assert not lower_table().flags.writeable


def test_lower_case_of_one_character_as_python_has_it():
    for code in range(0x10000):
        lowered = chr(code).lower()
        if len(lowered) == 1:
            assert lower_table()[code] == ord(lowered), hex(code)


@pytest.mark.parametrize("text", ["", "né", "🙂\ud800\udc00x", "\x00"])
def test_code_points_are_those_of_the_text(text):
    assert code_points(text).tolist() == list(map(ord, text))
