"""Texts of editors, each in the form that its editor stores."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.segment import segment_html
from boilerclf.segment.shells.rich_text import MIN_TEXT, Piece, Run, runs_of, sentence_of
from boilerclf.segment.tags import TAGS

CUT = ("The first ferry sailed at nine, ", "with a band", ", and nobody waved.")
WHOLE = "".join(CUT)
NEXT = "The second ferry sailed at ten, without a band and without a flag."
A, B, C = CUT
TITLE, ITEM = "Ferries", "A flag"


def portable(text, **said):
    return {"_type": "block", "children": [{"_type": "span", "text": text, "marks": []}], **said}


def node(kind, *content, **said):
    """Make an element of TipTap; a string stands for its text."""
    inner = [{"type": "text", "text": its} if isinstance(its, str) else its for its in content]
    return {"type": kind, "content": inner, **said}


def entry(kind, *content):
    """Make an element of Contentful."""
    inner = [
        {"nodeType": "text", "value": its, "marks": [], "data": {}} if isinstance(its, str) else its
        for its in content
    ]
    return {"nodeType": kind, "data": {}, "content": inner}


def lexical(kind, *children, **said):
    inner = [{"type": "text", "text": its} if isinstance(its, str) else its for its in children]
    return {"type": kind, "children": inner, **said}


def link(inner):
    return lexical("link", inner)


BOLD = {"type": "text", "text": B, "marks": [{"type": "bold"}]}
EDITORS = {
    "Portable Text": [
        portable(TITLE, style="h3"),
        {"_type": "image", "asset": {"_ref": "a"}},
        {**portable(A), "children": [{"_type": "span", "text": its} for its in CUT]},
        portable(ITEM, style="normal", listItem="bullet"),
        portable(NEXT, style="normal"),
    ],
    "Slate": [
        {"type": "heading-three", "children": [{"text": TITLE}]},
        {
            "children": [
                {"text": A},
                {"type": "link", "url": "/b", "children": [{"text": B, "bold": True}]},
                {"text": C},
            ]
        },
        {"type": "ul", "children": [{"type": "li", "children": [{"text": ITEM}]}]},
        {"type": "paragraph", "children": [{"text": NEXT}]},
    ],
    "TipTap": node(
        "doc",
        node("heading", TITLE, attrs={"level": 3}),
        node("paragraph", A, BOLD, C),
        node("bulletList", node("listItem", node("paragraph", ITEM))),
        node("paragraph", NEXT),
    ),
    "Contentful": entry(
        "document",
        entry("heading-3", TITLE),
        entry("paragraph", A, entry("hyperlink", B), C),
        entry("unordered-list", entry("list-item", entry("paragraph", ITEM))),
        entry("paragraph", NEXT),
    ),
    "Lexical": {
        "root": lexical(
            "root",
            lexical("heading", TITLE, tag="h3"),
            lexical("paragraph", A, lexical("link", B, fields={"url": "/b"}), C),
            lexical("list", lexical("listitem", ITEM), tag="ul"),
            lexical("paragraph", lexical("link", NEXT)),
        )
    },
    "Prismic": [
        {"type": "heading3", "text": TITLE, "spans": []},
        {"type": "paragraph", "text": WHOLE, "spans": [{"start": 1, "end": 9, "type": "strong"}]},
        {"type": "list-item", "text": ITEM, "spans": []},
        {"type": "paragraph", "text": NEXT, "spans": []},
    ],
    "Draft.js": {
        "blocks": [
            {"key": "a", "type": "header-three", "text": TITLE, "entityRanges": []},
            {"key": "b", "type": "unstyled", "text": WHOLE},
            {"key": "c", "type": "unordered-list-item", "text": ITEM},
            {"key": "d", "type": "unstyled", "text": NEXT},
        ],
        "entityMap": {},
    },
}


@pytest.mark.parametrize("editor", EDITORS)
def test_what_an_editor_stores_is_read_whole_and_in_order(editor):
    data = json.dumps({"props": {"title": "News", "body": EDITORS[editor]}})
    page = segment_html(f'<script type="application/json">{data}</script><div id=app></div>')
    assert page.block_texts() == ["News", TITLE, WHOLE, ITEM, NEXT]
    tags = [TAGS[tag] for tag in page.markup.tags[page.markup.block_element]]
    assert tags == ["h1", "h3", "p", "p", "p"]
    assert TAGS.index("article") in page.markup.tags
    assert (page.markup.tags == TAGS.index("article")).sum() == 1


def pieces_of(values):
    return [piece for part in runs_of(values) if isinstance(part, Run) for piece in part.pieces]


SHORT = {"text": "Too short"}
SENTENCES = [{"text": WHOLE}, {"text": NEXT}]
TWO = [Piece(WHOLE), Piece(NEXT)]


@pytest.mark.parametrize(
    ("values", "pieces"),
    [
        ([], []),
        ([SHORT, *SENTENCES, SHORT], [Piece("Too short"), *TWO, Piece("Too short")]),
        ([SHORT, *SENTENCES, SHORT, SHORT], []),
        ([SENTENCES[0], SHORT], []),
        ([{"text": "Home"}, {"text": "News"}], []),
        ([*SENTENCES, {"text": " \n•"}, {"text": "http://a.example/"}, {"text": 3}, "x", 5], TWO),
        ([*SENTENCES, {"title": "A", "text": "It rained."}], TWO),
        ([*SENTENCES, {"title": "", "text": "It rained."}], [*TWO, Piece("It rained.")]),
        ([*SENTENCES, {"text": "It rained.", "children": [SHORT]}], [*TWO, Piece("It rained.")]),
        (
            [
                *SENTENCES,
                lexical("listitem", "It rained.", lexical("list", lexical("listitem", "Hail"))),
            ],
            [*TWO, Piece("It rained."), Piece("Hail")],
        ),
    ],
)
def test_short_texts_are_taken_among_sentences(values, pieces):
    assert pieces_of(values) == pieces


@pytest.mark.parametrize(
    ("value", "is_taken"),
    [
        ({"content": "a8f3-22"}, False),
        ({"text": "en"}, False),
        ({"text": "en", "type": 3}, False),
        ({"text": "Rain", "type": "paragraph"}, True),
        ({"text": "Rain", "style": "normal"}, True),
        (portable("Rain"), True),
        ({"text": "Rain", "tag": "h3"}, True),
        ({"text": "Rain fell"}, True),
        ({"text": "雨が降った"}, True),
        ({"type": "date", "text": "2021-01-01T00:00Z"}, False),
        ({"type": "date", "text": " 2021-01-01 10:00:00.5 +0100"}, False),
        ({"type": "time", "text": "9:05"}, False),
        ({"type": "h2", "text": "2021-01-01"}, True),
        ({"type": "p", "text": "2021-01-01 and after"}, True),
        ({"type": "p", "text": "2021"}, True),
    ],
)
def test_short_codes_and_times_are_no_texts(value, is_taken):
    texts = [piece.text for piece in pieces_of([*SENTENCES, value])]
    assert texts[:2] == [WHOLE, NEXT]
    assert len(texts) == 2 + is_taken


def test_codes_among_sentences_do_not_make_a_list_another():
    assert pieces_of([*SENTENCES, *[{"content": "en"}] * 9]) == TWO


def test_what_else_a_list_holds_stands_between_its_runs():
    titled = {"title": "A", "text": NEXT}
    answered = {"text": "It rained.", "answers": [SHORT], "n": 3}
    image = {"type": "image", "caption": {"text": NEXT}}
    values = [*SENTENCES, titled, answered, image, "x", [SHORT]]
    assert runs_of(values) == [
        Run(TWO, values, is_first=True),
        titled,
        Run([Piece("It rained.")], values, is_first=False),
        [SHORT],
        image["caption"],
        [SHORT],
    ]
    assert runs_of([titled, SHORT]) == [titled, SHORT]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({"type": "h1"}, 1),
        ({"type": "H6"}, 6),
        ({"style": "h4"}, 4),
        ({"tag": "h5"}, 5),
        ({"nodeType": "heading-2"}, 2),
        ({"type": "header-six"}, 6),
        ({"type": "heading"}, 2),
        ({"type": "header", "level": 4}, 4),
        ({"type": "heading", "attrs": {"level": 1}}, 1),
        ({"type": "heading", "attrs": {"level": 7}, "level": True}, 2),
        ({"type": "heading", "attrs": 3, "tag": "h6"}, 6),
        ({"type": "heading7"}, 0),
        ({"type": "paragraph", "style": "h", "level": 2}, 0),
        ({"type": ["h2"]}, 0),
    ],
)
def test_a_heading_is_told_by_its_type(said, level):
    assert pieces_of([*SENTENCES, {"text": "A b", **said}])[-1] == Piece("A b", level)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"text": WHOLE}, WHOLE),
        ({"text": "Short", "body": WHOLE}, WHOLE),
        ({"children": [{"text": its} for its in CUT]}, WHOLE),
        ({"children": [{"text": A}, {"type": "linebreak"}, {"text": NEXT}]}, f"{A}\n{NEXT}"),
        ({"children": [{"text": A}, {"type": "b", "children": [{"text": B}]}, {"text": C}]}, WHOLE),
        (
            {"children": [{"text": A}, {"text": B, "color": "#0f0", "fontSize": 12}, {"text": C}]},
            WHOLE,
        ),
        # Answers, entries of a menu and blocks are no spans.
        ({"children": [{"text": its, "author": "Bo"} for its in CUT]}, None),
        ({"children": [{"text": its, "type": "comment"} for its in CUT]}, None),
        ({"children": [{"text": its, "color": {"id": "red"}} for its in CUT]}, None),
        ({"children": [{"text": its, "color": "red", "url": "/a"} for its in CUT]}, None),
        ({"children": [{"text": its, "color": "red", "children": []} for its in CUT]}, None),
        ({"children": [{"text": A}, link(link(B)), {"text": C}]}, WHOLE),
        ({"children": [{"text": A}, link(link(link(B))), {"text": C}]}, A + C),
        ({"children": [{"text": A}, lexical("link", B, lexical("p")), {"text": C}]}, A + C),
        ({"text": "Short", "children": [{"text": its} for its in CUT]}, None),
        ({"content": [{"text": its} for its in CUT]}, None),
        ({"content": [{"type": "p", "text": its} for its in CUT]}, None),
        ({"children": [{"children": [{"text": its}]} for its in CUT]}, None),
        ({"children": [{"text": A}, {"text": B}]}, WHOLE[: len(A + B)]),
        ({"children": [{"text": "Short"}]}, None),
        ({"children": 3, "content": "x"}, None),
    ],
)
def test_spans_are_joined_where_they_are_spans(value, text):
    piece, _ = sentence_of(value)
    assert (piece and piece.text) == text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([WHOLE, NEXT, "A", "", "h2", "text"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "value", "children", "content", "title", "a"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=5))
def test_pieces_have_text_and_most_of_a_text_are_sentences(values):
    parts = runs_of(values)
    pieces = pieces_of(values)
    assert all(piece.text.strip() and 0 <= piece.level <= 6 for piece in pieces)
    assert all(isinstance(its, dict | list | Run) for its in parts) or parts is values
    if pieces:
        assert sum(len(piece.text) >= MIN_TEXT for piece in pieces) >= 2
