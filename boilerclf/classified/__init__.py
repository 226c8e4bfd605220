"""A page with its labels, and its content as text, HTML, Markdown or a record."""

from boilerclf.classified.page import (
    CONTENT_FORMS,
    HEADLINES,
    ClassifiedPage,
    ContentForm,
    Headline,
)

__all__ = ["CONTENT_FORMS", "HEADLINES", "ClassifiedPage", "ContentForm", "Headline"]
