"""Documents out of files, records into files."""

from boilerclf.sources.document import Document, printable
from boilerclf.sources.inputs import read_documents
from boilerclf.sources.writers import (
    WRITERS,
    HtmlWriter,
    JsonlWriter,
    MarkdownWriter,
    TextWriter,
)

__all__ = [
    "WRITERS",
    "Document",
    "HtmlWriter",
    "JsonlWriter",
    "MarkdownWriter",
    "TextWriter",
    "printable",
    "read_documents",
]
