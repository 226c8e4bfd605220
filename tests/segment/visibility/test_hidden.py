import json
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import parse

from boilerclf.model import shipped_model
from boilerclf.segment import segment_html
from boilerclf.segment.visibility.hidden import Visibility

STORY = "".join(
    f"<p>The ferry was hauled out in month {n} and nobody liked it.</p>" for n in range(9)
)
NO = "put here for machines and nobody else"
ROW = "<div><button>A</button> <b role=button>B</b></div>"

UNSEEN_WAYS = {
    "a dialog that fades in": (
        f"<div style='visibility:hidden;opacity:0;position:fixed'>{NO}</div>"
    ),
    "a bubble that fades in": f"<div style='visibility:hidden;opacity:0'>{NO}</div>",
    "attribute": f"<p hidden>{NO}</p>",
    "attribute with a value": f"<div hidden=hidden><p>{NO}</p></div>",
    "display": f'<p style="display:none">{NO}</p>',
    "display, other spelling": f"<div style='COLOR:red; Display : NONE !important'>{NO}</div>",
    "visibility": f'<p style="visibility: hidden">{NO}</p>',
    "far away": f"<p style='position: absolute; LEFT: -9999px'>{NO}</p>",
    "far away, in other units": f"<p style='top:-999em;position:fixed'>{NO}</p>",
    "no size, below a button": f"<button>a</button><div style='font-size:0'>{NO}</div>",
    "template": f"<template><p>{NO}</p></template>",
    "popover": f"<div popover><p>{NO}</p></div>",
    "closed dialog": f"<dialog><p>{NO}</p></dialog>",
    "class": f"<style>.zq{{display:none}}</style><p class=zq>{NO}</p>",
    "id": f"<style>#zq{{visibility:hidden}}</style><p id=zq>{NO}</p>",
    "element": f"<style>aside{{display:none}}</style><aside>{NO}</aside>",
    "element and class": f"<style>div.zq, p.zq {{ a:b; display: none }}</style><p class=zq>{NO}",
    "inside a class": f"<style>.zr p{{display:none}}</style><div class=zr><p>{NO}</p></div>",
    "child of a class": f"<style>.zr>p{{display:none}}</style><div class=zr><p>{NO}</p></div>",
    "all media": f"<style>@media screen{{.zq{{display:none}}}}</style><p class=zq>{NO}</p>",
    "shown in print": "<style>.zq{display:none}@media print{.zq{display:block}}</style>"
    f"<p class=zq>{NO}</p>",
    "shown on narrow screens": "<style>.zq{display:none}@media only screen and (max-width:48em)"
    f"{{.zq{{display:block}}}}</style><p class=zq>{NO}</p>",
    "on wide screens": "<style>.zq{display:flex}@media (min-width:600px){.zq{display:none}}</style>"
    f"<p class=zq>{NO}</p>",
    "on all but narrow screens": "<style>@media not all and (max-width:639px){.zq{display:none}}"
    f"</style><p class=zq>{NO}</p>",
    "by a sheet for wide screens": "<style media='screen and (min-width: 40em)'>.zq{display:none}"
    f"</style><p class=zq>{NO}</p>",
    "style after the text": f"<p class=zq>{NO}</p><style>/* {{ */.zq{{display:none}}</style>",
    "beside text in a cell": f"<table><td><b>a</b><p class=sr-only>{NO}</p></table>",
    "sr-only": f"<div class='a sr-only'>{NO}</div>",
    "visually-hidden": f"<p class=visually-hidden>{NO}</p>",
    "screen-reader-text": f"<p class=screen-reader-text>{NO}</p>",
    "visuallyHidden": f"<p class=visuallyHidden>{NO}</p>",
    "of a government": f"<p class='b govuk-visually-hidden'>{NO}</p>",
    "of France": f"<p class=fr-sr-only>{NO}</p>",
    "of a CSS module": f"<p class='a _visuallyHidden_1x2y3'>{NO}</p>",
    "of a CSS module with its file": f"<p class=Card_sr-only__aB3d>{NO}</p>",
    "a slide once more": f"<div class='slick-slide slick-cloned'>{NO}</div>",
    "of Bulma": f"<p class=is-sr-only>{NO}</p>",
    "back with the focus": f"<a class='sr-only focus:not-sr-only'>{NO}</a>",
    "further away": f"<p style='left:-5000px;position:absolute'>{NO}</p>",
    "outside by indent": f"<p style='text-indent:-9999px'>{NO}</p>",
    "without size": f"<p style='color:red;font-size:0 !important'>{NO}</p>",
    "cut to nothing": f"<p style='position:absolute;clip:rect(0 0 0 0)'>{NO}</p>",
    "cut to a dot": f"<p style='position:absolute;clip: rect(1px, 1px, 1px, 1px)'>{NO}</p>",
    "cut by a path": f"<p style='position:absolute;clip-path:inset(50%)'>{NO}</p>",
    "cut by a class": "<style>.zq{position:absolute!important;clip:rect(1px,1px,1px,1px)}"
    f".zq:focus{{clip:auto;left:0}}</style><p class=zq>{NO}</p>",
    "cut, but in print": "<style>.zq{position:absolute;clip:rect(0,0,0,0)}"
    f"@media print{{.b{{c:d}}.zq{{position:static}}}}</style><p class=zq>{NO}</p>",
    "below a headline": f"<h1>Ferry</h1><div hidden>{NO}</div>",
    "deep inside": f"<div hidden><div><ul><li><b>{NO}</b></ul></div></div>",
    "below fewer buttons than panes": f"{ROW}<div>a</div><div>b</div><div hidden>{NO}</div>",
    "below buttons, of several that show": f"{ROW}<div>a</div><p>b</p><div hidden>{NO}</div>",
    "below buttons and words": f"<p>Size {ROW}</p><div>a</div><div hidden>{NO}</div>",
    "by a click that lays it over the page": "<a href=# onclick=\"t('q')\">T</a><p>a"
    f"</p><div id=q class=popup hidden>{NO}</div>",
    "by a click inside": f"<div id=q hidden>{NO}<button onclick=\"h('q')\"></button></div>",
    "beside another that is laid out alike": f"<p class=mt-4>a</p><p class=mt-2 hidden>{NO}</p>",
    "by a click that names nothing": f"<a href=# onclick=s(1)>T</a><div hidden id=t>{NO}</div>",
}


