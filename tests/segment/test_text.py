import re
import time
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.segment.text import segment_text

LINES = {
    "LF": ("a\nb", ["a", "b"], [1, 2]),
    "CRLF": ("a\r\nb\r\n", ["a", "b"], [1, 2]),
    "CR": ("a\rb\r\rc", ["a", "b", "c"], [1, 2, 4]),
    "LF CR are two": ("a\n\rb", ["a", "b"], [1, 3]),
    "CR CR LF": ("a\r\r\nb", ["a", "b"], [1, 3]),
    "NEL": ("a\x85b", ["a", "b"], [1, 2]),
    "U+2028 and U+2029": ("a\u2028b\u2029c", ["a", "b", "c"], [1, 2, 3]),
    "VT and FF": ("a\x0bb\x0cc", ["a", "b", "c"], [1, 2, 3]),
    "separators of information end no line": ("a\x1cb\x1dc\x1ed", ["a\x1cb\x1dc\x1ed"], [1]),
    "blank lines count": ("\n\n a \n\t\nb", [" a ", "b"], [3, 5]),
    "NBSP stays": ("\u00a0a\u00a0\n\u00a0", ["\u00a0a\u00a0"], [1]),
    "BOM stays": ("\ufeffa\n\ufeff", ["\ufeffa"], [1]),
    "nothing to see": ("\u200b\u200d\n\u00ad\n\x00\x07\n\u3000\n\U000e0041\nx", ["x"], [6]),
    "lone surrogate": ("\ud800\nb", ["\ud800", "b"], [1, 2]),
    "beyond the first plane": ("𝒳\n🙂b", ["𝒳", "🙂b"], [1, 2]),
    "noncharacter": ("\ufffe", ["\ufffe"], [1]),
}


@pytest.mark.parametrize("case", LINES)
def test_lines(case):
    text, blocks, lines = LINES[case]
    page = segment_text(text, source="somewhere")
    assert page.block_texts() == blocks
    assert page.lines.tolist() == lines
    assert (page.kind, page.status, page.reason, page.source) == ("text", "ok", "", "somewhere")
    assert page.text == text


@pytest.mark.parametrize("text", ["", " \t\r\n", "\ufeff", "\u2028", "\x00\n\u200b"])
def test_nothing_there(text):
    page = segment_text(text)
    assert (page.n_blocks, page.status, page.reason) == (0, "empty", "no_text")
    assert page.starts.dtype == page.ends.dtype == page.lines.dtype == np.int64


ALPHABET = "ab \r\n\x0b\x0c\x85\u2028\u2029\x1c\x00\u00a0\u200b\ufeff\ud800\U0001f642\U000e0001"
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def shows_something(line):
    return any(
        not (c.isspace() or c in "\u200b\ufeff\U000e0001" or unicodedata.category(c) == "Cc")
        for c in line
    )


@given(st.text(alphabet=ALPHABET))
def test_split_is_that_of_the_obvious_program(text):
    page = segment_text(text)
    wanted = [(n, line) for n, line in enumerate(BREAK.split(text), 1) if shows_something(line)]
    assert list(zip(page.lines.tolist(), page.block_texts(), strict=True)) == wanted


@given(st.text(alphabet=st.characters()))
def test_offsets_give_the_text_back(text):
    page = segment_text(text)
    pieces, position = [], 0
    for start, end in zip(page.starts.tolist(), page.ends.tolist(), strict=True):
        assert position <= start < end <= len(text)
        pieces += [text[position:start], text[start:end]]
        position = end
    assert "".join(pieces) + text[position:] == text
    assert (np.diff(page.lines) > 0).all()


def test_every_white_space_and_control_character_is_blank():
    blanks = [
        c for c in map(chr, range(0x110000)) if c.isspace() or unicodedata.category(c) == "Cc"
    ]
    assert len(blanks) > 80
    assert segment_text("".join(blanks)).n_blocks == 0


def test_letters_marks_numbers_and_symbols_are_not_blank():
    # Unicode's own ignorable letters and marks, which show nothing
    ignorable = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
    ignorable |= {chr(c) for c in (*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000))}
    shown = [c for c in map(chr, range(0x110000)) if unicodedata.category(c)[0] in "LMNPS"]
    shown = [c for c in shown if c not in ignorable]
    assert segment_text("\n".join(shown)).n_blocks == len(shown) > 100_000


def test_a_break_over_the_edge_of_a_chunk():
    for before in range((1 << 18) - 2, (1 << 18) + 2):
        text = "a" * before + "\r\nb"
        page = segment_text(text)
        assert page.lines.tolist() == [1, 2]
        assert page.starts.tolist() == [0, before + 2]
        assert page.ends.tolist() == [before, before + 3]


@pytest.mark.parametrize(
    ("text", "n_blocks"),
    [
        ("A line of some thirty letters.\n" * 1_000_000, 1_000_000),
        ("x" * 30_000_000, 1),
        ("\r" * 10_000_000 + "x", 1),
        ("e" + "\u0301" * 1_000_000, 1),
    ],
)
def test_time_is_linear(text, n_blocks):
    start = time.process_time()
    assert segment_text(text).n_blocks == n_blocks
    assert time.process_time() - start < 4
