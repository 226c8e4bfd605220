"""Whole files: opened for reading whatever compresses them, written in one piece or not at all."""

from boilerclf.files.irregular import is_fifo, is_irregular
from boilerclf.files.json_lines import MAX_LINE_BYTES, json_type, read_json_lines
from boilerclf.files.reading import (
    HEAD_BYTES,
    MAX_DECOMPRESSED_BYTES,
    STDIN,
    InputStream,
    decompressed,
    open_input,
)
from boilerclf.files.recognising import (
    HTML_SUFFIXES,
    JSON_LINES_SUFFIXES,
    TEXT_SUFFIXES,
    looks_like_jsonl,
    record_id,
    split_suffix,
)
from boilerclf.files.writing import (
    COMPRESSIONS,
    compressing,
    open_binary_output,
    open_output,
    refuse_unwritable,
    to_utf8,
)
from boilerclf.unfinished import open_naming, remove_parts

__all__ = [
    "COMPRESSIONS",
    "HEAD_BYTES",
    "HTML_SUFFIXES",
    "JSON_LINES_SUFFIXES",
    "MAX_DECOMPRESSED_BYTES",
    "MAX_LINE_BYTES",
    "STDIN",
    "TEXT_SUFFIXES",
    "InputStream",
    "compressing",
    "decompressed",
    "is_fifo",
    "is_irregular",
    "json_type",
    "looks_like_jsonl",
    "open_binary_output",
    "open_input",
    "open_naming",
    "open_output",
    "read_json_lines",
    "record_id",
    "refuse_unwritable",
    "remove_parts",
    "split_suffix",
    "to_utf8",
]