@pytest.mark.parametrize("case", UNSEEN_WAYS)
@pytest.mark.parametrize("place", ["{0}{1}", "{1}{0}", "<main>{0}{1}</main>"])
def test_what_nobody_sees_is_noise_called_hidden(case, place):
    page = segment_html(place.format(STORY, UNSEEN_WAYS[case]))
    unseen = [text for text, flag in zip(page.block_texts(), page.is_unseen, strict=True) if flag]
    assert unseen == [NO]
    model = shipped_model("html")
    labelled = model.classify_page(page)
    at = labelled.texts.index(NO)
    assert (labelled.probabilities[at], labelled.kept[at]) == (0.0, False)
    assert labelled.explain().noise_families()[at] == "hidden"


def test_a_note_that_comes_with_the_mouse_is_no_part_of_the_sentence():
    style = "<style>.zq{visibility:hidden}b:hover .zq{visibility:visible}</style>"
    page = segment_html(f"{style}<p>The <b>keel<i class=zq>{NO}</i></b> is new.")
    assert page.block_texts() == ["The keel is new."]


def test_boxes_far_away_below_paragraphs_are_no_panes():
    away = "<div style='text-indent:-9999px'>x</div>", "<div style='position:fixed;left:-9999px'>y"
    page = segment_html(f"<p>{NO}</p>{away[0]}<p>{NO}</p>{away[1]}</div><p>{NO}")
    assert page.is_unseen.tolist() == [False, True, False, True, False]


@pytest.mark.parametrize("how", ["hidden", "style='display:none'"])
def test_details_are_hidden_like_everything_else(how):
    page = segment_html(f"<p>{NO}<details {how}><summary>a</summary><p>b</details>")
    assert page.is_unseen.tolist() == [False, True, True]


