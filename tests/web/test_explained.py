"""The page that shows reasons, in a browser and without."""

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import boilerclf
from boilerclf.web.explained import explanation_page, shown_blocks
from boilerclf.web.rendering import MOST_SHOWN, shown

FERRY = Path(__file__).parents[2] / "data" / "html" / "article-harbour-ferry.html"


@pytest.fixture(scope="module")
def page():
    pytest.importorskip("jinja2")
    return boilerclf.classify(FERRY.read_bytes())


@pytest.fixture(scope="module")
def ferry(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("explained") / "ferry.html"
    path.write_text(explanation_page(page.explain(), "ferry.html"), "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(hostile_text, hostile_lines, tmp_path_factory):
    pytest.importorskip("jinja2")
    page = boilerclf.classify(hostile_text, kind="text", threshold=0.4)
    page = replace(page, model="<script>window.broken = 8</script>")
    path = tmp_path_factory.mktemp("explained") / "hostile.html"
    path.write_text(explanation_page(page.explain(), hostile_lines[1]), "utf-8")
    return path


def marks(window):
    return window.shown_values(".mark .label", "innerText")


def test_every_block_is_there_with_its_label_and_reasons(page):
    html = explanation_page(page.explain())
    assert html.startswith("<!doctype html>")
    labels = re.findall(r'<span class="label">(\w+)</span>', html)
    assert labels == ["kept" if kept else "dropped" for kept in page.kept.tolist()]
    texts = re.findall(r'<div class="text" dir="auto">(.*?)</div>', html, re.DOTALL)
    assert [unescape(text) for text in texts] == list(page.texts)
    words = re.findall(r'<p class="words">(.*?)</p>', html)
    assert [unescape(text).split("; ") for text in words] == [
        list(block.words) for block in page.explain().blocks
    ]


def test_the_policy_allows_this_script_and_this_style_alone(page):
    html = explanation_page(page.explain())
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', html)
    rules = dict(rule.split(" ", 1) for rule in unescape(policy).split("; "))
    assert rules["default-src"] == "'none'"
    for element in ("script", "style"):
        (text,) = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[f"{element}-src"] == f"'sha256-{digest}'"
    assert "style=" not in html
    assert not re.search(r"<(?:link|iframe|object|embed|base|img)\b|\bon\w+=|https?:", html)


def test_the_same_page_gives_the_same_bytes(page):
    again = boilerclf.classify(FERRY.read_bytes())
    assert explanation_page(page.explain()) == explanation_page(again.explain())


def test_a_page_without_blocks_says_so():
    pytest.importorskip("jinja2")
    assert "This page has no blocks." in explanation_page(boilerclf.classify("").explain())


def test_very_long_texts_are_cut_and_said_to_be():
    assert shown("x" * MOST_SHOWN) == "x" * MOST_SHOWN
    assert shown("x" * (MOST_SHOWN + 1500)).endswith("x… (1,500 more characters)")


def test_hostile_text_is_shown_as_it_is(window, hostile, hostile_lines):
    window.open(hostile)
    assert window.run("return window.broken") is None
    shown_texts = [element.get_property("textContent") for element in window.find(".text")]
    for text in hostile_lines:
        assert shown(text) in shown_texts
    assert len(window.find("main")) == 1
    assert window.find_one("h1").get_property("textContent") == hostile_lines[1]
    assert not window.find("main h1, main script, main img, main iframe, main a, main link")
    assert window.requests() == [hostile.as_uri()]
    assert window.complaints() == []


@pytest.mark.parametrize("width", [500, 1200])
def test_hostile_text_does_not_break_the_layout(window, hostile, width):
    window.open(hostile, width=width)
    assert window.run("return document.documentElement.scrollWidth <= window.innerWidth")
    bottoms = window.run(
        "return Array.from(document.querySelectorAll('.block'),"
        " (block) => [block.getBoundingClientRect().top, block.getBoundingClientRect().bottom])"
    )
    for (_, bottom), (top, _) in pairwise(bottoms):
        assert top >= bottom
    # A text is laid out left to right again behind one that turns the direction around.
    assert window.run(
        "return getComputedStyle(document.querySelector('.block:last-child .text')).direction"
    ) == ("ltr")


def test_the_slider_shows_what_another_threshold_would_keep(window, ferry, page):
    from selenium.webdriver.common.keys import Keys

    window.open(ferry)
    decided = ["kept" if kept else "dropped" for kept in page.kept.tolist()]
    assert marks(window) == decided
    summary = window.find_one("#summary")
    assert summary.text.startswith(f"Keeps {int(page.kept.sum())} of {len(page.kept)} blocks")
    slider = window.find_one("#threshold")
    slider.send_keys(Keys.HOME)
    assert set(marks(window)) == {"kept"}
    assert window.find_one("#value").text == "0.00"
    slider.send_keys(Keys.END)
    assert set(marks(window)) == {"dropped"}
    slider.send_keys(*[Keys.ARROW_LEFT] * 10)
    assert window.find_one("#value").text == "0.90"
    kept = (page.probabilities >= 0.9).tolist()
    assert marks(window) == ["kept" if is_kept else "dropped" for is_kept in kept]
    assert len(window.find(".changed")) == int((np.array(kept) != page.kept).sum())
    window.find_one("button[type=reset]").click()
    assert marks(window) == decided
    assert window.find_one("#value").text == "as decided"


def test_the_filter_shows_some_blocks(window, ferry, page):
    window.open(ferry)
    unsure = (page.probabilities >= 0.2) & (page.probabilities <= 0.8)
    hidden = page.explain().is_hidden
    expected = {
        "kept": page.kept,
        "dropped": ~page.kept,
        "unsure": unsure,
        "hidden": hidden,
        "all": np.ones(len(hidden), bool),
    }
    for name, chosen in expected.items():
        window.find_one(f"input[value={name}]").click()
        texts = window.shown_values(".text", "textContent")
        assert texts == [page.texts[number] for number in np.flatnonzero(chosen)]
        assert texts


def test_reasons_by_keyboard_alone(window, ferry, page):
    from selenium.webdriver.common.keys import Keys

    window.open(ferry)
    window.find_one("input[value=kept]").click()
    mark = window.shown(".mark")[0]
    window.find_one("button[type=reset]").send_keys(Keys.TAB)
    assert window.run("return document.activeElement") == mark
    words = page.explain().blocks[int(np.flatnonzero(page.kept)[0])].words
    assert window.shown(".why")[0].text.startswith("; ".join(words))
    mark.send_keys(Keys.ENTER)
    assert mark.get_attribute("aria-expanded") == "true"
    mark.send_keys(Keys.ARROW_DOWN)
    following = window.run("return document.activeElement")
    assert following == window.shown(".mark")[1]
    assert len(window.shown(".why")) == 2
    following.send_keys(Keys.ESCAPE)
    assert len(window.shown(".why")) == 1
    following.send_keys(Keys.ARROW_UP)
    mark.send_keys(Keys.ESCAPE)
    assert mark.get_attribute("aria-expanded") == "false"
    assert window.shown(".why") == []


def test_reasons_by_tap_and_by_pointing(window, ferry):
    from selenium.webdriver.common.action_chains import ActionChains

    window.open(ferry)
    text = window.find(".text")[3]
    text.click()
    ActionChains(window.driver).move_to_element(window.find_one("h1")).perform()
    assert [element.get_attribute("id") for element in window.shown(".why")] == ["why-3"]
    text.click()
    ActionChains(window.driver).move_to_element(window.find_one("h1")).perform()
    assert window.shown(".why") == []
    ActionChains(window.driver).move_to_element(window.find(".text")[5]).perform()
    assert [element.get_attribute("id") for element in window.shown(".why")] == ["why-5"]


def test_on_paper_reasons_stand_below_blocks(window, ferry):
    window.open(ferry)
    window.command("Emulation.setEmulatedMedia", media="print")
    try:
        assert window.shown(".controls") == []
        assert len(window.shown(".words")) == len(window.find(".block"))
        assert window.shown(".sums") == []
    finally:
        window.command("Emulation.setEmulatedMedia", media="")


def test_without_scripts_everything_is_shown(window, ferry):
    window.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        window.open(ferry)
        assert len(window.shown(".why")) == len(window.find(".block"))
        assert window.shown(".controls") == []
    finally:
        window.command("Emulation.setScriptExecutionDisabled", value=False)


def test_axe_finds_what_is_wrong(window, ferry, tmp_path):
    broken = tmp_path / "broken.html"
    html = ferry.read_text("utf-8").replace("<main", "<img src=data:,><button></button><main")
    broken.write_text(html, "utf-8")
    window.open(broken)
    assert {name for name, _ in window.faults()} == {"image-alt", "button-name"}


@pytest.mark.parametrize("width", [500, 1200])
def test_axe_finds_nothing_serious(window, ferry, hostile, width):
    for path in (ferry, hostile):
        window.open(path, width=width)
        window.find(".mark")[0].click()
        assert window.faults() == []


def test_the_command_writes_the_page(page, tmp_path):
    from boilerclf.cli import main

    out = tmp_path / "why.html"
    assert main(["explain", str(FERRY), "--html", str(out), "--quiet"]) == 0
    written = out.read_text("utf-8")
    assert f'<h1 dir="auto">{FERRY}</h1>' in written
    assert written.count('class="block ') == len(page.kept)
    assert Path(out).stat().st_size < 1_000_000


def test_the_sum_of_the_second_pass_adds_up(page):
    for block in shown_blocks(page.explain()):
        total, _, parts = block.second.removeprefix("second pass ").partition(" = ")
        assert re.fullmatch(r"(?:[\w ]+ [+-][\d.]+, ){0,5}[\w ]+ [+-][\d.]+", parts)
        numbers = map(float, re.findall(r"[+-][\d.]+", parts))
        assert sum(numbers) == pytest.approx(float(total), abs=0.04)  # of six that are rounded
