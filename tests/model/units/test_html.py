"""Which blocks of HTML are decided together: shapes of tables, lists, pairs and code."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.features.html.view import HtmlView
from boilerclf.model import Decision, Units, find_units, shipped_model
from boilerclf.segment import segment_html

STORY = "<h1>The regatta</h1><p>Saltgate won the harbour regatta on Sunday.</p>"


@pytest.fixture(scope="module")
def model():
    return shipped_model("html")


def found(html):
    """Return the page's texts by unit, units by group, groups in page order."""
    page = segment_html(html)
    units = find_units(shipped_model("html").featurizer.first(page).view)
    texts = page.block_texts()
    groups: dict[int, dict[int, list[str]]] = {}
    for block, unit in zip(units.blocks.tolist(), units.unit_of.tolist(), strict=True):
        group = groups.setdefault(int(units.group_of[unit]), {})
        group.setdefault(unit, []).append(texts[block])
    return [list(group.values()) for group in groups.values()], units


SHAPES = {
    "th and td": "<table><tr><th>A<td>1<tr><th>B<td>2</table>",
    "td alone": "<table><tr><td>A<td>1<tr><td>B<td>2</table>",
    "a paragraph a cell": "<table><tr><td><p>A</p><td><p>1</p><tr><td><p>B</p><td>2</table>",
    "div in cells": "<table><tbody><tr><th><div>A</div><td>1<tr><th>B<td><div>2</div></table>",
    "dl": "<dl><dt>A<dd>1<dt>B<dd>2</dl>",
    "dl with div": "<dl><div><dt>A<dd>1</div><div><dt>B<dd>2</div></dl>",
}


@pytest.mark.parametrize("html", SHAPES.values(), ids=SHAPES)
def test_a_row_is_a_unit_and_its_rows_a_group(html):
    groups, units = found(STORY + html)
    assert groups == [[["A", "1"], ["B", "2"]]]
    assert not units.follows.any()


def test_pairs_of_like_elements_are_rows():
    row = "<div class=r><div class=k>{}</div><div class=v>{}</div></div>"
    html = "<div>" + "".join(row.format(key, value) for key, value in ("A1", "B2", "C3")) + "</div>"
    assert found(STORY + html)[0] == [[["A", "1"], ["B", "2"], ["C", "3"]]]


@pytest.mark.parametrize("colon", [":", "\uff1a", ": "])
def test_who_speaks_goes_with_what_is_said(colon):
    said = "one may say a thing in more than eight words"
    row = "<div class=r><b>{}</b><p>{}</p></div>"
    html = "".join(row.format(f"{who}{colon}", f"{who} {said}") for who in "ABC")
    pairs = [[f"{who}{colon}".strip(), f"{who} {said}"] for who in "ABC"]
    assert found(STORY + html)[0] == [pairs]


@pytest.mark.parametrize(
    "row",
    [
        "<div><p>{}.</p><p>{} that goes on for more than eight words in all</p></div>",
        "<div><b>{}</b><p>{}</p></div>",
        "<div><b>{}:</b><h3>{} that goes on for more than eight words in all</h3></div>",
        "<div><h3>{}</h3><p>{}</p></div>",  # a heading is no key
        "<div><a href=/>{}</a><p>{}</p></div>",  # nor is a link
        "<div><p>{} that goes on for more than eight words, as no key does</p><p>{}</p></div>",
    ],
)
def test_other_pairs_are_none(row):
    html = "".join(row.format(key, value) for key, value in ("A1", "B2", "C3"))
    assert found(STORY + html)[0] == []


def test_two_pairs_are_too_few():
    html = "<div><div>A</div><div>1</div></div>" * 2
    assert found(STORY + html)[0] == []


def test_head_and_caption_follow_the_rows():
    groups, units = found(
        "<table><caption>Times</caption><thead><tr><td>Boat<td>Time</thead>"
        "<tr><td>Petrel<td>7:12<tr><td>Coot<td>7:31</table>"
    )
    assert groups == [[["Times"], ["Boat", "Time"], ["Petrel", "7:12"], ["Coot", "7:31"]]]
    assert units.follows[units.unit_of].tolist() == [True] * 3 + [False] * 4


def test_a_row_of_headers_follows_without_thead():
    _, units = found("<table><tr><th>Boat<th>Time<tr><th>Petrel<td>7<tr><th>Coot<td>8</table>")
    assert units.follows[units.unit_of].tolist() == [True] * 2 + [False] * 4


LAYOUT = {
    "one row": "<table><tr><td>A<td>1</table>",
    "one column": "<table><tr><td>A<tr><td>B</table>",
    "table in table": "<table><tr><td>A<td><table><tr><td>x</table><tr><td>B<td>2</table>",
    "heading": "<table><tr><td><h1>A</h1><td>1<tr><td>B<td>2</table>",
    "cell of many blocks": "<table><tr><td>A<td>" + "<p>1</p>" * 5 + "<tr><td>B<td>2</table>",
    "cell of many words": f"<table><tr><td>A<td>{'word ' * 101}<tr><td>B<td>2</table>",
    "presentation": "<table role=presentation><tr><td>A<td>1<tr><td>B<td>2</table>",
    "none": "<table class=x role=none><tr><td>A<td>1<tr><td>B<td>2</table>",
}


