"""What a ``<noscript>`` does not close."""

import time

import pytest

from boilerclf.page import NOSCRIPT
from boilerclf.segment import segment_html

SCRIPT = "<script>f('<noscript><div>')</script>"

PAGES = {
    "a frame": ("<noscript><iframe src=/a></noscript><p>a</p>", ["a"], []),
    "a frame in capitals": ("<NOSCRIPT ><IFRAME src=/a></NOSCRIPT><p>a</p>", ["a"], []),
    "a frame that holds the whole page": (
        f"<noscript><iframe src=/a /></noscript>{SCRIPT}<h1>a</h1><p>b",
        ["a", "b"],
        [],
    ),
    "a box": (f"<body><noscript><div>a</noscript><p>b</p>{SCRIPT}", ["a", "b"], ["a"]),
    "a frame in the head": (
        "<head><noscript><iframe src=/a></noscript></head><p>a",
        ["a"],
        [],
    ),
    "one of several": (
        f"<body><noscript><p>a</p></noscript><b>b</b><noscript><ul><li>c</noscript><p>d</p>{SCRIPT}",
        ["a", "b", "c", "d"],
        ["a", "c"],
    ),
    "none": (
        f"<body><noscript><iframe></iframe><p>a</noscript>{SCRIPT}<!-- <noscript> --><p>b",
        ["a", "b"],
        ["a"],
    ),
    "a box behind comments": (
        f"<body><!-- a > b --><!-- <noscript><p> --><noscript><div>a</noscript><p>b</p>{SCRIPT}",
        ["a", "b"],
        ["a"],
    ),
    "a frame that holds one": (
        "<iframe><noscript>b</noscript></iframe><p>a",
        ["a"],
        [],
    ),
    "that never ends": (f"<p>a</p><noscript><p>b{SCRIPT}<p>c", ["a", "b", "c"], ["b", "c"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_noscript_holds_nothing_behind_its_end(case):
    html, texts, held = PAGES[case]
    page = segment_html(html)
    assert page.block_texts() == texts
    flags = page.markup.block_flags
    assert [text for text, its in zip(texts, flags, strict=True) if its & NOSCRIPT] == held


@pytest.mark.parametrize(
    "piece", ["<noscript><div>a</noscript>", "<noscript>", "<noscript ", "<script>", "<!--"]
)
def test_many_take_linear_time(piece):
    def seconds(n):
        start = time.perf_counter()
        segment_html(f"<noscript><script>f()</script>{piece * n}")
        return time.perf_counter() - start

    seconds(10)
    assert seconds(8000) < 16 * seconds(1000) + 0.5
