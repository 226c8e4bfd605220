"""What a page declares itself to be."""

import json

import pytest
from turbohtml import parse

from boilerclf.segment.html import segment_html
from boilerclf.segment.tree.declared import declared_words

SAID = {
    "nothing": ("<p>Rain", ""),
    "a type of Open Graph": ("<meta property=og:type content=Article>", "ogarticle"),
    "its last word": ("<meta property='OG:TYPE' content='video.other'>", "ogother"),
    "a type without a word": ("<meta property=og:type content=' 7 '>", ""),
    "another property": ("<meta property=og:title content=article>", ""),
    "a type of schema.org": (
        "<body itemscope itemtype='https://schema.org/BlogPosting/'>",
        "ldblogposting",
    ),
    "of a part that is not the page's": ("<p itemscope itemtype=https://schema.org/Person>", ""),
    "types in JSON-LD": (
        '<script type="application/ld+json">{"@type": "WebPage", "a": {"@type":["Product"]}}'
        "</script>",
        "ldproduct ldwebpage",
    ),
    "a type in another script": ('<script>{"@type": "Product"}</script>', ""),
    "broken JSON-LD": (
        '<script type="application/ld+json">{"@type": "Recipe", </script>',
        "ldrecipe",
    ),
    "each once": (2 * "<meta property=og:type content=book>", "ogbook"),
    "the first page": ("<link rel=canonical href=https://a.example/>", "urldepthzero"),
    "an article": (
        "<link rel=canonical href=//a.example/2024/news/the-river-rose-again-1234.html#top>",
        "urldepththree urllastfive urllastnumber urlnews urlnumber urlone urlyear urlzero",
    ),
    "a path alone": ("<meta property=og:url content=/shop/>", "urldepthone urllastone urlshop"),
    "a query": (
        "<link rel=canonical href=http://a.example/thread?id=7>",
        "urldepthone urllastone urlquery urlthread",
    ),
    "escaped letters": (
        "<link rel=canonical href=/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/x>",
        "urldepthtwo urllastone urlone urlновости",
    ),
    "no address": ("<link rel=canonical><meta property=og:url content=''>", ""),
    "both addresses": (
        "<link rel=canonical href=/wiki/a><meta property=og:url content=/wiki/a>",
        "urldepthtwo urllastone urlone urlwiki",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_a_page_says_that_it_is(case):
    html, expected = SAID[case]
    assert declared_words(parse(html)) == expected
    assert segment_html(html).markup.declared == expected


def test_no_page_declares_without_end():
    named = "".join(f"/{chr(97 + i % 26) * 3}{chr(97 + i // 26) * 3}" for i in range(600))
    script = "".join(f'"@type":"{"T" * n}",' for n in range(1, 200))
    html = f"<link rel=canonical href={named}><script type=application/ld+json>{script}</script>"
    words = declared_words(parse(html)).split()
    assert len(words) == 64
    assert words == sorted(words)
    assert words[:40] == [f"ld{'t' * n}" for n in range(1, 41)]


def test_what_a_shell_declares_is_kept_with_the_text_from_its_data():
    story = "Rain fell on the harbour all night, and by morning the lower road was wet. " * 9
    data = json.dumps({"headline": "Rain", "body": story})
    shell = (
        "<meta property=og:type content=article><div id=root></div>"
        f'<script type="application/json" id="__NEXT_DATA__">{data}</script>'
    )
    page = segment_html(shell)
    assert "payload" in page.warnings
    assert page.markup.declared == "ogarticle"
