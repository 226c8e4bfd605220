"""The report of an evaluation, in a browser and without."""

import base64
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record, label_records, read_records
from boilerclf.evaluation import LearningPoint, Score, compare, judge
from boilerclf.evaluation.thresholds import block_words
from boilerclf.model import Decision, shipped_model

DATA = Path(__file__).parents[2] / "data"
POINTS = (
    LearningPoint(3, 4, Score(0.7, 0.6, 0.8), Score(0.6)),
    LearningPoint(9, 12, Score(0.8, 0.7, 0.9), Score(0.7, 0.6, 0.8)),
)


def report_page(*arguments, **options):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    from boilerclf.web.report import report_page

    return report_page(*arguments, **options)


@pytest.fixture(scope="module")
def judgement():
    pages = label_records(read_records([str(DATA / "html")]))
    return judge(shipped_model("html"), pages, corpora={"labels": "ab" * 32}, weighed=True)


@pytest.fixture(scope="module")
def html(judgement):
    rival = judge(shipped_model("html"), judgement.pages, Decision("threshold", 0.1))
    return report_page(judgement, learning=POINTS, comparison=compare(judgement, rival))


@pytest.fixture(scope="module")
def report(html, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html, "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(hostile_lines, hostile_text, tmp_path_factory):
    lines = hostile_text.split("\n")
    pages = [
        label_record(
            Record(
                text,
                "corpus",
                text,
                0,
                lines=tuple(lines),
                labels=tuple(number % 2 for number in range(len(lines))),
                type=text,
                lang=text,
                extractor=text,
            )
        )
        for text in hostile_lines
    ]
    judged = judge(shipped_model("text"), pages, corpora={hostile_lines[0]: "0"}, weighed=True)
    said = replace(judged.evaluation, model=hostile_lines[1], decision=hostile_lines[2])
    judged = replace(judged, evaluation=said)
    comparison = replace(compare(judged, judged), other=hostile_lines[3])
    path = tmp_path_factory.mktemp("report") / "hostile.html"
    page = report_page(judged, comparison=comparison)
    path.write_text(page, "utf-8", errors="strict")
    return path


def pictures(html):
    addresses = re.findall(r'<img src="data:image/svg\+xml;base64,(.*?)" alt="(.+?)">', html)
    return [(base64.b64decode(data).decode(), alt) for data, alt in addresses]


def test_all_that_is_asked_for_is_in_the_report(html, judgement):
    for title in (
        "Scores",
        "Beside",
        "Curves",
        "Learning curve",
        "Worst pages",
        "Heaviest columns",
    ):
        assert f">{title}" in html
    for field in ("type", "lang", "script", "size"):
        assert f"<caption>By {field}</caption>" in html
    value = judgement.evaluation.scores["page_f1"]
    row = f"<td>{value.value:.3f}</td><td>{value.low:.3f} to {value.high:.3f}</td>"
    assert f'<tr><th scope="row">page F1</th>{row}</tr>' in html
    told = re.findall(r"Threshold 0\.\d\d keeps (\d+\.\d) %", html)
    kept = [float(share) for share in told]
    assert [share >= least for share, least in zip(kept, (99, 95, 90), strict=True)] == [True] * 3
    assert kept[0] > kept[1] > kept[2] > 90
    assert judgement.columns[0].name in html
    assert len(pictures(html)) == 4 + 4 + 1 + 1


def test_worst_pages_come_first_with_their_wrong_blocks(html, judgement):
    found = re.findall(r"<summary><bdi>(.*?)</bdi> .*?: (\d\.\d+), (\d+) of (\d+) blocks", html)
    scores = [float(score) for _, score, _, _ in found]
    assert scores == sorted(scores)
    of_id = {page.id: number for number, page in enumerate(judgement.pages)}
    for name, _, n_wrong, n_blocks in found:
        page, kept = judgement.pages[of_id[name]], judgement.kept[of_id[name]]
        wrong = (page.labels >= 0) & ((page.labels == 1) != kept)
        assert (int(n_wrong), int(n_blocks)) == (int(wrong.sum()), len(kept))
    assert "should be content" in html


@pytest.mark.parametrize(
    ("wrong", "n_lines", "shown"),
    [(0, 3, [0, 1, 2]), (0, 4, [0, 1, 2]), (3, 4, [1, 2, 3]), (3, 9, [1, 2, 3, 4, 5]), (0, 1, [0])],
)
def test_blocks_beside_a_wrong_one_are_shown_on_pages_of_any_length(wrong, n_lines, shown):
    pytest.importorskip("matplotlib")
    from boilerclf.web.report import _worst_page

    lines = tuple(f"The ferry of {number} o'clock was full." for number in range(n_lines))
    page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(1,) * n_lines))
    judged = replace(judge(shipped_model("text"), [page]), kept=(np.arange(n_lines) != wrong,))
    assert [its.number for its in _worst_page(judged, 0, 0.5).blocks] == shown


