"""Text that shows the same is read the same, however its letters are written."""

import unicodedata
from time import process_time

import numpy as np
import pytest

from boilerclf.features.text.shown import as_shown
from boilerclf.features.text.view import LineView
from boilerclf.model import shipped_model
from boilerclf.segment import segment_text

TEXTS = {
    "French": "Aller au contenu\nSe connecter\nLe phare éteint\n\nLe gardien s'en est allé à "
    "pied, avec ses clés et son chat, un soir de février.\nPublié le 3 février\nÀ lire aussi",
    "Vietnamese": "Đăng nhập\nNgười giữ đèn biển\nĐêm nào ông cũng leo chín mươi sáu bậc thang để "
    "thắp ngọn đèn cho ghe nhỏ.\nChia sẻ bài viết\nĐọc thêm",
    "Korean": "로그인\n섬마을 우체국\n주민 스물세 명이 사는 섬의 우체국에는 편지가 하루 한 통 온다."
    "\n공유하기\n관련기사",
    "Japanese": "ログイン\n島の郵便局\n手紙が一通だけ届く日も、窓口はきちんと開いています。\n"
    "シェアする\n関連ページ",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_letters_taken_apart_change_no_probability(text):
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    model = shipped_model("text")
    expected = model.score(segment_text(text)).probabilities
    assert model.score(segment_text(apart)).probabilities.tolist() == expected.tolist()


def test_letters_with_very_many_marks_take_no_longer_than_others():
    text = "Cafe\u0301 a" + "\u0300\u0327" * 100_000 + " e\u0301t" + "═" * 40 + "e\u0301"
    began = process_time()
    (page,) = as_shown([segment_text(text)])
    assert process_time() - began < 5  # in one piece half a minute
    assert page.text.startswith("Café à")
    assert page.text.endswith(" ét" + "═" * 40 + "é")


@pytest.mark.parametrize("n_marks", [1, 3, 28])
def test_letters_with_few_marks_are_put_together_as_unicode_has_it(n_marks):
    text = "ở a" + "\u0300\u0327\u0323"[:n_marks] * (n_marks // 3 or 1) + " e\u0301 각"
    apart = unicodedata.normalize("NFD", text)
    (page,) = as_shown([segment_text(apart)])
    assert page.text == unicodedata.normalize("NFC", text)


def test_soft_hyphens_change_no_probability():
    text = "Zum Inhalt springen\nAnmelden\nDer Schäfer fand am Sonntag eine Glocke im Bach.\n"
    text += "Datenschutzerklärung\nImpressum"
    hyphened = text.replace("en", "\xaden").replace("schutz", "\xadschutz\xad")
    model = shipped_model("text")
    expected = model.score(segment_text(text)).probabilities
    assert model.score(segment_text(hyphened)).probabilities.tolist() == expected.tolist()


STORY = """Skip to content
Log in
The last keeper of the light
By Ida Marlow
He left on foot, with his keys and his cat, on an evening in February.
Nobody has climbed the stairs since then.
- a lamp
- two oars
Read more
Privacy policy"""


@pytest.mark.parametrize("behind", ["  ", "\xa0", "\u3000 "])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_white_space_behind_lines_changes_no_probability(behind, ending):
    model = shipped_model("text")
    expected = model.score(segment_text(STORY)).probabilities
    behind_all = "".join(line + behind + ending for line in STORY.splitlines())
    assert model.score(segment_text(behind_all)).probabilities.tolist() == expected.tolist()
    behind_last = segment_text(STORY + behind)
    assert model.score(behind_last).probabilities.tolist() == expected.tolist()


@pytest.mark.parametrize("n_blank", [1, 2, 3])
def test_blank_lines_between_all_lines_change_no_probability(n_blank):
    model = shipped_model("text")
    expected = model.score(segment_text(STORY)).probabilities
    spaced = segment_text(STORY.replace("\n", "\n" * (n_blank + 1)))
    assert model.score(spaced).probabilities.tolist() == expected.tolist()


def test_more_blank_lines_than_everywhere_else_count():
    (page,) = as_shown([segment_text("\none\n\ntwo\n\n\n\nthree\n\nfour")])
    assert page.lines.tolist() == [2, 3, 6, 7]
    spaced = segment_text("one\ntwo\n\nthree")
    assert as_shown([spaced])[0] is spaced


def test_blocks_give_back_the_lines_as_they_were():
    text = "Cafe\u0301\r\n\r\n  fer\xadry"
    page = shipped_model("text").classify(text)
    assert [block.text for block in page.blocks] == ["Cafe\u0301", "  fer\xadry"]
    assert [text[block.start : block.end] for block in page.blocks] == ["Cafe\u0301", "  fer\xadry"]


@pytest.mark.parametrize("text", ["plain\nlines", "schon zusammen: é\n한글", "पढ़ें"])
def test_a_page_without_them_is_itself(text):
    page = segment_text(text)
    assert as_shown([page])[0] is page


def test_a_stress_that_no_letter_has_stays():
    page = segment_text("за\u0301мок\nzamok")
    view = LineView([page])
    assert view.text == page.text
    assert np.array_equal(view.starts, page.starts)
    assert view.line_numbers.tolist() == [1, 2]
