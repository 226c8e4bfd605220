"""A heading goes where goes what it heads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.html.view import HtmlView
from boilerclf.model import find_units
from boilerclf.model.units.sections import html_sections
from boilerclf.segment import segment_html


def headed(html):
    """Return the texts of headings, each with the texts below it."""
    page = segment_html(html)
    texts = page.block_texts()
    sections = html_sections(HtmlView([page]))
    spans = zip(sections.heading, sections.first, sections.end, strict=True)
    return {texts[heading]: "".join(texts[first:end]) for heading, first, end in spans}


SECTIONS = {
    "to the next of its level": ("<h2>A</h2><p>b<p>c<h2>D</h2><p>e", {"A": "bc", "D": "e"}),
    "lower levels are inside": (
        "<h2>A</h2><p>b<h3>C</h3><p>d<h2>E</h2><p>f",
        {"A": "bCd", "C": "d", "E": "f"},
    ),
    "to a higher one": ("<h3>A</h3><p>b<h1>C</h1><p>d", {"A": "b"}),
    "to the end of what holds it": (
        "<main><p>x<h2>A</h2><p>b</main><footer><p>c</footer>",
        {"A": "b"},
    ),
    "out of a wrapper of its own": (
        "<main><div><span><h2>A</h2></span></div><p>b</main><p>c",
        {"A": "b"},
    ),
    "none below it": ("<p>x<h2>A</h2><h2>B</h2>", {}),
    "last in what holds it": ("<div><p>x<h2>A</h2></div><p>b", {}),
    "h1": ("<h1>A</h1><p>b", {}),
    "the headline, beside its date": (
        "<title>Storm over town</title><div><h2>Storm over town</h2><p>3 May</div><p>b"
        "<div><h2>Calm below it</h2><p>4 May</div>",
        {
            "Calm below it": "4 May",
            "Storm over town": "Storm over town3 MaybCalm below it4 May",
        },
    ),
    "the headline heads the page": (
        "<title>Storm</title><p>a<h1>Storm</h1><p>b",
        {"Storm": "aStormb"},
    ),
    "what is hardly the headline": ("<title>Storm over town</title><h2>Storms in May</h2>", {}),
    "a subtitle": ("<h1>A</h1><h3>B</h3><p>c<h3>D</h3><p>e", {"D": "e"}),
    "a subtitle of six blocks": ("<h1>A</h1><h2>B</h2><p>c<p>d<p>e<p>f<p>g<p>h<h2>I</h2>", {}),
    "a list of contents": (
        "<h1>A</h1><h2>B</h2><p>c<p>d<p>e<p>f<p>g<p>h<p>i<h2>J</h2>",
        {"B": "cdefghi"},
    ),
    "several blocks": ("<h2>A<br><br>B</h2><p>c", {}),
    "buttons behind its text": (
        "<h2>A <div><button>1x</button><button>2x</button></div></h2><p>c<h2>B</h2>",
        {"A": "c"},
    ),
    "a bar of buttons": (f"<h2>A <div>{'<button>1x</button>' * 8}</div></h2><p>c", {}),
    "a button and text behind its text": (
        "<h2>A <div><button>1x</button></div><div>b</div></h2><p>c",
        {},
    ),
    "last in a header": (
        "<article><header><p>x<h2>A</h2></header><p>b</article><p>c",
        {"A": "b"},
    ),
    "last in a box in a summary": (
        "<details><summary><section><a href=s>source</a><h4>A</h4></section></summary><p>b"
        "<h4>C</h4></details><p>d",
        {"A": "b"},
    ),
    "last in a header that is last": (
        "<section><div><header><p>x<h2>A</h2></header></div><p>b</section>",
        {"A": "b"},
    ),
    "last in a group of headings": ("<hgroup><p>x<h2>A</h2></hgroup><p>b", {"A": "b"}),
    "first in a header": (
        "<article><header><h2>A</h2><p>x</header><p>b</article><p>c",
        {"A": "xb"},
    ),
    "first in a group of headings": ("<hgroup><h2>A</h2><p>x</hgroup><p>b", {"A": "xb"}),
    "first in a summary": (
        "<details><summary><h3>A</h3><i>x</i></summary><p>b</details><p>c",
        {"A": "xb"},
    ),
    "first in a bar of buttons": (
        "<section><div><h3>A</h3><button>x</button></div><p>b</section><p>c",
        {"A": "xb"},
    ),
    "first in the page's header": ("<header><h3>A</h3><p>x</header><p>b", {"A": "x"}),
    "first in a box with more": ("<div><h3>A</h3><p>x</div><p>b", {"A": "x"}),
    "first in a long header": (
        f"<article><header><h2>A</h2>{'<p>x' * 8}</header><p>b</article>",
        {"A": "x" * 8},
    ),
    "last in the page's header": ("<header><a href=x>x</a><h3>A</h3></header><p>b", {}),
    "not last in a header": ("<header><p>x<h2>A</h2><p>b</header><p>c", {"A": "b"}),
    "a summary": ("<details><summary>A</summary><p>b<p>c</details><p>d", {"A": "bc"}),
    "a summary, to the next heading": (
        "<h2>A</h2><details><summary>B</summary><p>c<h6>D</h6><p>e</details>",
        {"A": "BcDe", "B": "c", "D": "e"},
    ),
    "a summary of a heading": (
        "<details><summary><h3>A</h3></summary><p>b<h4>C</h4><p>d</details>",
        {"A": "bCd", "C": "d"},
    ),
    "a summary of several blocks": ("<details><summary>A<p>x</summary><p>b</details>", {}),
    "a summary without details": ("<details><summary>A</summary></details><p>b", {}),
    "a summary by a class that hides it": (
        '<details><summary class="toggle hideme">A</summary><p>b</details>',
        {},
    ),
    "no text": ("<h2></h2><p>c", {}),
    "nothing to see": ("<p>x<h2>A</h2><p hidden>b<h2>C</h2><p hidden>d<p>e", {"C": "e"}),
}


@pytest.mark.parametrize("case", SECTIONS)
def test_what_a_heading_heads(case):
    html, expected = SECTIONS[case]
    assert headed(html) == expected


def test_the_title_of_another_page_is_none_of_this_one():
    pages = [segment_html("<h1>A</h1>"), segment_html("<h2>B</h2><p>c")]
    assert html_sections(HtmlView(pages)).heading.tolist() == [1]


def pooled(html, probabilities):
    page = segment_html(html)
    probability = np.array(probabilities)
    units = find_units(HtmlView([page]))
    return units.pooled(probability, np.ones(len(probability), np.float32)).round(6).tolist()


@pytest.mark.parametrize(
    ("html", "before", "after"),
    [
        ("<h2>A</h2><p>b<p>c", [0.9, 0.2, 0.4], [0.4, 0.2, 0.4]),
        ("<h2>A</h2><p>b<p>c", [0.3, 0.2, 0.8], [0.3, 0.2, 0.8]),
        ("<h2>A</h2><p>b<p>c", [0.2, 0.5, 0.8], [0.261204, 0.5, 0.8]),
        ("<h2>A</h2><p>b<p>c", [0.0, 1.0, 0.8], [0.000001, 1.0, 0.8]),
        ("<p>x<h2 hidden>A</h2><p>b", [0.5, 0.0, 0.8], [0.5, 0.0, 0.8]),
        ("<p>x<h2>A</h2><p hidden>y<p>b", [0.5, 0.2, 0.5, 0.5], [0.5, 0.261204, 0.0, 0.5]),
        ("<h2>A</h2><h3>B</h3><p>c", [0.5, 0.2, 0.5], [0.5, 0.261204, 0.5]),
        ("<h2>A</h2><h3>B</h3><p>c", [0.9, 0.8, 0.1], [0.1, 0.1, 0.1]),
        ("<h2>A</h2><h3>B</h3><p>c<h3>D</h3><p>e",
         [0.9, 0.8, 0.1, 0.8, 0.7], [0.7, 0.1, 0.1, 0.7, 0.7]),
        ("<h1>A</h1><p>b", [0.9, 0.1], [0.9, 0.1]),
        ("<title>Storm</title><h1>Storm</h1><p>b<p>c", [0.2, 0.1, 0.5], [0.333333, 0.1, 0.5]),
        ("<title>Storm</title><p>b<h2>Storm</h2>", [0.5, 0.2], [0.5, 0.333333]),
        ("<title>Storm</title><p>b<div>Storm</div>", [0.5, 0.2], [0.5, 0.333333]),
        ("<title>Storm</title><h1>Storm</h1><p>b", [0.9, 0.1], [0.9, 0.1]),
        ("<details><summary>A</summary><p>b</details>", [0.2, 0.5], [0.261204, 0.5]),
        ("<details><summary>A</summary><p>b</details>", [0.9, 0.1], [0.1, 0.1]),
        ("<h2>A<div><button>1x</button></div></h2><p>b", [0.2, 0.1, 0.5], [0.261204, 0.1, 0.5]),
        ("<p>a<p>b", [0.9, 0.1], [0.9, 0.1]),
    ],
)  # fmt: skip
def test_a_heading_is_no_likelier_than_the_likeliest_block_below_it(html, before, after):
    assert pooled(html, before) == after


def test_what_a_list_makes_of_its_items_comes_first():
    html = "<h2>A</h2><ul><li>b<li>c</ul>"
    bound = pooled(html, [0.9, 0.5, 0.6])
    assert bound[1] == bound[2] == bound[0] == pytest.approx(0.550510)


@given(
    st.lists(
        st.sampled_from(
            [
                "<h2>a</h2>",
                "<h3>b</h3>",
                "<h6>c</h6>",
                "<p>d",
                "<div><p>e",
                "<header>",
                "</header>",
                "<details><summary>f</summary>",
            ]
        )
    ),
    st.randoms(),
)
def test_headings_alone_change_and_only_towards_what_they_head(pieces, random):
    page = segment_html("".join(pieces))
    view = HtmlView([page])
    sections = html_sections(view)
    before = np.array([random.random() for _ in range(page.n_blocks)])
    after = sections.pooled(before)
    changed = np.flatnonzero(after != before)
    assert {*changed.tolist()} <= {*sections.heading.tolist()}
    for heading, first, end in zip(sections.heading, sections.first, sections.end, strict=True):
        highest = after[first:end].max()
        assert min(before[heading], highest) <= after[heading] <= highest
        assert after[heading] <= max(before[heading], after[first])


def test_pages_that_share_a_pass_have_the_sections_that_each_has_alone():
    title = "<title>Storm</title>"
    pages = [segment_html(title * (n > 1) + "<h2>Storm</h2><p>b" * n) for n in (1, 3, 2)]
    together = html_sections(HtmlView(pages))
    start, found = 0, []
    for page in pages:
        alone = html_sections(HtmlView([page]))
        found += [(its + start).tolist() for its in alone[1:]]
        start += page.n_blocks
    columns = [np.concatenate(found[at::3]).tolist() for at in range(3)]
    assert sorted(zip(*columns, strict=True)) == sorted(
        zip(*(its.tolist() for its in together[1:]), strict=True)
    )
