"""Numbers of printed pages in books: which are left out, and which numbers stay."""

import pytest

from boilerclf.segment import segment_html
from tests.segment.test_marks import shown

LEFT_OUT = {
    "in brackets": "to the <span class=pagenum>[114]</span>next",
    "with its sign": "to the <span class=pagenum>[Pg 12]</span> next",
    "in braces": "to the <span class=pageno>{p. xii}</span>next",
    "an anchor before it": "to the <span class=pagenum><a id=Page_114></a>[114]</span>next",
    "an anchor around it": "to the <span class=pagenum><a id=Page_7>7</a></span> next",
    "an anchor with zeros": "to the <span class=pb id=p007>7</span> next",
    "a link to itself": "to the <span class=pagenum><a id=p7 href='#p7'>[7]</a></span>next",
    "a page in Roman numerals": "to the <a class=page name=page_xiv>XIV</a> next",
    "digits amid a sentence": (
        "to the <span class=pagenum>12</span>next, she said, and shut the door of the mill"
    ),
    "EPUB": "to the <span role=doc-pagebreak id=pg3>3</span>next",
    "in Russian": "to the <span class=page>[стр. 12]</span>next",
    "several pages": "to the <span class=pagenum>[Pg 12-13]</span>next",
    "a leaf": "to the <span class=pb>[12r]</span>next",
    "a star": "to the <span class=star-pagination>*12</span> next",
    "a link to the contents": (
        "to the <span class=pagenum><a id=p8></a><a href='#toc'>[8]</a></span> next"
    ),
    "at the beginning": "<span class=pagenum>[9]</span>to the next",
    "between elements": "<i>to the</i> <span class=pagenum>[9]</span><b>next</b>",
}

STAYS = {
    "a number of a pager": "<div>Page <span class=page-number>2</span> of 9</div>",
    "a link of a pager": "<p>Go to <a class=page id=page2 href='?p=2'>2</a> next</p>",
    "a link to a page": "<p>See <a class=page href='#p_12'>[12]</a> and what follows</p>",
    "a place in a work": "<p>In the mill, p. <span class=page>12</span>.</p>",
    "a link of a pager in brackets": (
        "<p>Go to <span class=page>[<a href='?p=2'>2</a>]</span> next</p>"
    ),
    "a link to a page in a box": (
        "<p>See <span class=page><a href='#p_12'>12</a></span> and what follows from it there</p>"
    ),
    "a star alone": "<p>Five of <span class=page>12*</span> are his</p>",
    "a place in a work, amid a sentence": (
        "<p>As is told in the book of a mill, p. <span class=pageno>12</span>, it never ran.</p>"
    ),
    "what may be one": (
        "<p>In the book of the mill this is <span class=page>12</span>, the last of them.</p>"
    ),
    "a number with a unit": "<p>It has <span class=page>12 pages</span> in all</p>",
    "half a bracket": "<p>In the mill <span class=page>(12</span>, at the foot) it stands</p>",
    "a number of no page": "<p>to the <span class=num>[12]</span>next</p>",
    "no text around it": "<div><span class=pagenum>[12]</span></div>",
    "a box": "<div class=page>12</div>",
    "a longer text": f"<p>to the <span class=page>{'[1] ' * 20}</span>next</p>",
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_numbers_of_pages_are_left_out(case):
    texts = " ".join(shown(segment_html(f"<p>{LEFT_OUT[case]}</p>")))
    assert texts.split(",")[0] == "to the next"


@pytest.mark.parametrize("case", STAYS)
def test_other_numbers_stay(case):
    page = segment_html(STAYS[case])
    assert any(map(str.isdigit, page.text))
    assert (page.n_blocks, page.is_unseen.any()) == (1, False)
