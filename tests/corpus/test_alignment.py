import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import alignment, matched_shares, snippet_labels, tokens
from boilerclf.corpus.alignment import in_doubt
from boilerclf.page import Page
from boilerclf.segment import segment_html, segment_text

# Few different words, so that they repeat and the alignment has to choose.
LINES = st.lists(
    st.lists(
        st.sampled_from(["rain", "fell", "on", "tarvo", "menu", "—"]), min_size=1, max_size=7
    ).map(" ".join),
    max_size=8,
)


ROADS = "the roads were wet for days"


def shares(lines, gold):
    return matched_shares(segment_text("\n".join(lines)), gold).tolist()


def n_matched(lines, gold):
    lengths = [len(tokens(line)) for line in lines]
    values = shares(lines, gold)
    return sum(round(n * share) for n, share in zip(lengths, values, strict=True) if n)


def lcs_length(left, right):
    """The textbook table, as an independent answer."""
    row = [0] * (len(right) + 1)
    for word in left:
        before = row
        row = [0]
        for index, other in enumerate(right):
            row.append(before[index] + 1 if word == other else max(row[-1], before[index + 1]))
    return row[-1]


@pytest.mark.parametrize(
    ("lines", "gold", "expected"),
    [
        (["Menu", "Rain fell."], "", [0, 0]),
        (["Menu", "Rain fell."], "RAIN   fell", [0, 1]),
        (["Rain fell on Tarvo"], "Rain fell", [0.5]),
        (["Rain fell", "on Tarvo", "Share"], "Rain fell on Tarvo", [1, 1, 0]),
        (["雨が降った"], "雨が", [0.4]),
        # In order: of the two lines that stand in the gold the other way round, one is matched.
        (["on Tarvo", "Rain fell hard"], "Rain fell hard on Tarvo", [0, 1]),
        # The pinned line keeps stray words far from it from being matched.
        (
            ["rain on", "menu", "the rain fell on tarvo all night", "on the"],
            "rain the rain fell on tarvo all night",
            [0.5, 0, 1, 0],
        ),
        # A whole line is pinned for all the words that stand between it and the next pinned one.
        (
            ["rain fell", "on tarvo", "menu " * 120, "rain fell on tarvo", "home " * 120, ROADS],
            f"rain fell on tarvo {ROADS}",
            [0, 0, 0, 1, 0, 1],
        ),
    ],
)
def test_shares_of_words_in_the_gold(lines, gold, expected):
    assert shares(lines, gold) == pytest.approx(expected)


def test_a_block_without_words_is_unknown():
    first, second = shares(["* * *", "Rain"], "* * * Rain")
    assert math.isnan(first)
    assert second == 1


def test_a_page_without_blocks_has_no_shares():
    assert matched_shares(segment_text(""), "Rain").shape == (0,)


def test_the_nearer_of_two_equal_lines_is_matched():
    title = "Heavy rain fell on Tarvo"
    menu = [f"section{number}" for number in range(30)]
    story = "All roads out of the valley were closed by noon."
    values = shares([title, *menu, title, story], f"{title}\n{story}")
    assert values == [0, *[0] * 30, 1, 1]


def test_html_blocks_are_aligned():
    page = segment_html("<ul><li>Home<li>News</ul><p>Rain <b>fell</b><br>on Tarvo.<p>Share")
    assert matched_shares(page, "Rain fell on Tarvo.").tolist() == [0, 0, 1, 0]


@given(LINES)
def test_a_page_that_is_the_gold_matches_wholly(lines):
    gold = "\n".join(lines)
    assert all(share == 1 for share in shares(lines, gold) if not math.isnan(share))


@given(LINES, LINES)
def test_matches_are_a_common_subsequence(lines, gold):
    left, right = tokens("\n".join(lines)), tokens("\n".join(gold))
    assert 0 <= n_matched(lines, "\n".join(gold)) <= lcs_length(left, right)


@given(LINES, LINES)
def test_short_lines_are_matched_by_the_longest_common_subsequence(lines, gold):
    lines = [" ".join(line.split()[:3]) for line in lines]  # too short to be pinned
    left, right = tokens("\n".join(lines)), tokens("\n".join(gold))
    assert n_matched(lines, "\n".join(gold)) == lcs_length(left, right)


