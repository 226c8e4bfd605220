"""Kept blocks as HTML, and that HTML as Markdown: the one place that calls the libraries."""

from __future__ import annotations

from boilerclf.errors import MissingExtraError


def to_markdown(html: str) -> str:
    r"""Return HTML as Markdown.

    Parameters
    ----------
    html : str
        As from `boilerclf.segment.structure.kept_html`.

    Returns
    -------
    str
        Markdown without a line feed at its ends; empty for empty HTML.

    Raises
    ------
    MissingExtraError
        Where markdownify is not installed.

    Examples
    --------
    >>> to_markdown("<h1>Ferry</h1><ul><li>*Bell*</li></ul>")
    '# Ferry\n\n* \\*Bell\\*'
    """
    try:
        from markdownify import markdownify  # noqa: PLC0415  # an extra, slow to load
    except ImportError as error:
        raise MissingExtraError("markdownify", "markdown") from error
    # What looks like markup in a page's text is text, for those who turn Markdown to HTML too.
    markdown: str = markdownify(
        html, heading_style="ATX", bullets="*", escape_misc=True, autolinks=False
    )
    return markdown.strip("\n")
