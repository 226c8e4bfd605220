"""What holds of any page: pages and texts built as people build them, and then not quite."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws import bits, check_labels, check_page, check_same, check_written

from boilerclf.model import load_model
from boilerclf.segment import segment, segment_html, segment_text

WORDS = st.sampled_from(
    [
        *[
            "The",
            "ferry",
            "sailed",
            "at",
            "nine;",
            "Home",
            "|",
            "News",
            "|",
            "Login",
            "7.30",
            "a.m.",
            "...",
            "©",
            "Share",
        ],
        *(
            "渡船早上离开了码头。",
            "เรือออกตอนเช้า",
            "Паром ушёл",
            "הסירה יצאה",
            "غادرت العبارة",
            "ក្នុង",
        ),
        *(
            "\u202eleft\u202c",
            "\u2067a\u2069",
            "e\u0301" * 40,
            "\u200b",
            "\xad",
            "\ufeff",
            "\u3164",
        ),
        *("\x00", "\x1b[2J", "\x7f", "\ufffe", "\U0010ffff", "\U000e0041", "😀🏽", "x" * 3_000),
        *("https://ellery.example/a?b=c", "a@ellery.example", "=cmd()", "javascript:1", "\ud800"),
    ]
)
ENDS = st.sampled_from(
    [" ", "\n", "\r\n", "\r", "\n\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\t", ""]
)
TEXTS = st.lists(st.builds("{}{}".format, WORDS, ENDS), max_size=30).map("".join)
HUGE = st.builds(lambda text, n: text * n, TEXTS, st.sampled_from([50, 400]))
ENTITIES = st.sampled_from(
    ["&amp;", "&lt;", "&nbsp;", "&#0;", "&#xd800;", "&#128;", "&#x110000;", "&notit;", "&", "&#"]
)
NAMES = "p div a b i span li ul ol h1 h2 nav article aside footer pre code button details summary"
NAMES += " dl dt dd blockquote figure figcaption select option form label ruby rt x-y template"
NAMES += " noscript svg math mi title textarea font center main section header dialog iframe"
TABLES = " table tr td th tbody caption colgroup"
ATTRIBUTES = st.sampled_from(
    [
        *("", "", "", ' class="post nav-item"', " class=hidden", " id=t", " hidden", " href='#t'"),
        *(' style="display: none"', " style='visibility:hidden;color:red'", " role=tabpanel"),
        *(" role=tooltip", " aria-hidden=true", ' href="javascript:alert(1)"', " open", " lang=de"),
        *(" =", ' "', " a=b a=c", " class='", " x" * 300, f' class="{"y " * 900}"', " \u0130=\x00"),
    ]
)


def elements(names):
    """Return a strategy for markup of these elements, some of them not closed or closed twice."""
    leaves = (
        TEXTS | ENTITIES | st.sampled_from(["<br>", "<br><br>", "<hr>", "<img alt=x>", "<!-- a"])
    )

    ends = st.sampled_from(["", "</p>", "</div></div>", "</x", "</body>"])

    def element(inner):
        return st.builds(
            lambda name, attributes, parts, is_closed, end: (
                f"<{name}{attributes}>{''.join(parts)}" + (f"</{name}>" if is_closed else end)
            ),
            st.sampled_from(names.split()),
            ATTRIBUTES,
            st.lists(inner, min_size=1, max_size=5),
            st.booleans(),
            ends,
        )

    return st.recursive(leaves, element, max_leaves=24) | st.builds(
        lambda name, n, text: f"<{name}>" * n + text,
        st.sampled_from(names.split()),
        st.sampled_from([30, 600]),
        TEXTS,
    )


HEADS = st.sampled_from(
    [
        "",
        "<!doctype html><html lang=de><title>Ferry</title>",
        "<style>.hidden{display:none}.post>p,[hidden]{visibility:hidden}@media print{p{}}</style>",
        "<meta charset=gbk><base href='//ellery.example/'>",
        "<?xml version='1.0' encoding='koi8-r'?>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    ]
)


def pages(names):
    """Return a strategy for whole pages."""
    body = st.lists(elements(names), min_size=1, max_size=14).map("".join)
    return st.builds("{}{}{}".format, HEADS, st.sampled_from(["", "<body>"]), body)


PAGES = pages(NAMES + TABLES)
CODECS = st.sampled_from(
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "gb18030", "big5"),
        *("shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "cp1251", "koi8-r", "cp1252", "cp874"),
    ]
)
LABELS = st.sampled_from([None, "utf-8", "gbk", "visual", "no-such-thing", "utf-16", "\x00", ""])


def shown(text):
    """Return the characters of a text that are neither blank nor replaced."""
    return [sign for sign in text if not sign.isspace() and sign not in "\ufffd\x00"]


@given(PAGES)
def test_any_page_is_cut_into_blocks(page):
    check_same(lambda: segment_html(page))


@given(pages(NAMES))
@example("<a><div>x<a>y</div>z")
def test_blocks_say_what_the_markup_says_in_its_order(page):
    found = segment_html(page)
    if "payload" in found.warnings:  # read from data, where text is written another way
        return
    # Numbers of characters that are none are U+FFFD to a browser, and nothing to this function.
    said = iter(shown(html.unescape(re.sub(r"[\ud800-\udfff]", "", page))))
    for sign in shown("".join(found.block_texts())):
        assert sign in said


@given(TEXTS | HUGE)
def test_any_text_is_cut_into_lines(text):
    page = check_same(lambda: segment_text(text))
    assert page.text == text
    shown_before = 0
    for start, end in zip(page.starts.tolist(), page.ends.tolist(), strict=True):
        assert segment_text(text[shown_before:start]).n_blocks == 0
        shown_before = end
    assert segment_text(text[shown_before:]).n_blocks == 0


@given(
    page=PAGES | TEXTS, codec=CODECS, label=LABELS, kind=st.sampled_from(["auto", "html", "text"])
)
def test_any_bytes_are_read(page, codec, label, kind):
    data = page.encode(codec, "replace")
    found = segment(data, kind=kind, declared_encoding=label)
    again = segment(data, kind=kind, declared_encoding=label)
    check_page(found)
    assert (found.text, found.encoding, found.encoding_confidence) == (
        again.text,
        again.encoding,
        again.encoding_confidence,
    )
    assert 0 <= found.encoding_confidence <= 1
    found.text.encode()


@pytest.mark.parametrize(("kind", "strategy"), [("html", PAGES), ("text", TEXTS | HUGE)])
def test_every_block_has_one_label_in_any_company(kind, strategy):
    read = segment_html if kind == "html" else segment_text
    model = load_model(kind)

    @settings(max_examples=60)
    @given(st.lists(strategy, min_size=1, max_size=4))
    def check(texts):
        together = list(model.classify_pages([read(text) for text in texts]))
        assert len(together) == len(texts)
        for text, page in zip(texts, together, strict=True):
            alone = model.classify_page(read(text))
            check_labels(alone)
            assert bits(page) == bits(alone)
            if kind == "html":
                check_written(alone)
            else:
                places = [(block.start, block.end, block.text) for block in alone.blocks]
                assert all(text[start:end] == its for start, end, its in places)

    check()
