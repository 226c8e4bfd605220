"""Pages of which Next.js sends the tree to its scripts alone."""

import json
import time

import pytest

from boilerclf.segment import segment_html

BODY = "The bell was a foot wider than the tower when it came."
NEXT = "It hangs in the yew, and is rung with a broom on Sundays."


def element(tag, children=None, **properties):
    return ["$", tag, None, {**properties, "children": children}]


def page(*rows, cut=40):
    """Return a page without text that pushes rows, a few characters at a time."""
    sent = "".join(rows)
    parts = [sent[start : start + cut] for start in range(0, len(sent), cut)]
    pushed = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in parts
    )
    return f"<div id=app></div><script>(self.__next_f=[]).push([0])</script>{pushed}"


def row(number, value):
    return f"{number}:{json.dumps(value)}\n"


def text_row(number, text):
    return f"{number}:T{len(text.encode()):x},{text}"


STORY = element("article", [element("h1", "The bell"), element("p", [BODY, " ", 1857, None])])
PLACE = element("$L2", None, parallelRouterKey="children", notFound=element("h1", "No page"))
LAYOUT = element("body", [element("header", "Yew"), PLACE, element("footer", "© Yew")])
TOLD = ["The bell", f"{BODY} 1857"]

TREES = {
    "an element": ([row(0, STORY)], TOLD),
    "an element in a row of its own": ([row(0, [None, "$L1f"]), row("1f", STORY)], TOLD),
    "beside rows for scripts": (
        ['1:I[7,["a"],"x"]\n:HL["/a.css","style"]\n', row(0, STORY), '2:E{"digest":"1"}\n'],
        TOLD,
    ),
    "a text in a row of its own": (
        [row(0, element("p", "$a")), text_row("a", f"Ä\n{BODY} <b>"), row("b", "x")],
        [f"Ä {BODY} <b>"],
    ),
    "markup in a row of its own": (
        [
            text_row("a", f"<p>{BODY}</p><p>{NEXT}"),
            row(0, element("div", dangerouslySetInnerHTML={"__html": "$a"})),
        ],
        [BODY, NEXT],
    ),
    "a part of another row": (
        [row(0, ["$1:props:children:1", element("p", "$$5")]), row(1, element("b", [1, STORY]))],
        [*TOLD, "$5"],
    ),
    "a layout and what stands in it": (
        [
            row(0, {"b": "build", "f": [[["", {"children": ["bell", {}]}], "$L1"]]}),
            row(1, ["", element("html", LAYOUT), {"children": ["bell", STORY, {}]}]),
        ],
        ["Yew", *TOLD, "© Yew"],
    ),
    "the same of older versions": (
        [row(0, element("$L3", None, seed=["", {"children": ["bell", {}, [STORY]]}, [LAYOUT]]))],
        ["Yew", *TOLD, "© Yew"],
    ),
    "the same without names": (
        [row(0, {"f": [[LAYOUT, {"children": [STORY, {}, None, False]}, None, False]]})],
        ["Yew", *TOLD, "© Yew"],
    ),
    "components": (
        [row(0, element("$L7", STORY, title=element("p", NEXT), loading=element("p", "Wait")))],
        [*TOLD, NEXT],
    ),
    "what shows no text": (
        [row(0, [element("script", "f()"), element("style", "a{}"), STORY, element("svg", "x")])],
        TOLD,
    ),
    "attributes": (
        [row(0, element("p", element("a", BODY, href='/"x'), className="a b", onClick="$h1"))],
        [BODY],
    ),
    "data of a component": (
        [
            row(0, element("$L1", post={"title": "The bell", "body": "$a", "next": "$undefined"})),
            text_row("a", f"<p>{BODY}</p><p>{NEXT}</p>"),
        ],
        ["The bell", BODY, NEXT],
    ),
}


@pytest.mark.parametrize("case", TREES)
def test_the_tree_that_next_sends_is_read_where_the_page_has_no_text(case):
    rows, texts = TREES[case]
    read = segment_html(page(*rows))
    assert read.block_texts() == texts
    assert read.warnings == ("payload",)


def test_elements_keep_their_names_and_addresses():
    markup = segment_html(page(*TREES["attributes"][0])).markup
    assert "a b" in markup.names
    assert [*markup.hrefs.values()] == ['/"x']


def test_characters_that_are_cut_are_whole():
    sent = json.dumps(row(0, element("p", f"{BODY} 🔔"))).replace("\\\\u", "\\u")
    place = sent.index("\\ud83d") + 6
    html = "".join(
        f"<script>self.__next_f.push([1,{its}])</script>"
        for its in (f'{sent[:place]}"', f'"{sent[place:]}')
    )
    assert segment_html(html).block_texts() == [f"{BODY} 🔔"]


def test_a_page_with_text_is_read_from_its_tree():
    html = f"<p>{BODY * 3}</p>" + page(row(0, STORY))
    assert segment_html(html).block_texts() == [BODY * 3]


@pytest.mark.parametrize(
    "sent",
    [
        *("", "0:", "0:[", "0:T9999,a", "0:Tz,a", "x", '0:"$0"\n', '0:"$1"\n1:"$0"\n'),
        '0:["$","p",null,{"children":["$0","$0"]}]\n',
        "0:" + "[" * 100_000,
        "".join(f'{n}:["${n + 1}","${n + 1}"]\n' for n in range(10)) + "a:0\n",
        '0:["$","a b",null,{"children":5}]\n0:["$"]\n0:["$",1,2,{}]\n0:{"$":"$1:a:b:0"}',
        f'0:["$","p",null,{{"children":"$1:{"9" * 5000}"}}]\n1:["a"]\n',
    ],
)
def test_what_is_no_tree_is_no_text(sent):
    assert segment_html(page(sent, cut=10**6)).block_texts() == []


def test_rows_that_hold_each_other_many_times_take_no_longer_than_a_limit():
    rows = [row(f"{n:x}", element("p", [f"${n + 1:x}"] * 9)) for n in range(60)]
    start = time.perf_counter()
    segment_html(page(*rows, text_row("3c", BODY)))
    assert time.perf_counter() - start < 5


def test_texts_that_rows_hold_many_times_take_no_longer_than_a_limit():
    rows = row(0, element("div", ["$1"] * 8000)), row(1, element("p", ["Rain "] * 8000))
    start = time.process_time()
    n_words = segment_html(page(*rows)).text.count("Rain")
    assert 90_000 < n_words <= 100_000
    assert time.process_time() - start < 2
