"""What holds for all columns of an HTML page, and what hostile text does to them."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.features.both import keywords, length, punctuation
from boilerclf.features.columns import N_KNOTS, columns_of
from boilerclf.features.featurizer import Featurizer
from boilerclf.features.html import names
from boilerclf.features.html.view import HtmlView
from boilerclf.page import Page
from boilerclf.segment.html import segment_html

TOP = N_KNOTS - 1
HTML = Featurizer("html")
NAMES = [column.name for column in HTML.columns]
TEXT_COLUMNS = len(columns_of((length.FAMILY, punctuation.FAMILY, keywords.FAMILY)))

TEXT = st.text(
    "aBcÄжЖ中文あกាع한ि\u0301 \t\u00a0\u00ad\u200b\u200f\ufeff\ufffd\ud800.,!?:;()«»-|•€@/🙂07",
    max_size=30,
)
MARKUP = st.recursive(
    TEXT,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        st.sampled_from(
            ["p", "div", "a", "b", "h1", "ul", "li", "nav", "article", "table", "button", "pre"]
        ),
        st.sampled_from(["", "post", "navBar item-2", "Ж中"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)
PAGES = st.builds(lambda title, body: f"<title>{title}</title><body>{body}", TEXT, MARKUP)


@settings(deadline=None)
@given(PAGES, st.integers(0, 99))
def test_columns_are_finite_in_range_and_the_same_again(html, seed):
    page = segment_html(html)
    features = HTML.first(page)
    assert features.knots.shape == (page.n_blocks, len(HTML.columns))
    assert features.n_words.shape == (page.n_blocks,)
    # An extreme probability is as good as any.
    probability = np.random.default_rng(seed).choice([0, 1e-300, 0.3, 1], page.n_blocks)
    second = HTML.second(features, probability)
    assert second.shape == (page.n_blocks, len(HTML.second_columns))
    for knots in (features.knots, second):
        assert knots.dtype == np.float32
        assert ((knots >= 0) & (knots <= TOP)).all()
    again = HTML.first(segment_html(html))
    assert again.knots.tobytes() == features.knots.tobytes()
    assert HTML.second(again, probability).tobytes() == second.tobytes()


@settings(deadline=None)
@given(PAGES, st.integers(0, 99), st.integers(1, 16))
def test_scores_are_the_sums_of_the_weights_of_the_entries(html, seed, n_bits):
    features = HTML.first(segment_html(html))
    weights = np.random.default_rng(seed).normal(size=2**n_bits).astype(np.float32)
    scores = HTML.scorer(weights).block_scores(features.view)
    blocks, columns, values = HTML.block_entries(features, n_bits)
    assert blocks.shape == columns.shape == values.shape
    assert ((columns >= 0) & (columns < 2**n_bits)).all()
    for block, score in enumerate(scores):
        mine = blocks == block
        exact = math.fsum((weights[columns[mine]].astype(np.float64) * values[mine]).tolist())
        assert score == pytest.approx(exact, abs=1e-9)


@settings(deadline=None)
@given(TEXT, st.sampled_from(["nav", "x y", "comments"]))
def test_columns_of_the_text_do_not_see_markup(text, name):
    plain = HTML.first(segment_html(f"<body><p>{text}</p><p>end"))
    marked = HTML.first(
        segment_html(
            f'<body><div id={name[0]}><p class="{name}"><a href=x>{text}</a></p></div><p>end'
        )
    )
    np.testing.assert_array_equal(plain.knots[:, :TEXT_COLUMNS], marked.knots[:, :TEXT_COLUMNS])
    assert plain.n_words.tolist() == marked.n_words.tolist()


def test_dense_columns_see_no_names_but_shapes_and_groups():
    html = "<nav class={0}><a href=x>Home</a></nav><article id={0}><p role={0}>A story.</article>"
    one, other = (HTML.first(segment_html(html.format(name))) for name in ("menu", "qqq"))
    of_names = np.array([column in names.FAMILY.columns for column in HTML.columns])
    np.testing.assert_array_equal(one.knots[:, ~of_names], other.knots[:, ~of_names])
    assert one.knots[:, of_names].any()
    assert not other.knots[:, of_names].any()
    assert HTML.block_entries(one, 18)[1].tolist() != HTML.block_entries(other, 18)[1].tolist()
    for mine, its in zip(
        HTML.block_entries(one, 18, masked=True),
        HTML.block_entries(other, 18, masked=True),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, its)


def test_names_of_columns_are_unique():
    names = [column.name for column in (*HTML.columns, *HTML.second_columns)]
    assert len(set(names)) == len(names)


LOGO = "<title>Gazette Herald</title><a href={}>Gazette Herald</a>"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        " / ",
        "https://news.example/#top",
        "/index.php",
        "/en/",
        "./",
        "/?utm_source=a&utm_id=b",
        f"/?lang={'e' * 293}",
    ],
)
def test_a_link_to_the_first_page_is_no_headline(address):
    view = HtmlView([segment_html(f"{LOGO.format(address)}<h1>Storm over town</h1><p>Rain.")])
    assert view.headline.tolist() == [1]


@pytest.mark.parametrize(
    "address",
    [
        *("/news/1", "#", "", "?p=3", "/?p=3", "/index.php?title=Rain", "/entry/"),
        f"'{' ' * 50_000}x'",
        f"/?lang={'e' * 294}",
    ],
)
def test_a_link_to_another_page_may_be_one(address):
    view = HtmlView([segment_html(f"{LOGO.format(address)}<h1>Storm over town</h1><p>Rain.")])
    assert view.headline.tolist() == [0]


def test_what_nobody_sees_is_no_headline():
    html = "<title>Storm over town</title><h1 hidden>Storm over town</h1><h2>Storm in town</h2><p>x"
    assert HtmlView([segment_html(html)]).headline.tolist() == [1]


def test_where_all_is_logos_nothing_is_a_headline():
    logos = "<a href=/>Gazette Herald</a><p>" * 2_000
    view = HtmlView([segment_html(f"<title>Gazette Herald</title>{logos}")])
    assert view.headline.tolist() == [-1]


def test_a_heading_with_more_than_a_link_to_the_first_page_is_one():
    html = "<title>Storm over town</title><h1><a href=/>Gazette</a>: Storm over town</h1><p>Rain"
    assert HtmlView([segment_html(html)]).headline.tolist() == [0]


BOARD = "<title>Stove smokes - Tarvo Forum</title><h1>Tarvo Forum</h1>"


@pytest.mark.parametrize(
    ("html", "block"),
    [
        (f"{BOARD}<p>x<h2><a href=t>Stove smokes</a></h2><p>y", 2),
        (f"{BOARD}<p>Stove  SMOKES (stoves)<p>y", 1),
        (f"{BOARD}<p>Stove smokes<h3><a href=t>Stove smokes</a></h3><h2>Stove smokes</h2>", 3),
        ("<title>stove:light [Tarvo Hut]</title><h1>Tarvo Hut</h1><div>stove:light</div>", 1),
        ("<title>Stove - Tarvo Forum</title><h1>Tarvo Forum</h1><h2>Stove</h2>", 1),
        # No heading with less of the title, a link, a sentence, unseen, above it, another name.
        ("<title>Stove - Tarvo Forum</title><h1>Tarvo Forum</h1><p>Stove", 0),
        (f"{BOARD}<p><a href=t>Stove smokes</a>", 0),
        (f"{BOARD}<h2>Stove smokes, says a Tarvo man of the Forum</h2>", 0),
        (f"{BOARD}<h2 hidden>Stove smokes</h2>", 0),
        (f"<p>Stove smokes</p>{BOARD}", 1),
        (f"<h2>Stove smokes</h2>{BOARD}", 0),
        (f"{BOARD}<h2>A stove smokes</h2>", 0),
        # A text that begins with the page's name is at most twice as long.
        ("<title>Tides - Kell Post</title><h1>Kell Post</h1><h2>Tides 2021</h2>", 1),
        ("<title>Tides - Kell Post</title><h1>Kell Post</h1><h2>Tides of 2021</h2>", 0),
        # No site's name: one part, or the name of the page comes last.
        ("<title>Stove smokes</title><h1>Stove smokes</h1><h2>Stove smokes</h2>", 0),
        ("<title>Tarvo Forum » Stove smokes</title><h1>Stove smokes</h1><p>Tarvo Forum", 0),
        ("<title>Tarvo - Tarvo</title><h1>Tarvo</h1><p>Tarvo 2021", 0),
        # Below the text: the title has the site's name first.
        (f"<title>Tarvo | Hours</title><h1>Hours</h1><p>{'word ' * 15}<footer><p>Tarvo", 0),
        (f"{BOARD}<p hidden>{'word ' * 15}<p>{'word ' * 14}<h2>Stove smokes</h2>", 3),
    ],
)
def test_the_name_of_a_site_is_no_headline_above_that_of_the_page(html, block):
    page = segment_html(html)
    assert HtmlView([page]).headline.tolist() == [block]
    other = segment_html("<title>Rain - Tarvo</title><h1>Rain</h1>")
    assert HtmlView([other, page, other]).headlines == [0, block, 0]


WORDS = "word " * 15
LONG = "<title>Smoke - Tarvo Friends Forest Huts</title>"
TODAY = "<title>Stove smokes today</title>"
POST = f"<p>x<h3><a href=p>Stove smokes</a></h3><p>{WORDS}"


@pytest.mark.parametrize(
    ("html", "block", "is_sure"),
    [
        # The name of a blog comes first: it is a link, or a sign says so.
        (f"<title>Tarvo Hut: Stove smokes</title><h1><a href=/b/>Tarvo Hut</a></h1>{POST}", 2, 1),
        (f"<title>Tarvo Hut » Stove smokes</title><h1>Tarvo Hut</h1>{POST}", 2, 1),
        (f"<title>Tarvo Hut - Stove smokes</title><h1><a href=/b/>Tarvo Hut</a></h1>{POST}", 2, 1),
        (f"<title>Hut » Archive » Stove smokes</title><h1>Hut</h1>{POST}", 2, 1),
        (f"<title>Stove smokes - Hut</title><h1><a href=p>Stove smokes</a></h1><p>{WORDS}", 0, 1),
        (f"<title>Tarvo Hut: Smoke</title><h1><a href=/b/>Tarvo Hut</a></h1><p>{WORDS}", 0, 0),
        (f"<title>Smoke :: Tarvo Hut</title><h1>Tarvo Hut</h1><h2>Smoke</h2><p>{WORDS}", 1, 1),
        # A heading that is called as the page, above the story.
        (f"<title>Stove smokes | Tarvo Hut</title><h2>Search Tarvo Hut</h2>{POST}", 2, 1),
        (f"<title>Tarvo Hut</title><h1>All about Tarvo Hut</h1><h2>Tarvo Hut</h2><p>{WORDS}", 0, 1),
        (f"<title>Smoke - Hut</title><h1>Smoke, or not</h1><p>{WORDS}<h2>Smoke</h2>", 0, 1),
        (f"<title>Stove-pipes</title><h1>Pipes</h1><h3>Stove</h3><p>{WORDS}", 0, 1),
        ("<title>多数人有名无实--雅虎</title><h3>雅虎</h3><h3>多数人有名无实</h3>", 1, 1),
        # Not one that says less than half of what another line says of the title.
        (f"{LONG}<p>Smoke - Tarvo Friends Forest Huts<h2>Smoke</h2><p>{WORDS}", 0, 0),
        # Below the story only a high heading is one for sure.
        (f"<title>Stove smokes</title><p>{WORDS}<h2>Stove smokes</h2>", 1, 1),
        (f"<title>Stove smokes</title><p>{WORDS}<h3>Stove smokes</h3>", 1, 0),
        # The same words again: outside of paths of links, in a heading, above the story.
        (f"<title>Smoke</title><nav><h1>Smoke</h1></nav><h2>Smoke</h2><p>{WORDS}", 1, 1),
        (f"<title>Smoke</title><p>Home<p>Smoke<h4>Smoke</h4><p>{WORDS}", 2, 1),
        (f"<title>Smoke</title><p>Smoke<div>Smoke</div><p>{WORDS}<h2>Smoke</h2>", 1, 1),
        (f"<title>Smoke</title><h4>Smoke</h4><h3>Smoke</h3><p>{WORDS}", 0, 1),
        (f"<title>Smoke</title><p><a href=x>Smoke</a><p>{WORDS}<h1>Smoke</h1>", 2, 1),
        # Neither one that nobody sees nor a link to the site's first page is a better copy.
        (f"<title>Stove smokes</title><h4 hidden>Stove smokes</h4><p>Stove smokes<p>{WORDS}", 1, 1),
        (f"<title>Smoke</title><h4><a href=/>Smoke</a></h4><p>Smoke<p>{WORDS}", 1, 1),
        # Parts of a heading, but not of one that holds the page.
        (f"<title>Smoke</title><h1><p>Smoke<div>by Ann</div></h1><p>{WORDS}", 0, 1),
        (f"<title>Smoke</title><p>Smoke<p>{WORDS}<h1><p>a<p>b<p>c<p>Smoke</h1>", 0, 1),
        (f"{TODAY}<p>Stove smokes today<h1><p>Stove smokes<p>by Ann<p>9 May</h1>", 1, 1),
        (f"{TODAY}<p>Stove smokes today<h1><p>Stove smokes<p>by Ann<p>9 May<p>x</h1>", 0, 1),
        # No heading: all of the title, or most of one with the site's name.
        (f"<title>Stove smokes</title><p>Stove smokes<p>{WORDS}", 0, 1),
        (f"<title>Stove smokes - Hut</title><p>Stove smokes<p>{WORDS}", 0, 1),
        (f"<title>Stove smokes - Hut</title><p>Stove smokes - Hut<p>{WORDS}", 0, 0),
        (f"<title>Smoke - Tarvo Hut Friends</title><p>Tarvo Hut Friends<p>{WORDS}", 0, 0),
        (f"<title>Stove smokes</title><p><a href=x>Stove smokes</a><p>{WORDS}", 0, 0),
        (f"<title>Stove smokes</title><p>{WORDS}<p>Stove smokes", 1, 0),
        # What to choose in a form is no story.
        (f"<title>Smoke</title><select><option>{WORDS}</select><h3>Smoke</h3><p>x", 1, 1),
    ],
)  # fmt: skip
def test_the_headline_is_called_as_the_page_and_stands_above_the_story(html, block, is_sure):
    view = HtmlView([segment_html(html)])
    assert view.headline.tolist() == [block]
    assert view.sure_headline.tolist() == [block if is_sure else -1]


def test_signs_in_a_title_take_no_time():
    name = "Stove smokes " + "!" * 60_000 + "here"
    page = segment_html(f"<title>{name} | Tarvo Hut</title><h1>Tarvo Hut</h1><p>{name}")
    start = time.process_time()
    assert HtmlView([page]).headline.tolist() == [1]
    assert time.process_time() - start < 2


def test_the_name_of_a_site_is_no_sure_headline_and_that_of_the_page_is_one():
    named = HtmlView([segment_html(f"{BOARD}<h2>Stove smokes</h2><p>x")])
    assert named.sure_headline.tolist() == [1]
    below = HtmlView([segment_html(f"{BOARD}<p>Stove smokes<p>x")])
    assert (below.headline.tolist(), below.sure_headline.tolist()) == ([1], [-1])


def test_words_of_two_syllables_of_hangul_count_as_rarer_ones():
    page = segment_html("<title>접이식 캠핑 의자</title><p>캠핑 의자<p>접이식 텐트<p>캠")
    overlap, covered = HtmlView([page]).title_overlap.round(3).tolist()
    assert overlap == [1, 0.5, 0]
    assert covered == pytest.approx([0.667, 0.333, 0])


def test_the_headline_is_the_heading_with_the_words_of_the_title():
    features = HTML.first(
        segment_html(
            "<title>Herons return north</title><h1>Gazette</h1><h2>News</h2>"
            "<h2>Herons return</h2><p>Herons return to the river every year."
        )
    )
    assert features.view.headline.tolist() == [2]


def test_plain_text_is_refused():
    none = np.zeros(0, np.int64)
    with pytest.raises(ValueError, match="markup is wanted"):
        HTML.first(Page("text", "", none, none))


NO_BLOCKS = ["", " \n\t", "<p>", "<p>\u200b\u00ad", "<div>&nbsp;</div>", "\ufeff", "<br><br>"]


@pytest.mark.parametrize("html", NO_BLOCKS)
def test_a_page_without_blocks(html):
    page = segment_html(html)
    assert page.n_blocks == 0
    features = HTML.first(page)
    assert features.knots.shape == (0, len(HTML.columns))
    assert features.view.headline.shape == (0,)
    assert HTML.second(features, np.zeros(0)).shape == (0, len(HTML.second_columns))
    assert HTML.scorer(np.ones(16, np.float32)).block_scores(features.view).shape == (0,)
    assert [len(entries) for entries in HTML.block_entries(features, 4)] == [0, 0, 0]


@pytest.mark.parametrize("text", ["\ufffd", "\udfff\ud800", "\ufffe", "\ufffd \u200b"])
def test_a_block_without_anything_visible_counts_nothing(text):
    page = segment_html(f"<p>{text}")
    assert page.n_blocks == 1
    features = HTML.first(page)
    counted = [
        NAMES.index(name)
        for name in ("n_words", "n_characters", "word_length", "link_density", "upper_share",
                     "digit_density", "recurring_share")
    ]  # fmt: skip
    assert features.n_words.tolist() == [0]
    assert features.knots[0, counted].tolist() == [0] * len(counted)


# What looks odd, and the words that it has.
ODD = {
    "no-break spaces": ("one\u00a0two\u00a0three", 3),
    "zero width": ("one\u200btwo\u200b\u200b", 2),
    "marks of direction": ("\u202eone\u202c \u200ftwo\u200e", 2),
    "a stack of accents": ("e" + "\u0301" * 1000 + " two", 2),
    "a grapheme of a megabyte": ("e" + "\u0301" * 500_000, 1),
    "emoji joined": ("👩\u200d👩\u200d👧 two", 1),
    "beyond the first plane": ("𝒳 𠀀𠀀", 2),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_text_is_counted_and_left_as_it_is(case):
    text, n_words = ODD[case]
    page = segment_html(f"<p>{text}</p>")
    features = HTML.first(page)
    shown = text.replace("\u00ad", "")  # a place to break a word at
    assert page.block_text(0) == " ".join(shown.split())
    assert features.n_words.tolist() == [n_words]
    assert ((features.knots >= 0) & (features.knots <= TOP)).all()


# A story line, a menu line, and the words of the former.
SCRIPTS = {
    "Chinese": ("渡船每天早上九点从旧码头出发，前往对岸的小村庄。", "首页", 22 / 2),
    "Japanese": ("フェリーは毎朝九時に古い港を出て、対岸の村へ向かいます。", "検索", 26 / 2),
    "Thai": ("เรือออกจากท่าเก่าทุกเช้าแล้วข้ามไปยังหมู่บ้านอีกฝั่ง", "ค้นหา", 52 / 5),
    "Khmer": ("សាឡាងចេញពីកំពង់ផែចាស់រៀងរាល់ព្រឹក។", "ស្វែងរក", 33 / 5),
    "Arabic": ("تغادر العبارة الميناء القديم كل صباح إلى القرية المقابلة؟", "بحث", 9),
    "Hindi": ("नाव हर सुबह पुराने घाट से गाँव की ओर निकलती है।", "खोज", 11),
    "mixed": ("The 渡船 ferry leaves في الصباح every morning.", "首页 Home", 8),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_needs_spaces(script):
    story, menu, n_words = SCRIPTS[script]
    features = HTML.first(segment_html(f"<a href=x>{menu}</a><p>{story}</p><p>{story}</p>"))
    assert features.n_words[1] == pytest.approx(n_words)
    assert features.n_words[0] < 3
    own = dict(zip(NAMES, features.knots.T.tolist(), strict=True))
    assert own["recurring_share"] == [0, TOP, TOP]
    assert own["n_same_text"][1:] == pytest.approx([1.5, 1.5])
    assert own["link_density"] == [TOP, 0, 0]
    if script != "Thai":  # written without a full stop
        assert own["last_terminal"] == [0, TOP, TOP]
        assert own["n_sentences"][1] == pytest.approx(TOP / 5)


def test_sums_do_not_depend_on_what_comes_after():
    html = "<nav><a href=x>Home</a></nav>" + "<p>A story about the river, told.</p>" * 50
    short, long_ = (HTML.first(segment_html(text)) for text in (html, html + "<p>More." * 200))
    np.testing.assert_array_equal(short.knots[:, :TEXT_COLUMNS], long_.knots[:51, :TEXT_COLUMNS])
    weights = np.random.default_rng(0).normal(size=2**12).astype(np.float32)
    np.testing.assert_array_equal(
        HTML.scorer(weights).block_scores(short.view),
        HTML.scorer(weights).block_scores(long_.view)[:51],
    )