@given(LINES, LINES)
def test_gaps_above_the_cap_still_give_a_common_subsequence(lines, gold):
    left, right = tokens("\n".join(lines)), tokens("\n".join(gold))
    for name, cap in (("MAX_CELLS", 12), ("MAX_SEARCHED_CELLS", 30)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(alignment, "MAX_CELLS", 12)
            patch.setattr(alignment, name, cap)
            assert 0 <= n_matched(lines, "\n".join(gold)) <= lcs_length(left, right)


def test_halving_a_gap_loses_little(monkeypatch):
    rng = np.random.default_rng(0)
    words = [f"w{number}" for number in rng.integers(300, size=2000)]
    lines = [" ".join(words[start : start + 3]) for start in range(0, 2000, 3)]
    gold = " ".join(word for word in words if rng.random() > 0.2)
    whole = n_matched(lines, gold)
    monkeypatch.setattr(alignment, "MAX_CELLS", 100_000)
    assert whole == len(gold.split())
    assert n_matched(lines, gold) > 0.95 * whole


def test_a_gap_is_halved_where_the_halves_match(monkeypatch):
    monkeypatch.setattr(alignment, "MAX_CELLS", 12_000)
    gold = [f"w{number}" for number in range(80)]
    page = [*gold[::-1] * 3, *gold]  # the gold's words stand together in the last quarter alone
    lines = [" ".join(page[start : start + 2]) for start in range(0, len(page), 2)]
    # Halved in proportion the first half of the gold would find one word in each copy.
    assert n_matched(lines, " ".join(gold)) > 70


@pytest.mark.parametrize(
    ("words", "cut"),
    [("AB------", 1), ("---AB---", 4), ("------AB", 7), ("-------A", 1), ("A------B", 1)],
)
def test_a_gap_is_cut_at_the_best_of_seven_places(words, cut):
    assert alignment._halves(words, "AB") == (cut, 1)


@pytest.mark.parametrize(("most", "cut"), [(15, 4), (16, 1)])
def test_a_gap_that_is_too_large_to_search_is_cut_in_the_middle(monkeypatch, most, cut):
    monkeypatch.setattr(alignment, "MAX_SEARCHED_CELLS", most)
    assert alignment._halves("AB------", "AB") == (cut, 1)


def test_a_huge_page_is_aligned_in_seconds():
    rng = np.random.default_rng(0)
    words = [f"w{number}" for number in rng.integers(5000, size=100_000)]
    lines = [" ".join(words[start : start + 3]) for start in range(0, len(words), 3)]
    gold = " ".join(rng.permutation(words))
    start = time.process_time()
    values = np.array(shares(lines, gold))
    assert time.process_time() - start < 20
    assert 0 < values.mean() < 0.2


@pytest.mark.parametrize("block", ["rain " * 20, "rain fell " * 20])
def test_lines_that_repeat_a_word_cost_little(block):
    lines = [block] * 2000
    start = time.process_time()
    values = shares(lines, "\n".join(lines))
    assert time.process_time() - start < 10
    assert values == [1] * 2000


@pytest.mark.parametrize(
    ("have", "not_have", "expected"),
    [
        ([], [], [-1, -1, -1, -1, -1]),
        (["Rain fell on"], ["About"], [-1, 1, -1, -1, 0]),
        (["rain"], [], [-1, -1, -1, -1, -1]),
        (["Rain  fell\non Tarvo."], [""], [-1, 1, -1, -1, -1]),
        (["It was wet."], [], [-1, -1, 1, 1, -1]),
        (["Tarvo. It was we"], [], [-1, -1, 1, -1, -1]),
        (["e"], ["Home"], [-1, 1, -1, 1, -1]),
        (["Home"], ["Home", "us"], [-1, -1, -1, -1, 0]),
        ([], ["Home Rain fell on Tarvo. It was wet. About us"], [0, 0, 0, 0, 0]),
    ],
)
def test_blocks_that_hold_snippets(have, not_have, expected):
    page = segment_text("Home\nRain fell  on Tarvo.\nIt was\nwet.\nAbout us")
    assert snippet_labels(page, have, not_have).tolist() == expected


def test_every_place_of_a_snippet_is_labelled():
    page = segment_text("Share\nRain\nShare this, Share that")
    assert snippet_labels(page, [], ["Share"]).tolist() == [0, -1, 0]


def test_a_page_without_blocks_has_no_snippet():
    empty = np.zeros(0, np.int64)
    page = Page(kind="text", text="", starts=empty, ends=empty, lines=empty)
    assert snippet_labels(page, ["a"], ["b"]).tolist() == []


@given(LINES.filter(bool), st.data())
def test_a_whole_line_is_found(lines, data):
    line = data.draw(st.integers(0, len(lines) - 1))
    page = segment_text("\n".join(lines))
    assert snippet_labels(page, [lines[line]], [])[line] == 1
    assert snippet_labels(page, [], [lines[line]])[line] == 0


def test_a_line_that_stands_twice_is_matched_where_it_stands_first():
    line = "the roads were wet for days"
    assert shares([line, "menu " * 30, line], line) == [1, 0, 0]
    assert shares([line, "menu", "rain fell on tarvo", line], f"{line} {line}") == [1, 0, 0, 1]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(0, 9)), max_size=12))