def test_a_learning_curve_that_falls_is_not_said_to_rise():
    pytest.importorskip("matplotlib")
    from boilerclf.web.plots import learning

    assert learning(POINTS[::-1]).said == (
        "From 9 to 3 sites learnt from: page f1 from 0.800 to 0.700 and macro f1 from 0.700 to "
        "0.600."
    )


def test_pictures_are_part_of_the_page_and_say_what_they_show(html):
    for svg, alt in pictures(html):
        assert svg.startswith("<?xml")
        assert "<script" not in svg
        assert "dc:date" not in svg
        assert len(alt) > 20


def test_the_same_judgement_gives_the_same_bytes(html, judgement):
    rival = judge(shipped_model("html"), judgement.pages, Decision("threshold", 0.1))
    assert report_page(judgement, learning=POINTS, comparison=compare(judgement, rival)) == html


def test_what_cannot_be_drawn_is_left_out():
    nothing = report_page(judge(shipped_model("text"), []))
    assert "Evaluation of text@" in nothing
    assert "Worst pages" not in nothing
    record = Record("a", "mine", "a", 0, lines=("Rain fell.",), labels=(1,))
    judged = judge(shipped_model("text"), [label_record(record)], weighed=True)
    assert "1 pages of 1 sites" in report_page(judged)


def test_hostile_texts_are_shown_as_they_are(window, hostile):
    window.open(hostile)
    assert window.run("return window.broken") is None
    window.run("document.querySelectorAll('details').forEach((its) => { its.open = true })")
    assert not window.find("main script, main iframe, main a, main link, main base")
    sources = window.run("return Array.from(document.images, (its) => its.src)")
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert all(window.run("return Array.from(document.images, (its) => its.naturalWidth > 0)"))
    assert window.requests() == [hostile.as_uri()]
    assert window.complaints() == []
    for width in (500, 1200):
        window.open(hostile, width=width)
        assert window.run("return document.documentElement.scrollWidth <= window.innerWidth")


def test_reasons_of_the_worst_pages_open_by_keyboard(window, report):
    from selenium.webdriver.common.keys import Keys

    window.open(report)
    mark = window.shown(".mark")[0]
    mark.send_keys(Keys.ENTER)
    assert mark.get_attribute("aria-expanded") == "true"
    assert "first pass" in window.shown(".why")[0].text
    assert window.requests() == [report.as_uri()]
    assert window.complaints() == []


@pytest.mark.parametrize("width", [500, 1200])
def test_axe_finds_nothing_serious(window, report, hostile, width):
    for path in (report, hostile):
        window.open(path, width=width)
        assert window.faults() == []


def test_a_report_of_many_pages_is_small(judgement):
    n = 1500
    repeated = [
        replace(page, site=f"{page.site}{i}") for i in range(n // 25) for page in judgement.pages
    ]
    assert len(repeated) == n
    times = len(repeated) // len(judgement.pages)
    many = replace(
        judgement,
        pages=repeated,
        probabilities=[*judgement.probabilities] * times,
        kept=[*judgement.kept] * times,
        classifiers=[*judgement.classifiers] * times,
    )
    assert len(report_page(many).encode()) < 5_000_000


def test_pages_without_gold_text_are_ranked_by_the_words_with_the_right_label():
    from boilerclf.web.report import _worst_pages

    html = "<p>Rain fell on the whole valley all night long.<p>Share this<p>Weather"
    known = {"must_have": ("Rain fell",), "must_not_have": ("Share this",)}
    records = [
        Record("half", "mine", "half", 0, html=html, **known),
        Record("right", "mine", "right", 0, html=html, must_have=("Rain fell",)),
        Record("nothing", "mine", "nothing", 0, html=html),
    ]
    judged = judge(shipped_model("html"), label_records(records), Decision("threshold", 0.0))
    (worst,) = _worst_pages(judged, block_words(judged.pages))
    assert (worst.id, worst.n_wrong, worst.n_blocks) == ("half", 1, 3)
    assert worst.score == pytest.approx(9 / 11)  # of the words whose label is known


def test_the_twelve_worst_pages_are_shown_the_worst_first():
    pytest.importorskip("jinja2")
    from boilerclf.web.report import _worst_pages

    # Page n has n lines of noise below the same content, and all of it is kept.
    lines = [("Rain fell.",) * 15 + ("Menu",) * number for number in range(15)]
    pages = [
        label_record(
            Record(f"{number}", "a", f"{number}", 0, lines=texts, labels=(1,) * 15 + (0,) * number)
        )
        for number, texts in enumerate(lines)
    ]
    judged = judge(shipped_model("text"), pages, Decision("threshold", 0.0))
    worst = list(_worst_pages(judged, block_words(judged.pages)))
    assert [page.id for page in worst] == [f"{number}" for number in range(14, 2, -1)]
    assert [page.n_wrong for page in worst] == [*range(14, 2, -1)]
