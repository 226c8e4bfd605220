"""One source in, one page out: bytes to text, text to blocks."""

from boilerclf.segment.html import segment_html
from boilerclf.segment.limits import Limits
from boilerclf.segment.reader import segment
from boilerclf.segment.text import segment_text

__all__ = ["Limits", "segment", "segment_html", "segment_text"]