@pytest.mark.parametrize("html", LAYOUT.values(), ids=LAYOUT)
def test_a_table_that_lays_out_has_no_units(html):
    assert found(STORY + html)[0] == []


def test_the_table_inside_a_layout_table_has_its_own():
    inner = "<table><tr><td>A<td>1<tr><td>B<td>2</table>"
    html = f"<table><tr><td>Menu<td>{inner}<tr><td>Left<td>Right</table>"
    assert found(html)[0] == [[["A", "1"], ["B", "2"]]]


def test_two_terms_with_one_definition_are_a_unit():
    groups, _ = found("<dl><dt>A<dt>a<dd>1<dd>2<dt>B<dd>3</dl>")
    assert groups == [[["A", "a", "1", "2"], ["B", "3"]]]


def test_a_definition_of_several_blocks_is_none():
    assert found("<dl><dt>A<dd><p>1<p>2<dt>B<dd>3</dl>")[0] == [[["B", "3"]]]


def test_a_dd_without_a_term_is_none():
    assert found("<dd>- Are you asleep?<dd>- I am.")[0] == []


def test_lines_of_code_are_one_unit():
    groups, _ = found(f"{STORY}<pre><p>def f():</p><p>    return 1</p></pre>")
    assert groups == [[["def f():", "    return 1"]]]
    groups, _ = found(f"{STORY}<code><div>a = 1</div><div>b = 2</div></code>")
    assert groups == [[["a = 1", "b = 2"]]]


def test_items_of_a_list_are_a_group_and_inner_lists_their_own():
    groups, _ = found("<ol><li>A<li>B<ul><li>b1<li>b2</ul><li><p>C<p>more</ol>")
    assert groups == [[["A"], ["B"], ["C"]], [["b1"], ["b2"]]]


def test_a_page_without_blocks_has_no_units():
    assert found("<table></table>")[0] == []


CELLS = st.lists(
    st.lists(st.sampled_from(["1962", "Oak on elm frames", "48", "7:12.4", "Two diesels"]),
             min_size=2, max_size=2),
    min_size=2,
    max_size=6,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=CELLS, threshold=st.floats(0.05, 0.95))
def test_every_row_comes_out_whole(model, rows, threshold):
    body = "".join(f"<tr><th>{key}<td>{value}" for key, value in rows)
    page = segment_html(f"{STORY}<table>{body}</table>")
    for decision in (None, Decision("threshold", threshold)):
        kept = model.classify_page(page, decision).kept[2:].reshape(-1, 2)
        assert (kept[:, 0] == kept[:, 1]).all()


def test_ties_are_decided_together(model):
    page = segment_html(STORY + SHAPES["td alone"])
    done = model.classify_page(page)
    for value in set(done.probabilities.tolist()):
        assert len(set(done.kept[done.probabilities == value].tolist())) == 1


def test_what_company_adds_is_the_difference(model):
    page = segment_html(STORY + SHAPES["th and td"])
    scored = model.score(page)
    assert (scored.alone[:2] == scored.probabilities[:2]).all()
    assert len(set(scored.alone[2:].tolist())) > len(set(scored.probabilities[2:].tolist()))
    np.testing.assert_array_equal(model.classify_page(page).probabilities, scored.probabilities)


def test_units_of_nothing_are_empty():
    nothing = np.zeros(0, np.int64)
    assert len(Units.of_blocks(nothing, nothing).group_of) == 0


def test_what_nobody_sees_is_noise_and_draws_nothing_along():
    rows = "<tr><th>Oars<td>two<tr><th>Sails<td>one"
    shown, hidden = (
        segment_html(f"<table>{rows}<tr{how}><th>Tar<td>none</table>") for how in ("", " hidden")
    )
    probability = np.array([0.9, 0.9, 0.9, 0.9, 0.01, 0.01])
    words = np.ones(6, np.float32)
    alone = find_units(HtmlView([segment_html(f"<table>{rows}</table>")])).pooled(
        probability[:4], words[:4]
    )
    with_more = find_units(HtmlView([hidden])).pooled(probability, words)
    assert with_more.tolist() == [*alone.tolist(), 0.0, 0.0]
    assert find_units(HtmlView([shown])).pooled(probability, words)[0] < alone[0]


def test_a_post_beside_its_author_is_no_row():
    profile = "<td>Marfa<br><br>Moderator<br><br>Since 2006"
    post = f"<table><tr><td>Monday<td>#2<tr>{profile}<td>It went overnight, thanks!</table>"
    assert found(post)[0] == []
    assert len(found(post.replace("<tr>", "<tr><td>a<td>b<tr>", 1))[0]) == 1


@pytest.mark.parametrize(("n_words", "n_pairs"), [(8, 3), (9, 0)])
def test_a_pair_has_short_blocks(n_words, n_pairs):
    row = f"<div class=r><div>A</div><div>{'word ' * n_words}</div></div>"
    groups, _ = found(f"{STORY}<div>{row * 3}</div>")
    assert sum(len(group) for group in groups) == n_pairs


@pytest.mark.parametrize(("n_blocks", "is_data"), [(4, True), (5, False)])
def test_a_cell_of_a_table_of_data_has_few_blocks(n_blocks, is_data):
    rows = f"<tr><td>A<td>{'<p>1</p>' * n_blocks}<tr><td>B<td>2<tr><td>C<td>3"
    groups, _ = found(f"{STORY}<table>{rows}</table>")
    assert bool(groups) is is_data
