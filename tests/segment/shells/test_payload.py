import json
from dataclasses import fields
from html import escape

import numpy as np
import pytest

from boilerclf.classified.kept.html import kept_html
from boilerclf.page import PAYLOAD
from boilerclf.segment import segment, segment_html
from boilerclf.segment.html import THIN_MARKUP
from boilerclf.segment.shells.payload import MAX_SHELL_TEXT, MAX_TEXT
from boilerclf.segment.shells.rich_text import MAX_DEPTH
from boilerclf.segment.tags import TAGS

BODY = "The first ferry sailed at nine on Monday, with a band on the quay."
NEXT = "The second ferry sailed at ten, without a band and without a flag."


def dumped(data):
    return json.dumps(data).replace("</", "<\\/")


def ld(data):
    return f'<script type="application/ld+json">{dumped(data)}</script>'


def state(data):
    return f'<script id="__NEXT_DATA__" type="application/json">{dumped(data)}</script>'


def attribute(name, data):
    return f'<div id=app {name}="{escape(json.dumps(data))}"></div>'


DESCRIPTION = f'<meta name=description content="{BODY} {NEXT}">'
COOKIES = {"title": "Cookies", "text": "We use cookies to see how this site is used. Is that fine?"}
LAST = "The last ferry never sailed, as the band stood on the wrong quay."
SHORT = {"text": "Too short"}
ALL = [{"text": BODY}, {"text": NEXT}]
ARTICLE = {"@type": "NewsArticle", "headline": "Ferry & band", "articleBody": f"{BODY}\n{NEXT}"}


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        (ld(ARTICLE), ["Ferry & band", BODY, NEXT]),
        (ld({"@graph": [{"name": "Site"}, ARTICLE]}), ["Ferry & band", BODY, NEXT]),
        (
            state({"props": {"post": {"title": "T", "html": f"<p>{BODY}<p>{NEXT}"}}}),
            ["T", BODY, NEXT],
        ),
        (
            state({"a": {"headline": "T", "lead": NEXT, "text": BODY}}),
            ["T", NEXT, BODY],
        ),
        (
            state({"a": {"title": "T", "dek": LAST, "body": ALL, "more": ALL}}),
            ["T", LAST, BODY, NEXT],
        ),
        (state({"title": "T", "lead": "Short", "text": BODY}), ["T", BODY]),
        (state({"title": "T", "lead": BODY, "text": f"{BODY} {NEXT}"}), ["T", f"{BODY} {NEXT}"]),
        (state({"title": "T", "summary": NEXT, "text": BODY}), ["T", BODY]),
        (state({"a": {"text": BODY}, "b": {"text": BODY}}), [BODY]),
        (ld(ARTICLE) + state({"text": NEXT + BODY}), ["Ferry & band", BODY, NEXT]),
        (ld("broken")[:-12] + "</script>" + state({"text": BODY}), [BODY]),
        (ld({"description": f"&lt;p&gt;{BODY}&lt;/p&gt;"}), [BODY]),
        (f'<meta property="og:description" content="{BODY}">', [BODY]),
        (ld({"articleBody": f"{BODY}\n{NEXT}"}).replace("\\n", "\n"), [BODY, NEXT]),
        (ld({"articleBody": f"<script>x()</script><p>{BODY}"}), [BODY]),
        (ld([{"name": "Site", "description": NEXT}, ARTICLE]), ["Ferry & band", BODY, NEXT]),
        (ld([{"name": "A", "description": BODY}, {"description": NEXT}]), ["A", BODY, NEXT]),
        (state({"title": "T", "blocks": [{"text": BODY}, {"text": NEXT}]}), ["T", BODY, NEXT]),
        (state({"title": "T", "text": BODY, "next": {"text": NEXT}}), ["T", BODY, NEXT]),
        (state({"name": "Site", "a": {"title": "T", "b": {"text": BODY}}}), ["T", BODY]),
        (state({"name": "Site", "a": {"text": BODY}}), [BODY]),
        (
            attribute("data-page", {"props": {"a": {"title": "T", "body": f"<p>{BODY}<p>{NEXT}"}}}),
            ["T", BODY, NEXT],
        ),
        (attribute("data-props", {"text": BODY}), [BODY]),
        (attribute("data-page", 2) + attribute("data-react-props", {"text": BODY}), [BODY]),
        (attribute("data-page", {"text": NEXT}) + state({"text": BODY}), [BODY]),
        (f"<script data-page='{json.dumps({'text': BODY})}'>s()</script>", [BODY]),
        (DESCRIPTION + attribute("data-props", COOKIES), [f"{BODY} {NEXT}"]),
        (
            DESCRIPTION + attribute("data-page", {"title": "T", "text": f"{BODY}\n{NEXT}"}),
            ["T", BODY, NEXT],
        ),
        (
            state(
                {
                    "title": "T",
                    "body": [{"text": BODY}, {"type": "h2", "text": "A"}, {"text": NEXT}],
                }
            ),
            ["T", BODY, "A", NEXT],
        ),
        (state({"title": "T", "body": [{"type": "h1", "text": "T"}, *ALL]}), ["T", BODY, NEXT]),
        (
            state([{"text": BODY}, {"a": [*ALL, {"text": "A b"}]}, [*ALL, {"text": "A b"}]]),
            [BODY, NEXT, "A b"],
        ),
        (state([{"text": BODY, "children": [{"text": LAST}]}, {"text": NEXT}]), [BODY, LAST, NEXT]),
        (
            state(
                {
                    "title": "T",
                    "body": [
                        {"type": "h2", "text": "A"},
                        {"type": "quote", "title": "Box", "text": LAST},
                        {"type": "image", "asset": {"src": "a"}},
                        *ALL,
                    ],
                }
            ),
            ["T", "A", "Box", LAST, BODY, NEXT],
        ),
        (
            state([[{"text": BODY}, {"title": "Box", "text": LAST}, {"text": NEXT}, SHORT]] * 2),
            [BODY, "Box", LAST, NEXT, SHORT["text"]],
        ),
        (
            state([[{"text": BODY}, SHORT, {"title": "Box", "text": LAST}, *ALL]] * 2),
            [BODY, SHORT["text"], "Box", LAST, NEXT],
        ),
        (
            state(
                [
                    [SHORT, {"title": "Box", "text": LAST}, *ALL],
                    [SHORT, {"title": "Box", "text": LAST}, *ALL],
                ]
            ),
            [SHORT["text"], "Box", LAST, BODY, NEXT],
        ),
        (state({"menu": [{"text": "Home"}, {"text": "News"}], "a": {"text": BODY}}), [BODY]),
        (attribute("data-page", {"text": f"\ud800 {BODY}"}), [f"\ufffd {BODY}"]),
        (f"<div data-page='{json.dumps({'text': BODY})[:-2]} \ud800\"}}'>", [f"{BODY} \ufffd"]),
    ],
)
def test_a_shell_is_read_from_its_data(html, texts):
    page = segment_html(f"<title>Shell</title>{html}<div id=app>Loading</div>")
    assert page.block_texts() == texts
    assert page.warnings == ("payload",)
    assert page.markup.block_flags.tolist() == [PAYLOAD] * len(texts)
    assert (page.markup.title, page.status) == ("Shell", "ok")


