"""Comments below a line that says so are no likelier than that."""

import time

import numpy as np
import pytest

from boilerclf.features.html.view import HtmlView
from boilerclf.model import find_units, shipped_model
from boilerclf.model.units.comments import CHANCE, Commented, commented_blocks
from boilerclf.segment import segment_html

STORY = "<h1>Well mended</h1><p>The well in the square was mended on Monday, and it is deep.</p>"
POSTS = "<div class=c><b>Ann</b><p>My aunt fell in.</p></div><div class=c><b>Bo</b><p>No.</p></div>"


def below(html):
    page = segment_html(html)
    found = commented_blocks(HtmlView([page]))
    if found is None:
        return []
    texts = page.block_texts()
    return [texts[line:end] for line, end in zip(found.line, found.end, strict=True)]


LINES = [
    *("3 comments", "1 Comment", "Comments (12)", "1,204 comments", "One thought on “Well mended”"),
    *("2 Responses to Well mended", "Readers’ comments", "User comments (4)"),
    *("3 Kommentare", "Kommentare (3)", "Leserkommentare", "2 Kommentare zu „Brunnen“"),
    *("3 commentaires", "Commentaires : 4", "Commentaires des lecteurs"),
    *("3 comentarios", "Opiniones de los visitantes (6)", "4 commenti", "Commenti (4)"),
    *("2 comentários", "3 reacties op “De put”", "12 комментариев", "Комментарии (3)"),
    *("Komentarze czytelników", "5 komentarzy", "7 komentářů", "3 yorum", "コメント 3件"),
    *("评论(3)", "网友评论", "댓글 3개", "5 bình luận"),
    *("3条评论", "3 則留言", "3件のコメント", "3개의 댓글"),
    *("3 thoughts on “Well mended”", "2 comentários sobre o poço"),
]


@pytest.mark.parametrize("line", LINES)
def test_what_is_below_a_heading_that_counts_comments(line):
    assert below(f"{STORY}<section><h3>{line}</h3>{POSTS}</section><p>End.") == [
        [line, "Ann", "My aunt fell in.", "Bo", "No."]
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("Comments", "Kommentare", "0 comments", "Thoughts on wells", "3 answers", "4 replies"),
        *("Comment on wells", "3 comments that changed the well and much else in the village so"),
        *("5 wells", "Reader", "10 thoughts on mending a well", "3 thoughts", "One thought"),
    ],
)
def test_other_headings(line):
    assert below(f"{STORY}<section><h3>{line}</h3>{POSTS}</section>") == []


def test_a_line_of_many_signs_takes_linear_time():
    line = f"3 comments on {'.' * 20_000}\nwells"
    view = HtmlView([segment_html(f"{STORY}<div><pre>{line}</pre>{POSTS}</div>")])
    start = time.perf_counter()
    assert commented_blocks(view).line.tolist() == [2]
    assert time.perf_counter() - start < 1


def test_a_heading_ends_at_the_next_of_its_level():
    html = f"{STORY}<div><h3>2 comments</h3><p>Ah.<h4>Bo</h4><p>Oh.<h3>More wells</h3><p>Two.</div>"
    assert below(html) == [["2 comments", "Ah.", "Bo", "Oh."]]


def test_a_link_to_comments_at_the_top_of_a_story_heads_nothing():
    story = "<p>It is deep.</p><p>It is old.</p>"
    for line, n in (("3 comments", 1), ("<a href='#c'>3 comments</a>", 0)):
        assert len(below(f"<h1>Well mended</h1><div><p>{line}</p>{story}</div>")) == n


def test_a_line_that_is_no_heading_begins_what_holds_it():
    assert below(f"{STORY}<div><p>2 comments</p>{POSTS}</div>") != []
    assert below(f"{STORY}<div><p>By Cy</p><p>2 comments</p>{POSTS}</div>") == []
    assert below(f"{STORY}<div><p>2 comments</p><p>Share</div>") == []


def test_several_such_lines_may_be_comments_on_answers():
    some = f"<section><h3>2 comments</h3>{POSTS}</section>"
    assert below(STORY + some + some) == []


def test_pages_that_share_a_pass():
    pages = [segment_html(f"{STORY}<div><h2>2 comments</h2>{POSTS}</div>") for _ in range(2)]
    found = commented_blocks(HtmlView(pages))
    n = pages[0].n_blocks
    assert found.page.tolist() == [0, n]
    assert found.line.tolist() == [2, n + 2]
    assert found.end.tolist() == [n, 2 * n]


def test_a_page_without_a_story_is_a_thread():
    commented = Commented(*np.array([[0], [1], [3]]))
    probabilities = np.array([0.9, 0.6, 0.8])
    for n_above, wanted in ((11, 0.8), (12, CHANCE)):
        n_words = np.array([n_above, 2, 20], np.float32)
        assert commented.pooled(probabilities, n_words)[2] == wanted
    few = np.array([0.4, 0.6, 0.8])
    assert commented.pooled(few, np.array([99, 2, 20], np.float32)).tolist() == few.tolist()


def test_units_hold_them():
    page = segment_html(f"{STORY}<div><h2>2 comments</h2>{POSTS}</div>")
    units = find_units(HtmlView([page]))
    alone = np.full(page.n_blocks, 0.9)
    pooled = units.pooled(alone, np.full(page.n_blocks, 9, np.float32))
    assert pooled[2:].max() == CHANCE
    assert pooled[:2].min() >= 0.9


def test_the_shipped_model_drops_comments_under_a_short_story():
    posts = "".join(
        f"<article><p>Visitor {n}</p><p>I live by the well and can tell you that it has looked "
        f"like this since summer {n}.</p></article>"
        for n in range(3)
    )
    page = shipped_model("html").classify(
        f"<html lang=en><title>Well mended</title><main>{STORY}<section><h2>3 comments</h2>{posts}"
        "</section></main>"
    )
    assert "mended on Monday" in page.content
    assert "I live by the well" not in page.content