SEEN_WAYS = {
    "all of a cell": f"<table><td><svg></svg><i class=sr-only>{NO}</i></table>",
    "behind dots": f"<b>...</b><p style='display:none'>{NO}</p>",
    "aria-hidden": f"<p aria-hidden=true>{NO}</p>",
    "shown by a script": (
        f"<div style='visibility: hidden; opacity: 0'><p>{NO}<p>{NO}<p>{NO}</div>"
    ),
    "until found": f"<div hidden=until-found>{NO}</div>",
    "not for readers only": f"<p class='sr-only md:not-sr-only'>{NO}</p>",
    "transparent": f"<p style='opacity:0;position:absolute'>{NO}</p>",
    "without height": f"<p style='height:0;overflow:hidden'>{NO}</p>",
    "small letters": f"<p style='font-size:0.8em'>{NO}</p>",
    "letters of their own size": f"<div style='font-size:0'><p>{NO}</p></div>",
    "a slider": f"<p style='position:absolute;left:-1140px'>{NO}</p>",
    "some way off": f"<p style='position:absolute;left:-40px'>{NO}</p>",
    "clipped but there": f"<p style='position:absolute;clip:rect(0,90px,90px,0)'>{NO}</p>",
    "put into view": "<style>.zq{position:absolute;clip:rect(0,0,0,0)}"
    "@media (min-width:9px){.zq{position:static}}</style>"
    f"<p class=zq>{NO}</p>",
    "put into view behind a comment of HTML": "<style>.zq{position:absolute;clip:rect(0,0,0,0)}"
    f"<!-- .zq{{position:static}} --></style><p class=zq>{NO}</p>",
    "comes with the mouse": "<style>div ul{position:absolute;clip:rect(0,0,0,0)}</style>"
    f"<div><ul><li>{NO}</ul></div>",
    "details": f"<details><summary>More</summary><div hidden>{NO}</div></details>",
    "open dialog": f"<dialog open>{NO}</dialog>",
    "shadow root": f"<x-y><template shadowrootmode=open>{NO}</template></x-y>",
    "streamed": f"<div hidden id=S:0>{NO}</div>",
    "aria-controls": f"<button aria-controls=q>Q</button><p>a</p><div id=q hidden>{NO}</div>",
    "data-target": f"<a data-bs-target='#q'>Q</a><p>a</p><div id=q hidden>{NO}</div>",
    "link": f"<a href='#q'>Q</a><p>a</p><div id=q hidden>{NO}</div>",
    "popover of a button": f"<button popovertarget=p>a</button><div popover id=p>{NO}</div>",
    "tab panel": f"<div role=tabpanel hidden>{NO}</div>",
    "alike sibling": f"<div class='zq on'>a</div><div class='zq on' hidden>{NO}</div>",
    "below a button": f"<div><button>Why?</button><div hidden>{NO}</div></div>",
    "below headings": f"<h3>A</h3><div hidden>x</div><h3>B</h3><div hidden>{NO}</div>",
    "above a button": f"<p>a</p><div><div hidden>{NO}</div><button>Read more</button></div>",
    "one of as many panes as buttons": f"{ROW}<div>a</div><div hidden>{NO}</div>",
    "by class, one of as many panes as buttons": "<style>.zq{display:none}</style>"
    f"{ROW}<div>a</div><div class=zq>{NO}</div>",
    "above a link": f"<div hidden>{NO}</div><a href=# class=read-more>Read more</a>",
    "below what answers": f"<div role=button>Why?</div><div hidden>{NO}</div>",
    "below a click": f"<b onclick=t()>Why?</b><div hidden>{NO}</div>",
    "by a click that names it": "<a href=# onclick=\"t('q')\">T</a><p>a"
    f"<div id=q hidden>{NO}</div>",
    "by a link that runs a script": "<a href=\"javascript:t('#q')\">T</a><p>a"
    f"<div id=q hidden>{NO}</div>",
    "by Alpine": f"<p>a</p><div x-show=open style='display:none'>{NO}</div>",
    "second of a pair": "<div><div><b>A?</b></div><div hidden>a</div></div>"
    f"<div><div><b>B?</b></div><div hidden>{NO}</div></div>",
    "alike but for a number behind a hyphen": "<div class=pager-1>a</div>"
    f"<div class=pager-2 hidden>{NO}</div>",
    "by Vue": f"<p>a</p><div v-show=open style='display:none'>{NO}</div>",
    "by Alpine, with a transition": f"<p>a</p><div x-show.transition=open hidden>{NO}</div>",
    "alike but for a number": f"<div class=box1>a</div><div class=box2 hidden>{NO}</div>",
    "on the way down": f"<div class='wow fadeIn' style='visibility:hidden'>{NO}</div>",
    "accordion": f"<div class=accordion-body style=display:none>{NO}</div>",
    "accordion in data": f"<div data-testid=accordion-content-0 hidden>{NO}</div>",
    "shown in a state": "<style>.zq{display:none}.open .zq{display:block}</style>"
    f"<div class=zq>{NO}</div>",
    "items of a list above a button": f"<ul><li>a<li hidden>{NO}<li hidden>b</ul>"
    "<button>More</button>",
    "not for listeners": f"<p class=not-visually-hidden>{NO}</p>",
    "for listeners on phones": f"<p class=visually-hidden-mobile>{NO}</p>",
    "back from listeners alone": f"<p class=focus:not-sr-only>{NO}</p>",
    "about what is cloned": f"<p id=cloned>{NO}</p>",
    "shown but where the mouse is": "<style>.n{display:none}"
    ".w:not(:hover) .n{display:block}</style>"
    f"<p class=w><span class=n>{NO}</span>",
    "shown behind what hides on wide screens": "<style>@media (min-width:9px){.zq{display:none}}"
    f".zq{{display:block}}</style><p class=zq>{NO}</p>",
    "shown at all costs": "<style>.zq{display:block!important}"
    f"@media (min-width:9px){{.zq{{display:none}}}}</style><p class=zq>{NO}</p>",
    "shown with the mouse": "<style>.zq{display:none}.card:hover .zq{display:block}</style>"
    f"<div class=card><div class=zq>{NO}</div></div>",
    "shown later": f"<style>.zq{{display:none}}.zq{{display:block}}</style><p class=zq>{NO}</p>",
    "shown by its style": "<style>.zq{display:none}</style>"
    f"<p class=zq style='display:block'>{NO}</p>",
    "a layout": f"<style>.zq{{display:none}}</style><div class=zq><div class=zq>{NO}</div></div>",
    "hidden on small screens": "<style>@media (max-width:9px){.zq{display:none}}</style>"
    f"<p class=zq>{NO}</p>",
    "on screens wider than most": "<style>@media (min-width:1800px){.zq{display:none}}</style>"
    f"<p class=zq>{NO}</p>",
    "by more than width": "<style>@media (min-width:600px) and (hover){.zq{display:none}}</style>"
    f"<p class=zq>{NO}</p>",
    "of two widths": "<style>@media (min-width:600px){.zq{display:none}}"
    f"@media (min-width:900px){{.zq{{display:block}}}}</style><p class=zq>{NO}</p>",
    "shown in a state on wide screens": "<style>@media (min-width:600px){.zq{display:none}}"
    f".open .zq{{display:block}}</style><p class=zq>{NO}</p>",
    "without scripts": f"<noscript><style>.zq{{display:none}}</style></noscript><p class=zq>{NO}",
    "hidden in print": f"<style media=print>.zq{{display:none}}</style><p class=zq>{NO}</p>",
    "broken style": f"<style>.{{display:none}} .,#{{display:none}} }}</style><p class=zq>{NO}</p>",
}


