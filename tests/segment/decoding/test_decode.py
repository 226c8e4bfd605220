import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.segment.decoding.decode import PRESCAN_BYTES, decode, resolve_label, utf16_pattern

CHINESE = "今天城市里开了一家新的图书馆，居民们都来看书。天气很好，大家都很高兴。"
RUSSIAN = "Сегодня в городе открылась новая библиотека, и жители пришли посмотреть на книги."
KOREAN = "오늘 도시에 새 도서관이 문을 열었습니다. 주민들이 책을 보러 왔습니다."
FRENCH = "Le café est déjà fermé à cause de la fête. Où êtes-vous passés l’été dernier, garçon ?"

NAMES = [
    *("utf-8", "ibm866", "koi8-r", "koi8-u", "macintosh", "x-mac-cyrillic", "gbk", "gb18030"),
    *("big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "windows-874", "iso-8859-8-i"),
    *(f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *(f"windows-125{part}" for part in range(9)),
]
PYTHON = {"windows-874": "cp874", "euc-kr": "cp949", "shift_jis": "cp932"}
"""Python's names for what it calls otherwise."""

DECLARED = {
    "UTF-8 BOM": (b"\xef\xbb\xbfcaf\xc3\xa9", None, "café", "utf-8", "bom"),
    "BOM beats the header": (codecs.BOM_UTF16_LE + b"a\0", "latin1", "a", "utf-16le", "bom"),
    "UTF-32 BOM": (codecs.BOM_UTF32_LE + b"a\0\0\0", None, "a", "utf-32le", "bom"),
    "UTF-32BE BOM": (codecs.BOM_UTF32_BE + b"\0\0\0a", None, "a", "utf-32be", "bom"),
    "UTF-16BE BOM": (codecs.BOM_UTF16_BE + b"\0a", None, "a", "utf-16be", "bom"),
    "header": (b"caf\xe9", "ISO-8859-1", "café", "windows-1252", "header"),
    "header beats meta": (
        b"<meta charset=windows-1251>\xe9",
        "windows-1252",
        "<meta charset=windows-1251>é",
        "windows-1252",
        "header",
    ),
    "unknown header, then meta": (
        b"<meta charset=windows-1251>\xe9",
        "visual",
        "<meta charset=windows-1251>й",
        "windows-1251",
        "meta",
    ),
    "latin1 is windows-1252": (b"\x93x\x94", "latin1", "“x”", "windows-1252", "header"),
    "ASCII keeps what was declared": (b"abc", "shift_jis", "abc", "shift_jis", "header"),
    "ASCII declared UTF-16": (b"abcd", "utf-16", "abcd", "utf-8", "header"),
    "nothing at all": (b"", None, "", "utf-8", "utf-8"),
    "plain UTF-8": ("naïve".encode(), None, "naïve", "utf-8", "utf-8"),
    "UTF-8 said to be legacy": ("naïve".encode(), "latin1", "naïve", "utf-8", "utf-8"),
    "UTF-8 as declared": ("naïve".encode(), "UTF8", "naïve", "utf-8", "header"),
    "ISO-2022-JP undeclared": (
        "日本".encode("iso2022_jp"),
        None,
        "日本",
        "iso-2022-jp",
        "detected",
    ),
    "ISO-2022-JP declared, of ASCII alone": (b"abc", "iso-2022-jp", "abc", "iso-2022-jp", "header"),
    "ISO-2022-JP behind another header": (
        b"<meta charset=iso-2022-jp>" + "日本".encode("iso2022_jp"),
        "koi8-r",
        "<meta charset=iso-2022-jp>日本",
        "iso-2022-jp",
        "meta",
    ),
    "hostile label": (b"abc", "../../zlib\0" * 9000, "abc", "utf-8", "utf-8"),
}


@pytest.mark.parametrize("case", DECLARED)
def test_what_is_declared(case):
    data, declared, text, encoding, source = DECLARED[case]
    decoded = decode(data, declared=declared)
    assert (decoded.text, decoded.encoding, decoded.source) == (text, encoding, source)
    assert decoded.confidence == 1.0


META = {
    "charset": (b"<meta charset=gb2312>", "gbk"),
    "quotes and case": (b"<META  CharSet = 'KOI8-R' >", "koi8-r"),
    "http-equiv": (
        b'<meta content="text/html; charset=big5" http-equiv=Content-Type>',
        "big5",
    ),
    "content without http-equiv": (b'<meta name=x content="charset=big5">', None),
    "in a comment": (b"<!-- <meta charset=big5> --><meta charset=euc-kr>", "euc-kr"),
    "the shortest comment": (b"<!--><meta charset=euc-kr>", "euc-kr"),
    "in an attribute of another tag": (b'<a title="<meta charset=big5>">', None),
    "after an unknown one": (b"<meta charset=visual><meta charset=koi8-r>", "koi8-r"),
    "without a value": (b"<meta charset><meta charset=koi8-r>", "koi8-r"),
    "http-equiv without content": (b"<meta http-equiv=content-type><meta charset=big5>", "big5"),
    "http-equiv without a charset": (
        b"<meta http-equiv=content-type content=text/html><meta charset=big5>",
        "big5",
    ),
    "another http-equiv": (b'<meta http-equiv=refresh content="0;charset=koi8-r">', None),
    "another tag": (b"<metadata charset=koi8-r>", None),
    "XML declaration": (b'<?xml version="1.0" encoding="windows-1251"?>', "windows-1251"),
    "beyond the cap": (b" " * PRESCAN_BYTES + b"<meta charset=koi8-r>", None),
    "just before the cap": (b" " * (PRESCAN_BYTES - 40) + b"<meta charset=koi8-r>", "koi8-r"),
}


@pytest.mark.parametrize("case", META)
def test_what_the_markup_declares(case):
    data, encoding = META[case]
    decoded = decode(data)
    assert (decoded.encoding, decoded.source) == (
        (encoding, "meta") if encoding else ("utf-8", "utf-8")
    )
    assert decode(data, markup=False).source == "utf-8"


def test_utf16_in_a_meta_is_utf8():
    decoded = decode("<meta charset=utf-16>é".encode())
    assert (decoded.encoding, decoded.source) == ("utf-8", "meta")


DETECTED = {
    "windows-1252": FRENCH,
    "windows-1251": RUSSIAN,
    "koi8-u": RUSSIAN,
    "ibm866": RUSSIAN,
    "iso-8859-5": RUSSIAN,
    "gbk": CHINESE,
    "big5": "今天城市裡開了一家新的圖書館，居民們都來看書。",
    "shift_jis": "今日、町に新しい図書館が開館しました。住民は本を見に来ました。",
    "euc-kr": KOREAN,
    "windows-1250": "Dnes ve městě otevřeli novou knihovnu a lidé přišli číst knihy.",
    "windows-1253": "Σήμερα άνοιξε στην πόλη μια νέα βιβλιοθήκη και οι κάτοικοι ήρθαν.",
    "windows-1256": "افتتحت اليوم مكتبة جديدة في المدينة وجاء السكان لرؤية الكتب",
}


@pytest.mark.parametrize("encoding", DETECTED)
@pytest.mark.parametrize("wrong", [None, "x-user-defined", "utf-8"])
def test_what_nobody_declared_rightly(encoding, wrong):
    page = f"<p class=story>{DETECTED[encoding]}</p>"
    decoded = decode(page.encode(PYTHON.get(encoding, encoding)), declared=wrong)
    assert (decoded.text, decoded.encoding, decoded.source) == (page, encoding, "detected")
    assert 0.2 < decoded.confidence <= 1


@pytest.mark.parametrize("meta", ["<meta charset=gb2312>", ""])
def test_chinese_behind_fifteen_kilobytes_of_tags(meta):
    page = "<html><head>" + "<script src=a.js></script>" * 600 + meta + f"<p>{CHINESE}</p>"
    assert page.index("今") > 15_000
    decoded = decode(page.encode("gb2312"))
    assert (decoded.text, decoded.encoding) == (page, "gbk")
    assert decoded.source == ("meta" if meta else "detected")


@pytest.mark.parametrize("encoding", ["utf-16le", "utf-16be"])
def test_utf16_without_a_mark_whatever_is_declared(encoding):
    page = f"<title>A library</title><p>{RUSSIAN}</p>"
    decoded = decode(page.encode(encoding), declared="utf-8")
    assert (decoded.text, decoded.encoding, decoded.source) == (page, encoding, "detected")


def test_a_declaration_that_the_bytes_contradict_is_not_believed():
    data = f"<p>{RUSSIAN}</p>".encode("koi8-r")
    assert decode(data, declared="iso-8859-8").text == data.decode("koi8-r")


def test_mixed_encodings_keep_what_is_utf8():
    decoded = decode((RUSSIAN + "caf").encode() + b"\xe9 \xed\xa0\x80", declared="windows-1251")
    assert decoded.text == RUSSIAN + "caf\ufffd \ufffd\ufffd\ufffd"
    assert decoded.encoding == "utf-8"
    n_not_ascii = sum(ord(c) > 127 for c in decoded.text)
    assert decoded.confidence == round(1 - 4 / n_not_ascii, 4) == 0.9444


PARTS = ["Die Bäume blühen früh.", "Звёзды над рекой.", "Слова и снова слова.", "Ещё строка."]


@pytest.mark.parametrize("between", ["\n", "<br>"])
@pytest.mark.parametrize("legacy", ["windows-1251", "koi8-r", "ibm866"])
@pytest.mark.parametrize("n_legacy", [1, 10, 20])
def test_lines_in_another_encoding_are_decoded_by_themselves(between, legacy, n_legacy):
    lines = PARTS[:1] + PARTS[1:] * 13
    codecs_of_lines = ["utf-8"] + [legacy] * n_legacy + ["utf-8"] * (39 - n_legacy)
    pairs = zip(lines, codecs_of_lines, strict=True)
    decoded = decode(between.encode().join(line.encode(codec) for line, codec in pairs))
    assert decoded.text == between.join(lines)
    assert (decoded.encoding, decoded.is_mixed) == ("utf-8", True)


def test_lone_surrogates_in_utf8_are_replaced():
    decoded = decode("Звезда\n".encode() + b"\xed\xa0\x80 night")
    assert (decoded.text, decoded.is_mixed) == ("Звезда\n\ufffd\ufffd\ufffd night", True)


def test_a_cut_last_character_is_no_second_encoding():
    decoded = decode("наконец".encode()[:-1])
    assert (decoded.text, decoded.is_mixed) == ("наконе\ufffd", False)


def test_a_genuine_replacement_character_costs_no_confidence():
    assert decode("\ufffd".encode()).confidence == 1.0


@given(
    st.binary(max_size=300),
    st.one_of(st.none(), st.text(max_size=8), st.sampled_from(sorted(NAMES))),
    st.booleans(),
)
def test_decoding_never_raises_and_gives_valid_text(data, declared, markup):
    decoded = decode(data, declared=declared, markup=markup)
    decoded.text.encode("utf-8")
    assert resolve_label(decoded.encoding) or decoded.encoding.startswith("utf-16")
    assert 0 <= decoded.confidence <= 1
    assert decode(data, declared=declared, markup=markup) == decoded


@given(st.text(min_size=1))
def test_utf8_comes_back(text):
    data = text.encode()
    if utf16_pattern(data) is None and b"\x1b" not in data:
        assert decode(data, markup=False).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", NAMES)
def test_every_encoding_of_the_standard_stands_for_itself_and_exists(name):
    assert resolve_label(name) == name
    assert decode(b"a\xe9 \n", declared=name).text.endswith(" \n")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("gb2312", "gbk"),
        ("ASCII", "windows-1252"),
        ("ks_c_5601-1987", "euc-kr"),
        ("iso-8859-9", "windows-1254"),
        ("tis-620", "windows-874"),
        ("x-sjis", "shift_jis"),
        ("utf-7", None),
        ("base64", None),
        ("visual", None),
        ("", None),
    ],
)
def test_labels(label, name):
    assert resolve_label(f' "{label}"; ') == name