@pytest.mark.parametrize(
    "html",
    [
        ld(ARTICLE) + "<p>" + "word " * MAX_SHELL_TEXT,
        f'<meta name=description content="{BODY}">' + "<p>" + "word " * MAX_SHELL_TEXT,
        '<script type="application/ld+json">{"text": ' + "</script><p>Loading",
        '<script type="application/json">' + "[" * 100_000 + "</script><p>Loading",
        '<script type="application/json">' + "9" * 10_000 + "</script><p>Loading",
        ld({"name": "Short", "text": "Too short"}) + "<p>Loading",
        ld(ARTICLE) + "<div hidden>" + "word " * MAX_SHELL_TEXT + "</div>",
        "<p>Loading",
        attribute("data-page", {"text": BODY}) + "<p>" + "word " * MAX_SHELL_TEXT,
        '<div data-page="{broken"></div><p>Loading',
    ],
)
def test_the_tree_is_read_where_it_has_text_or_the_data_have_none(html):
    page = segment_html(html)
    assert page.block_texts()[0].split()[0] in ("word", "Loading")
    assert page.warnings == (("thin_input",) if len(html) > THIN_MARKUP else ())
    assert not (page.markup.block_flags & PAYLOAD).any()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A <em>b</em> c", "A b c"),
        ("<b class=x>Two words</B>", "Two words"),
        ("A &lt;i&gt;b&lt;/i&gt; &amp; c", "A b & c"),
        ("The <a href='/b'>&lt;b&gt; element</a>", "The <b> element"),
        ("The <b> element", "The <b> element"),
        ("x < y and </bdo> y > z", "x < y and </bdo> y > z"),
    ],
)
@pytest.mark.parametrize("said", [{"type": "heading"}, {"type": "paragraph"}])
def test_tags_of_short_texts_are_not_shown(written, shown, said):
    page = segment_html(state([*ALL, {"text": written, **said}]))
    assert page.block_texts() == [BODY, NEXT, shown]


