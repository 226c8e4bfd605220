"""Slots of shadow roots, and what is put into them."""

import time

import pytest

from boilerclf.page import TEMPLATE
from boilerclf.segment import segment_html

ROOT = "<template shadowrootmode=open>"

SLOTS = {
    "without a name": (
        f"<x-a>{ROOT}<h1>a</h1><slot></slot><p>c</p></template>b <b>b</b></x-a>",
        ["a", "b b", "c"],
    ),
    "with names": (
        f"<x-a>{ROOT}<header><slot name=h>x</slot></header><slot></slot><slot name=f>d</slot>"
        "</template><p>b</p><h1 slot=h>a</h1><p>c</p></x-a>",
        ["a", "b", "c", "d"],
    ),
    "with one name twice": (
        f"<x-a>{ROOT}<slot name=h></slot><p>b</p><slot name=h>c</slot></template><p slot=h>a</x-a>",
        ["a", "b", "c"],
    ),
    "that nothing fills": (f"<x-a>{ROOT}<slot>a</slot></template>\n <!-- b --> </x-a>", ["a"]),
    "that nothing asks for": (f"<x-a>{ROOT}<p>a</p></template><p slot=z>b</p></x-a>", ["a", "b"]),
    "one in another": (
        f"<x-a>{ROOT}<x-b>{ROOT}<p>a</p><slot></slot><p>d</p></template><p>b</p><slot></slot></x-b>"
        "<p>e</p></template><p>c</p></x-a>",
        ["a", "b", "c", "d", "e"],
    ),
    "of another template": (
        "<x-a><template><p>a</p><slot></slot><p>b</p></template><p>c</p></x-a>",
        ["a", "b", "c"],
    ),
    "of the first of two": (
        f"<x-a>{ROOT}<slot></slot><p>b</p></template>{ROOT}<slot></slot></template><p>a</p></x-a>",
        ["a", "b"],
    ),
    "of nothing": (f"{ROOT}<p>a</p><slot></slot></template>", ["a"]),
}


@pytest.mark.parametrize("case", SLOTS)
def test_a_slot_shows_what_is_put_into_it(case):
    html, texts = SLOTS[case]
    assert segment_html(html).block_texts() == texts


def test_what_is_in_a_slot_is_no_template():
    flags = segment_html(SLOTS["with names"][0]).markup.block_flags
    assert not (flags & TEMPLATE).any()


def test_roots_in_one_another_take_linear_time():
    def seconds(n):
        start = time.perf_counter()
        segment_html(
            f"<x-a>{ROOT}<slot></slot>" * 400 + f"<x-b>{ROOT}<slot></slot></template>a</x-b>" * n
        )
        return time.perf_counter() - start

    seconds(10)
    assert seconds(8000) < 16 * seconds(1000) + 0.5


def test_roots_beside_one_another_take_linear_time():
    def seconds(n):
        start = time.process_time()
        segment_html(f"<x-a>{ROOT}<slot></slot></template>" * n + "a")
        return time.process_time() - start

    seconds(10)
    assert seconds(8000) < 16 * seconds(1000) + 0.5