@pytest.mark.parametrize("case", SEEN_WAYS)
def test_what_a_visitor_brings_to_view_is_left_to_the_model(case):
    page = segment_html(STORY + SEEN_WAYS[case])
    assert not page.is_unseen[page.block_texts().index(NO)]


@pytest.mark.parametrize(
    "html",
    [
        f"<body style='visibility:hidden'>{STORY}",
        f"<main hidden><h1>Ferry</h1>{STORY}</main><p>{'Menu ' * 90}",
        f"<div style='display:none'><h1>Ferry</h1>{STORY}</div><p>{'Menu ' * 90}",
        f"<p>Loading</p><div class=x style='display:none'>{STORY}</div>",
        f"<h1>{'桥' * 8}</h1><div style='visibility:hidden'>{'雨天过桥要慢。' * 15}</div>",
    ],
)
def test_a_page_that_waits_for_a_script_is_judged_as_if_it_showed(html):
    assert not segment_html(html).is_unseen.any()


def test_hidden_text_inside_a_sentence_is_left_out_and_tears_nothing():
    page = segment_html(
        f"<style>.tip span{{visibility:hidden}}</style>{STORY}"
        "<p>One <span class=tip>cairn<span>a heap of stones</span></span> to the "
        "next<b style='display:none'><i>x</i></b>."
        "<p><i hidden>Note</i>We walked on."
    )
    assert page.block_texts()[9:] == ["One cairn to the next.", "Note", "We walked on."]
    assert page.is_unseen[9:].tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Read<i class=sr-only>more</i>now", "Read now"),
        ("Read<i class=sr-only>more</i><b><i>now</i></b>", "Read now"),
        ("<b>Read<i class=sr-only>more</i></b><i>now</i>", "Read now"),
        ("Read<i class=sr-only> more</i>.", "Read."),
        ("Read <i class=sr-only>more</i>now", "Read now"),
        ("Read<i class=sr-only>more</i>", "Read"),
        ("<i aria-hidden=true>T</i><i class=sr-only>T</i>he ferry", "The ferry"),
        ("<i>1</i><i class=sr-only>/</i><i>2</i> in", "1/2 in"),
        (
            "<b><i class=a-offscreen>£9.95</i><i aria-hidden=true>£<u>9<s>.</s></u>95</i></b>",
            "£9.95",
        ),
    ],
)
def test_words_on_both_sides_of_what_is_left_out_stay_apart(html, text):
    page = segment_html(f"{STORY}<p>{html}<p>Last")
    seen = [text for text, no in zip(page.block_texts(), page.is_unseen, strict=True) if not no]
    assert seen[9:] == [text, "Last"]


