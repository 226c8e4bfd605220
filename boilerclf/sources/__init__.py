"""Documents out of files, records into files."""

from boilerclf.sources.document import Document, printable
from boilerclf.sources.inputs import read_documents
from boilerclf.sources.writers import JsonlWriter, TextWriter

__all__ = ["Document", "JsonlWriter", "TextWriter", "printable", "read_documents"]