@pytest.mark.parametrize(
    "code",
    [
        {"type": "codeBlock", "content": [{"type": "text", "text": "\nif a < b:\n    <b>c</b>"}]},
        {"type": "code_block", "children": [{"text": "\nif a < b:\n    <b>c</b>"}]},
        {"_type": "code", "language": "py", "text": "\nif a < b:\n    <b>c</b>"},
    ],
)
def test_code_keeps_its_lines(code):
    page = segment_html(state([*ALL, code]))
    written = kept_html(page, np.ones(page.n_blocks, bool))
    assert written.endswith("<pre>\nif a &lt; b:\n    &lt;b&gt;c&lt;/b&gt;</pre>\n</article>")


def test_a_heading_of_several_lines_is_one():
    headed = {"type": "heading", "text": "<p>A<br>b</p>"}
    assert segment_html(state([headed, *ALL])).block_texts() == ["A b", BODY, NEXT]


def test_what_follows_a_text_without_words_between_is_of_the_same_article():
    image = {"type": "image", "asset": {"src": "a"}}
    page = segment_html(state({"title": "T", "body": [{"text": BODY}, image, {"text": NEXT}]}))
    assert page.block_texts() == ["T", BODY, NEXT]
    assert (page.markup.tags == TAGS.index("article")).sum() == 1


def test_a_text_is_read_at_the_greatest_depth():
    nested = ALL
    for _ in range(MAX_DEPTH):
        nested = [nested]
    assert segment_html(state(nested)).block_texts() == [BODY, NEXT]
    assert segment_html(state([nested])).n_blocks == 0


def test_deep_and_damaged_data_cost_nothing_but_themselves():
    nested = {"text": BODY}
    for _ in range(200):
        nested = {"inner": nested}
    assert segment_html(state(nested)).n_blocks == 0
    assert segment_html(state(nested) + state({"text": NEXT})).block_texts() == [NEXT]


def test_a_text_is_cut_where_too_much_is_taken_of_it():
    half = MAX_TEXT // 2 - 2
    cut = segment_html(state([{"text": "A b"}, *({"text": letter * half} for letter in "bcd")]))
    assert cut.block_texts() == ["A b", "b" * half, "c" * half]
    assert segment_html(state({"title": "T", "text": "x" * (MAX_TEXT + 1)})).n_blocks == 0


def test_bytes_say_so_too():
    page = segment(("<!doctype html>" + ld(ARTICLE)).encode())
    assert (page.warnings, page.encoding) == (("payload",), "utf-8")


@pytest.mark.parametrize(
    "notice",
    [
        "You need to enable JavaScript to run this app.",
        "Bitte schalten Sie JavaScript ein, um diese Seite zu sehen.",
        "<p>Включите JavaScript.</p><p>Обновите страницу.</p>",
        "x y " * (MAX_SHELL_TEXT // 2),
    ],
)
def test_a_notice_to_readers_without_scripts_is_no_block(notice):
    page = segment_html(
        f"<html lang=en><title>Shop</title><body><noscript>{notice}</noscript><div id=root></div>"
    )
    assert page.block_texts() == []
    assert (page.status, page.reason, page.warnings) == ("empty", "no_text", ("thin_input",))
    assert (page.markup.title, page.markup.language) == ("Shop", "en")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<body><noscript>Rain fell.</noscript><p>It stopped.", ["Rain fell.", "It stopped."]),
        (f"<body><noscript><p>{'Rain fell. ' * 12}</noscript>", ["Rain fell. " * 12]),
        (f"<body><noscript>{'x y ' * 50}z</noscript>", ["x y " * 50 + "z"]),
        ("<noscript>Rain fell.</noscript>", ["Rain fell."]),
    ],
    ids=["beside other text", "a story", "one character too many", "of the head"],
)
def test_other_text_of_noscript_stays(html, expected):
    page = segment_html(html)
    assert page.block_texts() == [text.strip() for text in expected]
    assert (page.status, page.warnings) == ("ok", ())


def test_a_page_without_its_notice_is_the_page_that_never_had_one():
    with_notice, without = (
        segment_html(f"<html lang=en><title>Shop</title><body><div>{text}")
        for text in ("<noscript>No scripts.</noscript>", "<noscript></noscript>")
    )
    assert (with_notice.text, with_notice.n_blocks) == (without.text, without.n_blocks) == ("", 0)
    for field in fields(without.markup):
        found, expected = (getattr(page.markup, field.name) for page in (with_notice, without))
        np.testing.assert_array_equal(found, expected)
        assert getattr(found, "dtype", None) == getattr(expected, "dtype", None)
    assert (with_notice.status, with_notice.reason) == (without.status, without.reason)


def test_links_lead_where_the_base_of_the_page_says():
    data = {"articleBody": "<p>The ferry sailed at nine, <a href=times>as always</a>."}
    page = segment_html(f'<base href="http://a.example/b/">{ld(data)}')
    assert page.warnings == ("payload",)
    assert kept_html(page, np.array([True])) == (
        '<article>\n<p>The ferry sailed at nine, <a href="http://a.example/b/times">as always</a>.'
        "</p>\n</article>"
    )