HOSTILE = {
    "no encoding at all": b"\xff" * 5_000_000,
    "one accent at the end": b"a" * 10_000_000 + b"\xe9",
    "an accent everywhere": b"\xe9 a" * 2_000_000,
    "unclosed tags": b"<meta charset " * 500_000 + b"\xe9",
    "unclosed quotes": b"<meta a=\"charset ' " * 500_000 + b"\xe9",
    "unclosed comments": b"<!-- charset " * 500_000 + b"\xe9",
    "only brackets": b"<" * 10_000_000 + b"\xe9",
    "blanks": b"charset=" + b" " * 10_000_000 + b"\xe9",
    "xml blanks": b"<?xml " + b"encoding " * 1_000_000 + b"\xe9",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_time_is_linear(case):
    data = HOSTILE[case]
    start = time.process_time()
    assert len(decode(data).text) > 0
    assert time.process_time() - start < 0.5 + len(data) * 1e-6


GOOD = "Ночь и день шли дожди над рекой Тарвой всё"


def test_how_sure_a_mixed_document_is():
    # Of 88 bytes above ASCII 20 are not UTF-8, and of their 20 characters one is in no encoding.
    data = GOOD.encode() + b"\n" + "Ночь и дождь над Тарвой".encode("cp1251") + b"\x98"
    decoded = decode(data, declared="windows-1251")
    assert decoded.text == f"{GOOD}\nНочь и дождь над Тарвой\x98"
    assert decoded.confidence == round(1 - 20 / 88 * (1 / 20), 4)


@pytest.mark.parametrize(("declared", "source"), [(None, "utf-8"), ("utf-8", "header")])
def test_what_said_that_a_mixed_document_is_utf8(declared, source):
    data = GOOD.encode() + "\nНочь и дождь над Тарвой".encode("cp1251")
    decoded = decode(data, declared=declared)
    assert (decoded.encoding, decoded.source, decoded.is_mixed) == ("utf-8", source, True)


def test_a_single_bad_byte_among_many_good_is_replaced_where_it_stands():
    data = GOOD.encode() + b"\xff\n" + "мир".encode("cp1251")
    decoded = decode(data, declared="windows-1251")
    assert decoded.text == f"{GOOD}\ufffd\nмир"


@pytest.mark.parametrize(("lang", "text"), [("", "ģčš"), (" lang=ru", "мир")])
def test_the_language_of_the_page_says_what_few_letters_are(lang, text):
    few = "мир".encode("cp1251")
    assert decode(f"<html{lang}><p>".encode() + few).text == f"<html{lang}><p>{text}"
    mixed = decode(f"<html{lang}><p>{GOOD}</p>\n".encode() + few)
    assert mixed.text == f"<html{lang}><p>{GOOD}</p>\n{text}"


def test_what_nothing_tells_of_is_read_as_browsers_do():
    decoded = decode(b"a\xff")
    assert (decoded.text, decoded.encoding) == ("aÿ", "windows-1252")
    assert (decoded.source, decoded.confidence) == ("fallback", 0.0)


def test_each_bad_byte_counts_once_and_replacement_characters_of_the_document_do_not():
    decoded = decode(GOOD.encode() + b"\xff")
    assert (decoded.confidence, decoded.is_mixed) == (round(1 - 1 / 35, 4), True)
    decoded = decode(f"\ufffd{GOOD}".encode() + b"\xff")
    assert (decoded.confidence, decoded.is_mixed) == (round(1 - 1 / 36, 4), True)


def test_the_language_is_markup():
    data = b"<html lang=ru><p>" + "мир".encode("cp1251")
    assert decode(data).text.endswith("мир")
    assert decode(data, markup=False).text.endswith("ģčš")


def test_two_characters_are_enough_for_utf16():
    assert utf16_pattern("pl".encode("utf-16-le")) == "utf-16le"
    assert utf16_pattern("p".encode("utf-16-le")) is None


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\0a\0b", "utf-16be"),
        (b"\0a", None),  # two bytes are too few
        (b"\0a\0", None),
        ((b"ab" * 19 + b"\0c") * 20, None),  # nearly all of it is printable ASCII
        ("中文".encode("utf-16-le") * 100, None),  # no control characters
        (("中文" * 100 + "ą").encode("utf-16-le"), None),  # two of 402 bytes
        (("中文" * 3 + "ą").encode("utf-16-le"), "utf-16le"),
        (b"hello\0", None),  # padded, as text in records of one length is
        (b"Ferry\n\0\0\0\0", None),
        ("中文!".encode("utf-16-le"), "utf-16le"),  # ends with NUL as well
    ],
)
def test_what_looks_like_utf16(data, found):
    assert utf16_pattern(data) == found
