import numpy as np
import pytest

from boilerclf.features.arrays import characters
from boilerclf.features.arrays.characters import CharClass, code_points, tables

KINDS = {
    CharClass.SPACE: " \t\n\u00a0\u00ad\u200b\u200d\u200f\u2028\u2060\ufeff\ufffd\x00\x7f\x85",
    CharClass.LOWER: "aßéжω",
    CharClass.UPPER: "AÉЖΩǅ",
    CharClass.LETTER: "عअק가\u0301\u094d",
    CharClass.IDEOGRAPH: "中々あカｱ㐀𠀀",
    CharClass.UNSPACED: "กລမក\u17d2",
    CharClass.DIGIT: "05²٣३๓０",
    CharClass.TERMINAL: ".!?。！？…।؟።។။",
    CharClass.COMMA: ",;、，،",
    CharClass.COLON: ":：",
    CharClass.QUOTE: "\"'«„“”’「」",
    CharClass.BRACKET: "()[]{}（】",
    CharClass.DASH: "-–—_",
    CharClass.SEPARATOR: "|/\\›»<>→",
    CharClass.BULLET: "•·●*+・",
    CharClass.CURRENCY: "$€£¥₹￥",
    CharClass.SYMBOL: "@#%&©🙂\ud800\U0010ffff",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind):
    found = tables(0x10FFFF)[0][code_points(KINDS[kind])]
    assert {
        c: CharClass(k) for c, k in zip(KINDS[kind], found.tolist(), strict=True)
    } == dict.fromkeys(KINDS[kind], kind)


def test_no_mark_is_of_two_kinds():
    marks = "".join(characters._MARKS.values())
    assert len(set(marks)) == len(marks)


def test_every_code_point_has_a_kind():
    table = tables(0x10FFFF)[0]
    assert table.shape == (0x110000,)
    assert set(np.unique(table).tolist()) == set(CharClass)


def test_tables_cannot_be_written():
    assert not tables(0x10FFFF)[0].flags.writeable
    assert not tables(0x10FFFF)[1].flags.writeable


def test_lower_case_of_one_character_as_python_has_it():
    for code in range(0x10000):
        lowered = chr(code).lower()
        if len(lowered) == 1:
            assert tables(0x10FFFF)[1][code] == ord(lowered), hex(code)


@pytest.mark.parametrize("text", ["", "né", "🙂\ud800\udc00x", "\x00"])
def test_code_points_are_those_of_the_text(text):
    assert code_points(text).tolist() == list(map(ord, text))