def test_only_those_are_asked_about_that_may_be_hidden():
    document = parse(
        "<style>aside{display:none}</style><p role=note itemprop=a>a<p style='color:red'>b"
        "<p hidden id=c>c<p style='display:none'>d"
        "<h2>e<a href=#e role=link>#</a></h2><pre><button>f</button></pre><p style='font-size:0'>g"
        "<aside>h</aside>"
    )
    visibility = Visibility(document)
    asked = [node for node in document.select("*") if node in visibility.asked]
    assert [node.text for node in asked] == ["c", "d", "#", "f", "g", "h"]
    assert visibility.noted == {*asked, document.select("p")[0]}
    assert all(map(visibility.flags_of, asked))


def test_the_command_line_drops_it(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><title>x</title><h1>Ferry</h1>{STORY}<p hidden>{NO}</p>")
    command = [sys.executable, "-m", "boilerclf", "predict", "--format", "jsonl", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert NO not in record["content"]
    assert record["blocks"][-1] == {"text": NO, "label": "noise", "probability": 0.0}


PIECES = st.sampled_from(
    [*". # , > { } ; : @ / * a b .zq #zq div", "display", ":none", "visibility:hidden", "@media "]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_style_sheet_raises(css):
    page = segment_html(f"<style>{css}</style><style>.zq{{display:none}}</style><p class=zq>a<p>b")
    assert page.block_texts() == ["a", "b"]
    assert "sr-only" in Visibility(parse(f"<style>{css}</style>")).hiding_names


GROWING = {
    "hidden paragraphs": lambda n: "<p hidden>x" * n,
    "hidden siblings": lambda n: "<div hidden class=a>x</div>" * n,
    "rules": lambda n: f"<style>{'.a{display:none}' * n}</style>" + "<p class=a>x" * n,
    "selectors": lambda n: f"<style>{'.a,' * n}.b{{display:none}}</style>" + "<p class=a>x" * n,
    "selectors of one rule": lambda n: (
        f"<style>{','.join(f'.a{k} b' for k in range(n))}{{display:none}}</style><b class=a9>x"
    ),
    "long selector": lambda n: f"<style>{'a' * 9 * n} b,c{{display:none}}</style><b>x",
    "tags under classes": lambda n: (
        "<style>" + "".join(f".a .b{k} .a p{{display:none}}" for k in range(40)) + "</style>"
        "<div class=a>" * 400 + "<p class=a>x" * n
    ),
    "classes of one element": lambda n: (
        f"<style>{''.join(f'.a .k{k}{{display:none}}' for k in range(n))}</style>"
        f"<p class='{' '.join(f'k{k}' for k in range(n))}'>x"
    ),
    "a rule an element": lambda n: (
        "<style>"
        + "".join(f".a{k}{{display:none}}" for k in range(n))
        + "</style>"
        + "".join(f"<p class=a{k}>x" for k in range(n))
    ),
    "names under names": lambda n: (
        "<style>" + "".join(f".a .b{k} .a .c{{display:none}}" for k in range(40)) + "</style>"
        "<div class=a>" * 400 + "<p class=c>x" * n
    ),
    "groups in groups": lambda n: (
        f"<style>{'@media screen{' * n}{'.a{display:none}' * n}</style><p class=a>x"
    ),
    "no braces": lambda n: f"<style>{'display:none;' * n}</style><p class=a>x",
    "open braces": lambda n: f"<style>{'{display:none' * n}</style><p class=a>x",
    "top tags": lambda n: "".join(f"<body a{k}>" for k in range(n)),
    "attributes": lambda n: "<p " + " ".join(f"a{k}=b" for k in range(n)) + ">x",
    "nesting": lambda n: "<div>" * n + "x",
    "tables by role": lambda n: "<div role=grid><p role=row>" * n + "x",
    "tables with a role": lambda n: "<table role=grid><td>" * n + "x",
    "what fades in": lambda n: "<div style='visibility:hidden;opacity:0'>" * n + "x",
    "a prompt and spaces": lambda n: f"<div class=prompt>[1]{' ' * n * 9}x</div>",
    "boxes of code in each other": lambda n: "<div class=w3-code>a<br>" * n,
    "names around code": lambda n: f"<body class='{'lan ' * n}'>" + "<pre>a</pre>" * (n // 4),
    "code with labels": lambda n: (
        "<p>a</p><b class=copy>Copy</b><pre><code>x</code></pre>" * (n // 4)
    ),
    "numbers beside code": lambda n: "<pre>1\n2</pre>" * n,
    "codes in a block": lambda n: "<pre>" + "<code>x</code>" * n,
    "boxes in a block": lambda n: "<pre>" + "<div>x" * n + "<code>x",
    "equations": lambda n: "<table class=ltx_eqn_table><tr><td>x</table>" * (n // 2),
    "equations in equations": lambda n: "<table class=ltx_eqn_table><tr><td>" * n + "x",
    "headings by role": lambda n: "<div role=heading>" * n + "x",
    "panes": lambda n: ROW + "<div hidden>x</div>" * n,
    "rows of buttons": lambda n: (ROW + "<div hidden>x</div>") * (n // 4),
    "forms": lambda n: "<form><div></form>" * n + "x",
    "formatting": lambda n: "<b><i>" * 30 + "<p>x" * n,
    "unclosed": lambda n: "<p><span>x" * n,
    "features of a condition": lambda n: f"<style>@media {'(a) ' * n}!{{.x{{a:b}}}}</style>x",
    "conditions": lambda n: f"<style>{'@media (min-width:9px){.a{display:none}}' * n}</style>x",
    "a name of names": lambda n: f"<p class='{'_sr-only' * n}!'>x",
    "a name that goes on": lambda n: f"<p class='sr-only{'_' * n}!'>x",
    "parts to come": lambda n: "".join(
        f"<template id=B:{k}></template><div hidden id=S:{k}>x</div>" for k in range(n // 8)
    ),
    "clicks": lambda n: "<a onclick=\"f('q')\">" * n + "<div id=q hidden>x",
}


@pytest.mark.parametrize("case", GROWING)
def test_time_is_linear(case):
    html = GROWING[case](20_000)
    started = time.process_time()
    segment_html(html)
    # Four times what an idle machine takes; a loop in a loop takes far longer.
    assert time.process_time() - started < 2e-5 * len(html) + 0.1


def test_a_menu_that_fades_in_stays_hidden():
    style = "visibility:hidden;opacity:0"
    page = segment_html(
        f"{STORY}<div style={style}><a href=/a>{NO}</a> <a href=/b>{NO} {NO}</a></div>"
    )
    assert page.is_unseen.tolist()[-1]
