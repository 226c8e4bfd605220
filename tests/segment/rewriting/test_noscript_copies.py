import time

import pytest

from boilerclf.segment import segment_html

TEXT = "Every evening at ten to seven the goose walked to the gate."
COPY = f"<noscript><p>{TEXT}</p></noscript>"


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{TEXT}</p>{COPY}",
        f"{COPY}<p>{TEXT}</p>",
        f"<div class=lazy>\n<p>Every evening <b>at ten to seven</b> the goose walked to the gate."
        f"</p></div>\n<noscript><div>{TEXT}</div></noscript>",
    ],
)
def test_what_noscript_says_again_is_read_once(html):
    assert segment_html(f"<body>{html}").block_texts() == [TEXT]


@pytest.mark.parametrize(
    ("html", "n"),
    [
        (f"<p>{TEXT}</p><p>Then the bus came.</p>{COPY}", 3),
        (f"<p>{TEXT} Then the bus came.</p>{COPY}", 2),
        (f"<p>{TEXT}</p>and {COPY}", 3),
        ("<p>The goose walked.</p><noscript><p>The goose walked.</p></noscript>", 2),
        (f"<p>The bus came.</p>{COPY}", 2),
    ],
)
def test_what_is_no_copy_beside_it_stays(html, n):
    assert segment_html(f"<body>{html}").n_blocks == n


@pytest.mark.parametrize(
    "copy",
    [
        f"<p hidden>{TEXT}</p>",
        f"<div style='display:none'><p>{TEXT}</p></div>",
        f"<style>.lazy{{display:none}}</style><p class=lazy>{TEXT}</p>",
        f"<textarea>{TEXT}</textarea>",
    ],
)
def test_what_shows_with_scripts_only_is_no_copy(copy):
    page = segment_html(f"<p>The bus came at nine.</p>{copy}{COPY}")
    texts = zip(page.block_texts(), page.is_unseen, strict=True)
    shown = [text for text, is_unseen in texts if not is_unseen]
    assert shown == ["The bus came at nine.", TEXT]


def test_nested_ones_take_linear_time():
    def seconds(n):
        html = f"<p>a</p>{'<noscript>a' * n}{'word ' * 100_000}{'</noscript>' * n}"
        start = time.perf_counter()
        segment_html(html)
        return time.perf_counter() - start

    seconds(1)
    assert seconds(400) < 20 * seconds(1) + 0.5


AMID_TEXT = {
    "a picture": ("<p>a <img><noscript><img src=b></noscript> c", ["a c"]),
    "a picture before a link": ("<li>a <noscript><img></noscript><a href=/>c</a>", ["a c"]),
    "a notice": ("<p>a <noscript>b</noscript> c", ["a", "b", "c"]),
    "a picture between links": (
        "<p><a href=/>a</a><noscript><img></noscript><a href=/>b</a>",
        ["a", "b"],
    ),
    "a picture before a box": ("<div>a<noscript><img></noscript><p>b", ["a", "b"]),
}


@pytest.mark.parametrize("case", AMID_TEXT)
def test_a_noscript_without_text_cuts_no_sentence(case):
    html, texts = AMID_TEXT[case]
    assert segment_html(f"<body>{html}").block_texts() == texts
