"""Documents out of files, records into files."""

from boilerclf.shown import printable
from boilerclf.sources.document import Document
from boilerclf.sources.inputs import read_documents, refuse_overwriting
from boilerclf.sources.outputs import format_of, open_writer, said_format
from boilerclf.sources.writers import (
    DroppedWriter,
    HtmlWriter,
    JsonlWriter,
    MarkdownWriter,
    TextWriter,
)

__all__ = [
    "Document",
    "DroppedWriter",
    "HtmlWriter",
    "JsonlWriter",
    "MarkdownWriter",
    "TextWriter",
    "format_of",
    "open_writer",
    "printable",
    "read_documents",
    "refuse_overwriting",
    "said_format",
]
