"""Documents in frames: read in the place of the frame, unless they are hidden or say nothing."""

from html import escape

import pytest
from turbohtml import parse

from boilerclf.segment import segment_html
from boilerclf.segment.rewriting.frames import write_frames

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
    "one whose style leaves it no size": (frame("Two cans", "style='width:0;height: 0px'"), []),
    "one that a script sizes": (
        frame("Two cans", "style='width:1px;min-width:100%;min-height:0'"),
        ["Two cans"],
    ),
    "one that its name hides": (
        f"<style>.x{{display:none}}</style>{frame('Two cans', 'class=x')}",
        [],
    ),
    "all of them hidden": (f"<style>iframe{{display:none}}</style>{frame('Two cans')}", []),
    "a hidden body": (frame("<body hidden><p>Two cans"), []),
    "a body without place": (frame("<body style='display:none'><p>Two cans"), []),
    "a body that its style sheet hides": (frame("<style>body{display:none}</style>Two cans"), []),
    "a hidden document": (frame("<html hidden><body>Two cans"), []),
    "lone surrogates": (frame("Two\ud800 cans &#xdfff;"), ["Two\ufffd cans \ufffd"]),
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


HIDDEN_INSIDE = {
    "by a class": "<style>.x{display:none}</style><p>One<p class=x>Two",
    "by a tag": "<style>p>i,p.x{display:none}</style><p>One<p class=x>Two",
    "by an attribute": "<p>One<p hidden>Two",
    "by its style": "<p>One<p style='visibility:hidden'>Two",
    "by a name": "<p>One<p class=sr-only>Two",
    "with all that it holds": "<style>.x{display:none}</style><p>One<div class=x><p>Two</div>",
}


@pytest.mark.parametrize("case", HIDDEN_INSIDE)
def test_what_is_hidden_inside_a_frame_stays_hidden(case):
    page = segment_html(f"<p>Head</p>{frame(HIDDEN_INSIDE[case])}<p class=x>Foot")
    assert page.block_texts() == ["Head", "One", "Two", "Foot"]
    assert page.is_unseen.tolist() == [False, False, True, False]


def test_what_a_control_of_the_frame_opens_is_read():
    inside = "<style>.x{display:none}</style><a href='#y'>More</a><div class=x id=y>Two</div>"
    page = segment_html(frame(inside))
    assert page.block_texts() == ["More", "Two"]
    assert not page.is_unseen.any()


@pytest.mark.parametrize("selector", [".x", "p", "i", "p.x", "#y", "p > i"])
def test_style_sheets_around_a_frame_hide_nothing_in_it(selector):
    sheet = f"<style>{selector}{{display:none}}</style>"
    page = segment_html(f"{sheet}{frame('<p class=x id=y>Two <i>cans</i> of oil')}<h2>Foot")
    assert page.block_texts() == ["Two cans of oil", "Foot"]
    assert not page.is_unseen.any()


@pytest.mark.parametrize("selector", ["div", "section > div", "div.x", "section div#y"])
def test_style_sheets_around_a_frame_do_not_hide_the_box_in_its_place(selector):
    sheet = f"<style>{selector}{{display:none}}</style>"
    box = frame("<p>Two cans of oil", "class=x id=y")
    page = segment_html(f"{sheet}<section>{box}</section><h2>Foot")
    assert page.block_texts() == ["Two cans of oil", "Foot"]
    assert not page.is_unseen.any()


def test_elements_of_many_frames_can_be_told_apart_at_once():
    """Nodes with one hash make everything that is kept by node quadratic."""
    n_frames = 500
    frame = "<iframe srcdoc='<style>.a{display:none}</style><p class=a>One.<p>Two.'></iframe>"
    document = parse(frame * n_frames)
    write_frames(document, parse)
    for selector in ("div", ".a"):
        nodes = document.select(selector)
        assert len(nodes) == n_frames
        assert len({hash(node) for node in nodes}) > 0.9 * n_frames