def test_the_front_knows_the_best_chain_that_ends_before_each_place(pins):
    front, links = alignment._Front(), []
    for word, (place, length, score) in enumerate(pins):
        link = alignment._Link(alignment._Pin(word, place, length), float(score), None)
        front.add(link)
        links.append(link)
        for until in range(15):
            before = [its.score for its in links if its.pin.place + its.pin.length <= until]
            best = front.best_until(until)
            assert (None if best is None else best.score) == max(before, default=None)


def test_snippets_that_no_block_holds_are_found_wherever_they_stand():
    page = segment_text("It was\nwet.\nHome\nIt was\nwet.\nHome\nIt was\nwet.")
    assert snippet_labels(page, ["It was wet."], []).tolist() == [1, 1, -1, 1, 1, -1, 1, 1]
    held = segment_text("Home\nIt was wet.\nHome\nIt was\nwet.")
    assert snippet_labels(held, ["It was wet."], []).tolist() == [-1, 1, -1, -1, -1]


def test_lines_in_doubt_are_told_by_their_words():
    page = segment_text("* * *\nrain fell all\nrain fell all night\nrain fell all night long\nHome")
    assert in_doubt(page, ["", "* * *"]).tolist() == [False] * 5
    longer = in_doubt(page, ["the rain fell all night, they said"])
    assert longer.tolist() == [False, False, True, False, False]
    assert in_doubt(page, ["Rain fell all!", "HOME"]).tolist() == [False, True, False, False, True]


@pytest.mark.parametrize(
    ("blocks", "gold", "expected"),
    [
        (["abcd", "efgh", "ijkl", "mnop"], "abcdefghijklmnop", [(0, 0), (4, 4), (8, 8), (12, 12)]),
        (["abcd", "\0" * 900, "efgh"], "abcd-efgh", [(0, 0), (904, 5)]),
        (["abcdx", "\0" * 9000, "efgh"], "abcdx-efgh", [(0, 0)]),  # too far away
        (["abcde", "fghi"], "fghi-abcde", [(0, 5)]),  # of two that cross the longer
        (["abc", "defg"], "abcdefg", [(3, 3)]),  # three words are too few
    ],
)
def test_pins_are_the_heaviest_chain_in_both_orders(blocks, gold, expected):
    assert [(pin.word, pin.place) for pin in alignment._pins(blocks, gold)] == expected


@pytest.mark.parametrize(("n_places", "n_pins"), [(2, 1), (16, 1), (17, 0)])
def test_a_block_is_pinned_unless_its_rarest_word_stands_in_many_places(n_places, n_pins):
    codes = alignment._Codes(tokens(f"{ROADS}. " * n_places))
    assert len(alignment._pins([codes.encode(tokens(ROADS))], codes.gold)) == n_pins
