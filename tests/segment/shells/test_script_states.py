import json
import time

import pytest
from turbohtml import parse

from boilerclf.segment import segment_html
from boilerclf.segment.shells.script_states import assigned_states, put_together

BODY = "The bell was a foot wider than the tower when it came."
NEXT = "It hangs in the yew, and is rung with a broom on Sundays."
STATE = {"story": {"title": "The bell", "body": f"<p>{BODY}</p><p>{NEXT}</p>"}, "token": "ab12"}
DUMPED = json.dumps(STATE).replace("</", "<\\/")
TEXTS = ["The bell", BODY, NEXT]


def texts(script, kind=""):
    return segment_html(f"<div id=app></div><script{kind}>{script}</script>").block_texts()


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__={DUMPED}",
        f"var a=1;\nwindow.__PRELOADED_STATE__ = {DUMPED};\nstart({{}})",
        f"window['app']['state']={DUMPED}",
        f"self.__APOLLO.state={DUMPED};globalThis.b={{}}",
        f"window.a={{b:1}};window.c={DUMPED}",
        f"window.__DATA__ = JSON.parse({json.dumps(DUMPED)})",
        f'window.s={DUMPED[:-1]}, "user": {{"id":undefined,"l":[undefined]}}}}',
    ],
)
def test_what_a_script_assigns_is_read_where_the_tree_has_no_text(script):
    assert texts(script) == TEXTS
    assert texts(script, " type=module") == TEXTS


@pytest.mark.parametrize(
    "script",
    [
        f"state={DUMPED}",
        f"window.f({DUMPED})",
        f"window.a='{BODY}'",
        f"window.a={{body: '{BODY}'}}",
        f"window.a={DUMPED[:-3]}",
        "window.a=" + "[" * 100_000,
    ],
)
def test_other_code_is_not_read(script):
    assert texts(script) == []
    assert texts(f"window.a={DUMPED}", " type='text/template'") == []


def test_a_page_with_text_is_read_from_its_tree():
    page = segment_html(f"<p>{BODY * 3}</p><script>window.s={DUMPED}</script>")
    assert page.block_texts() == [BODY * 3]
    assert page.warnings == ()


def test_a_box_about_cookies_does_not_take_the_place_of_a_description():
    about = f"{BODY} {NEXT}"
    cookies = json.dumps({"cookies": {"text": "We use cookies to run this site. Take them all."}})
    html = f"<meta name=description content='{about}'><script>window.box={cookies}</script>"
    assert segment_html(html).block_texts() == [about]


def test_many_states_that_lack_values_take_linear_time():
    def seconds(n):
        html = f'<script>window.a=["{"window.b=[undefined," * n}{"1," * 500_000}"]</script>'
        start = time.perf_counter()
        segment_html(html)
        return time.perf_counter() - start

    seconds(1)
    assert seconds(60) < 10 * seconds(1) + 0.2


def test_how_much_is_read_is_limited():
    document = parse("<script>window.a={}</script><script>window.b={}</script>" * 2)
    assert len([*assigned_states(document, 100)]) == 4
    assert len([*assigned_states(document, 25)]) == 2
    many = parse(f"<script>{'window.a={};' * 99}</script>")
    assert len([*assigned_states(many, 10_000)]) == 64


NUXT = [
    *(["ShallowReactive", 1], {"data": 2, "once": 4}, {"story": 3}, {"title": 5, "body": 6}),
    *(["Set"], "The bell", STATE["story"]["body"]),
]


def test_the_values_of_nuxt_stand_in_their_places():
    kind = " type='application/json' id=__NUXT_DATA__"
    assert texts(json.dumps(NUXT).replace("</", "<\\/"), kind) == TEXTS
    assert put_together(NUXT) == {"data": {"story": STATE["story"]}, "once": None}


def test_each_value_of_nuxt_is_put_in_once():
    assert put_together([{"a": 1, "b": 1, "c": -1, "d": 0}, ["Ref", 1]]) == {
        **{"a": None, "b": None},
        **{"c": None, "d": None},
    }
    deep = [{"a": n + 1} for n in range(400)] + ["end"]
    assert put_together(deep)["a"]["a"]["a"] is not None


@pytest.mark.parametrize(
    "data",
    [
        *([], [1, 2], {"a": 1}, [{"n": 7}, "a"], [{}, 1], [[1, 2], 3], [{"a": "b"}, 1], "text"),
        *([{"page": 1, "of": 2}, {"text": BODY}, {"text": NEXT}], [{"n": 1}, [BODY, 4], [[1], 2]]),
        [{"n": 1}, {"id": 0.5}, BODY],
    ],
)
def test_other_data_are_as_they_are(data):
    assert put_together(data) == data


def test_paragraphs_are_a_text_whatever_their_key_if_nothing_else_is():
    odd = {"titre": "The bell", "texte": STATE["story"]["body"], "id": "<p>", "n": 4}
    state = json.dumps([odd, {"menu": "Home"}]).replace("</", "<\\/")
    kind = " type='application/json'"
    assert texts(state, kind) == [BODY, NEXT]
    both = json.dumps([odd, {"text": NEXT * 2}]).replace("</", "<\\/")
    assert texts(both, kind) == [NEXT * 2]
