"""The matrix: encodings, languages and lengths, and how much of it is read right."""

import json
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from boilerclf.segment.decoding.decode import decode

SENTENCES = json.loads((Path(__file__).parent / "encoding_sentences.json").read_text("utf-8"))
LENGTHS = (20, 60, 120, 200)
PYTHON = {"windows-874": "cp874", "euc-kr": "cp949", "shift_jis": "cp932", "gb18030": "gb18030"}
AS_TYPED = {"’": "'", "\u200c": "", "ѝ": "и"}
"""What older encodings do not have and people did not type."""


def encoded(text, encoding):
    """The bytes of a text, as people typed it who had that encoding."""
    codec = PYTHON.get(encoding, encoding)
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return "".join(AS_TYPED.get(c, c) for c in text).encode(codec)


def read_right(opening):
    """How many there are and how many are read right, by length, and the others."""
    total, right, wrong = Counter(), Counter(), []
    for language, row in SENTENCES.items():
        markup = opening.format(row["lang"])
        for encoding in (*row["encodings"], "utf-8", "utf-16le", "utf-16be"):
            for text, length in product(row["texts"], LENGTHS):
                data = encoded(markup + text[:length], encoding)
                total[length] += 1
                if decode(data).text == data.decode(PYTHON.get(encoding, encoding)):
                    right[length] += 1
                else:
                    wrong.append((language, encoding, length))
    return total, right, wrong


@pytest.mark.parametrize("opening", ["", "<p class=x>", "<html lang='{}'><p>"])
def test_nearly_all_of_the_matrix_is_read_right(opening):
    total, right, wrong = read_right(opening)
    print({length: f"{right[length]} of {total[length]}" for length in LENGTHS}, *wrong)  # noqa: T201  # with -s
    assert right.total() >= 0.99 * total.total(), wrong
    assert right.total() - right[20] >= 0.99 * (total.total() - total[20]), wrong
