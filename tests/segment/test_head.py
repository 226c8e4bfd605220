"""What a page says of itself: its title and its language."""

import pytest

from boilerclf.segment.html import segment_html


@pytest.mark.parametrize(
    ("html", "title", "language"),
    [
        ("<html lang=de-AT><title> A\n &amp;  b</title>x", "A & b", "de-AT"),
        ("<title></title><title>A</title><title>B</title>", "A", ""),
        ("<svg><title>no</title></svg><p lang=en>", "", ""),
        ("<html lang><body><title>late</title>", "late", ""),
    ],
)
def test_title_and_language(html, title, language):
    markup = segment_html(html).markup
    assert (markup.title, markup.language) == (title, language)
