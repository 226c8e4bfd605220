"""Kinds of blocks are told from markup, and what a corpus leaves out is unknown."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import KINDS, Record, kinds_of, label_record, without_habits
from boilerclf.corpus.kinds import story_around
from boilerclf.segment import segment_html, segment_text

WORDS = "rain fell on the town all night and all of the next day until it was dry"
LABELS = (Path(__file__).parents[2] / "docs" / "labels.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>One", "paragraph"),
        ("<div>One</div>", "text"),
        ("<h1>One</h1>", "headline"),
        ("<h1><a href=a><span>One</span></a></h1>", "headline"),
        ("<h3>One</h3>", "heading"),
        ('<h2 class="Sub-Headline dek">One</h2>', "standfirst"),
        ('<div class="article-standfirst"><p>One</div>', "standfirst"),
        ('<p class="byline">One', "byline"),
        ("<div><time>One</time></div>", "byline"),
        ("<figure><figcaption><p>One</figcaption></figure>", "caption"),
        ('<div class="wp-caption-text">One</div>', "caption"),
        ("<ul><li><p>One</ul>", "list"),
        ("<table><tr><td>One</table>", "table"),
        (f"<table><tr><td>{WORDS} {WORDS} {WORDS}</table>", "text"),
        ("<dl><dt>One</dl>", "definition"),
        ("<pre><code>One</code></pre>", "code"),
        ("<ol><li><pre>One</pre></ol>", "code"),
        ("<blockquote><p>One</blockquote>", "quote"),
    ],
)
def test_markup_tells_the_kind(html, kind):
    assert [KINDS[its] for its in kinds_of(segment_html(html))] == [kind]


def test_every_kind_is_told_of():
    for kind in KINDS:
        assert f"`{kind}`" in LABELS


def test_plain_text_has_no_kinds():
    with pytest.raises(ValueError, match="plain text"):
        kinds_of(segment_text("One"))


def test_a_block_has_the_story_above_and_below():
    page = segment_text("\n".join([WORDS, "a", WORDS, "b", WORDS, "c"]))
    above, below = story_around(page, np.array([1, 0, 1, 0, 0, 0], np.int8))
    assert above.tolist() == [False, True, True, True, True, False]
    assert below.tolist() == [True, True, False, False, False, False]
    above, below = story_around(segment_text(""), np.zeros(0, np.int8))
    assert (above.tolist(), below.tolist()) == ([], [])


def test_noise_of_a_kind_that_is_left_out_is_unknown_amid_content_only():
    html = (
        f"<h1>Rain again</h1><ul><li>Menu</ul><p>{WORDS}<figure><figcaption>A roof</figcaption>"
        f"</figure><p>{WORDS}<ul><li>Share</ul><p>{WORDS}<figcaption>Other</figcaption>"
    )
    page = label_record(Record("a", "mine", "a", 0, html=html, content=f"{WORDS} {WORDS} {WORDS}"))
    assert page.labels.tolist() == [0, 0, 1, 0, 1, 0, 1, 0]
    assert without_habits(page, ()).labels.tolist() == page.labels.tolist()
    assert without_habits(page, ["caption"]).labels.tolist() == [0, 0, 1, -1, 1, 0, 1, -1]
    unlearnt = without_habits(page, ["headline", "list"]).labels
    assert unlearnt.tolist() == [-1, 0, 1, 0, 1, -1, 1, 0]
    assert np.isnan(without_habits(page, ["caption"]).matched[3])


def test_who_wrote_the_posts_of_a_thread_is_unknown_where_it_is_taken_along():
    posts = "".join(f"<div class=author>anna May {day}, 2021</div><p>{WORDS}" for day in (7, 8))
    html = f"<h1>Rain again</h1>{posts}<div class=author>Anna has a boat</div><time>9:30</time>"
    gold = f"anna May 7, 2021 {WORDS} anna May 8, 2021 {WORDS} Anna has a boat"
    page = label_record(Record("a", "mine", "a", 0, html=html, content=gold))
    assert page.labels.tolist() == [0, 1, 1, 1, 1, 1, 0]
    assert without_habits(page, ["caption"]).labels.tolist() == page.labels.tolist()
    unknown = without_habits(page, ["byline"])
    assert unknown.labels.tolist() == [0, -1, 1, -1, 1, 1, 0]
    assert np.isnan(unknown.matched[[1, 3]]).all()
    one = replace(page, labels=np.array([0, 1, 1, 0, 1, 1, 0], np.int8))
    assert without_habits(one, ["byline"]).labels.tolist() == one.labels.tolist()


@pytest.mark.parametrize(("n_words", "label"), [(15, -1), (16, 1)])
def test_a_byline_of_a_post_has_fifteen_words_at_most(n_words, label):
    bylines = [f"{'anna ' * (n_words - 1)}{day}" for day in (7, 8)]
    html = "".join(f"<div class=author>{byline}</div><p>{WORDS}" for byline in bylines)
    gold = " ".join(f"{byline} {WORDS}" for byline in bylines)
    page = label_record(Record("a", "mine", "a", 0, html=html, content=gold))
    assert without_habits(page, ["byline"]).labels.tolist() == [label, 1, label, 1]


@pytest.mark.parametrize(("n_words", "kind"), [(30, "table"), (31, "text")])
def test_a_cell_of_many_words_is_a_part_of_the_page(n_words, kind):
    page = segment_html(f"<table><tr><td>{'word ' * n_words}</table>")
    assert [KINDS[number] for number in kinds_of(page)] == [kind]
