"""Documents in frames: read in the place of the frame, unless they are hidden or say nothing."""

from html import escape

import pytest

from boilerclf.page import UNSEEN
from boilerclf.segment import segment_html

DOCUMENT = (
    "<!doctype html><html lang=de><head><title>Oil</title><base href=/b/><style>p{display:none}"
    "</style></head><body onload=x()><p>Two <b>cans</b>.</p><script>s()</script><a href=c>Tar</a>"
)


def frame(inside, attributes="", own=""):
    return f'<iframe {attributes} srcdoc="{escape(inside)}">{own}</iframe>'


READ = {
    "a document": (frame(DOCUMENT), ["Two cans.", "Tar"]),
    "its own text": (frame(DOCUMENT, own="No frames"), ["Two cans.", "Tar"]),
    "a fragment": (frame("Two cans"), ["Two cans"]),
    "an address beside it": (frame("Two cans", "src=/a height=100"), ["Two cans"]),
    "a frame in a frame": (frame("One" + frame("Two")), ["One"]),
    "scripts": (frame("<script>ad('a')</script><style>a{}</style>"), []),
    "a picture": (frame("<a href=/ad><img alt=Shoes src=a.png></a>"), []),
    "a sign": (frame("<a href=/v><img src=a.png><span>▶</span></a>"), []),
    "nothing": (frame(" "), []),
    "frames of a frame": (frame("<frameset><frame src=a></frameset>"), []),
    "a hidden one": (frame("Two cans", "hidden"), []),
    "one without place": (frame("Two cans", "style='display: none'"), []),
    "one far away": (frame("Two cans", "style='position:absolute;left:-9999px'"), []),
    "one without size": (frame("Two cans", "width=1 height=1"), []),
}


@pytest.mark.parametrize("case", READ)
def test_a_document_in_a_frame_is_read_in_its_place(case):
    markup, texts = READ[case]
    page = segment_html(f"<title>Shed</title><h1>Shed</h1>{markup}<p>Foot")
    assert page.block_texts() == ["Shed", *texts, "Foot"]
    assert (page.markup.title, page.markup.language, page.markup.base) == ("Shed", "", "")


def test_names_of_a_frame_are_those_of_its_part():
    page = segment_html(frame("<p>Two cans", "class=ad id=slot-1"))
    assert "ad slot-1" in page.markup.names


def test_style_sheets_count_for_the_frame_not_for_what_is_around_it():
    page = segment_html(f"<style>.x{{display:none}}</style>{frame(DOCUMENT, 'class=x')}<p>Foot")
    assert page.markup.block_flags.tolist() == [UNSEEN, UNSEEN, 0]
