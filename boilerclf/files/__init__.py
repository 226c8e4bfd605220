"""Whole files: opened for reading whatever compresses them, written in one piece or not at all."""

from boilerclf.files.json_lines import MAX_LINE_BYTES, read_json_lines
from boilerclf.files.reading import (
    HEAD_BYTES,
    MAX_DECOMPRESSED_BYTES,
    STDIN,
    InputStream,
    decompressed,
    open_input,
)
from boilerclf.files.writing import (
    COMPRESSIONS,
    compressing,
    open_binary_output,
    open_output,
    refuse_unwritable,
    to_utf8,
)
from boilerclf.unfinished import open_naming, remove_parts, remove_unfinished

__all__ = [
    "COMPRESSIONS",
    "HEAD_BYTES",
    "MAX_DECOMPRESSED_BYTES",
    "MAX_LINE_BYTES",
    "STDIN",
    "InputStream",
    "compressing",
    "decompressed",
    "open_binary_output",
    "open_input",
    "open_naming",
    "open_output",
    "read_json_lines",
    "refuse_unwritable",
    "remove_parts",
    "remove_unfinished",
    "to_utf8",
]
