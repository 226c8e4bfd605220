"""Numbers of printed pages in books: which are left out, and which numbers stay."""

import re

import pytest

from boilerclf.segment import segment_html
from tests.segment.visibility.test_marks import shown

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
    "EPUB, whatever its id": "to the <span role=doc-pagebreak id=x3>3</span> next",
    "of two pages": (
        "to the <span class=pagenum>12</span>next, she said, and shut the door of the old mill "
        "<span class=pagenum>13</span>behind her"
    ),
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
    "the first of two": (
        "<p>You are on page <b class=page-number>3</b> of <b class=page-number>10</b> of this long "
        "list of all the old mills at the river</p>"
    ),
    "the first and the last": (
        "<p>Results <span class=page-num>1</span>-<span class=page-num>10</span> of 240 for your "
        "search in the list of mills</p>"
    ),
    "a place in Polish": (
        "<p>O tym mowi ksiazka o mlynie. Patrz str. <span class=page-number>12</span> tej ksiazki"
    ),
    "a place in Dutch": (
        "<p>Het staat in het boek over de molen, op pagina <span class=pageno>12</span> van deel 3"
    ),
    "a place in Portuguese": (
        "<p>Isto vem no livro sobre o moinho, na página <span class=pageno>12</span> do volume</p>"
    ),
    "a place in Swedish": (
        "<p>Det har står i boken om den gamla kvarnen, på sidan <b class=pageno>12</b> i band 3</p>"
    ),
    "a place in Finnish": (
        "<p>Tämä on kirjassa vanhasta myllystä, katso sivu <b class=pageno>12</b> toisesta osasta"
    ),
    "a place with a colon": (
        "<p>This is told in the book of the old mill at the river, page: <b class=pageno>12</b> of"
    ),
    "pages of a citation": "<p><i>Oil</i> 12 <span id=page>(45-47)</span>.</p>",
    "pages after a colon": "<p>Pages: <span class=page>(1)</span></p>",
    "a note": "<p>It never ran.<sup class=page>[1]</sup> It was sold.</p>",
    "a count": "<p>The album sold <b id=page-number>12</b> million copies in its first year</p>",
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
    said = re.sub("<[^>]*>", "", STAYS[case])
    assert re.findall("[0-9]+", page.text) == re.findall("[0-9]+", said)
    assert (page.n_blocks, page.is_unseen.any()) == (1, False)
