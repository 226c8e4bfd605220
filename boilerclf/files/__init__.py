"""Whole files: opened for reading whatever compresses them, written in one piece or not at all."""

from boilerclf.files.json_lines import MAX_LINE_BYTES, read_json_lines
from boilerclf.files.reading import (
    HEAD_BYTES,
    MAX_DECOMPRESSED_BYTES,
    InputStream,
    decompressed,
    open_input,
)
from boilerclf.files.writing import (
    compressing,
    open_binary_output,
    open_output,
    remove_parts,
    to_utf8,
)

__all__ = [
    "HEAD_BYTES",
    "MAX_DECOMPRESSED_BYTES",
    "MAX_LINE_BYTES",
    "InputStream",
    "compressing",
    "decompressed",
    "open_binary_output",
    "open_input",
    "open_output",
    "read_json_lines",
    "remove_parts",
    "to_utf8",
]
