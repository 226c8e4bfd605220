import numpy as np
import pytest

from boilerclf.features.arrays import characters
from boilerclf.features.arrays.characters import CharClass, code_points, look_up

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
    found = look_up(code_points(KINDS[kind]))[0]
    assert {
        c: CharClass(k) for c, k in zip(KINDS[kind], found.tolist(), strict=True)
    } == dict.fromkeys(KINDS[kind], kind)


def test_no_mark_is_of_two_kinds():
    marks = "".join(characters._MARKS.values())
    assert len(set(marks)) == len(marks)


EVERY = np.arange(0x110000, dtype=np.uint32)


def test_every_code_point_has_a_kind():
    assert set(np.unique(look_up(EVERY)[0]).tolist()) == set(CharClass)


@pytest.mark.parametrize("highest", [0x2FFF, 0x3000, 0x1FFFF, 0x20000])
def test_what_else_stands_in_a_text_makes_no_difference(highest):
    classes, lower = look_up(EVERY[: highest + 1])
    assert classes.tolist() == look_up(EVERY)[0][: highest + 1].tolist()
    assert lower.tolist() == look_up(EVERY)[1][: highest + 1].tolist()


def test_above_the_last_letter_stand_ideographs_and_symbols():
    classes, lower = look_up(EVERY[0x1FFFF:])
    assert classes[[0, 1, 0x12000, 0x12001, -1]].tolist() == [
        CharClass.SYMBOL,
        CharClass.IDEOGRAPH,
        CharClass.IDEOGRAPH,
        CharClass.SYMBOL,
        CharClass.SYMBOL,
    ]
    assert lower.tolist() == list(range(0x1FFFF, 0x110000))


def test_lower_case_of_one_character_as_python_has_it():
    lower = look_up(EVERY)[1]
    for code in range(0x10000):
        lowered = chr(code).lower()
        if len(lowered) == 1:
            assert lower[code] == ord(lowered), hex(code)


@pytest.mark.parametrize("text", ["", "né", "🙂\ud800\udc00x", "\x00"])
def test_code_points_are_those_of_the_text(text):
    assert code_points(text).tolist() == list(map(ord, text))
