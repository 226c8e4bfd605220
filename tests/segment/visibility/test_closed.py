import time

import pytest

from boilerclf.segment import segment_html

STORY = "".join(f"<p>The weir was opened in month {n} and the pond was mud.</p>" for n in range(9))
LONG = "Eels were seen below the weir, waiting, " * 6
NO = "You must be of age to read what we write about beer."
OPENER = "<a href='#zq' data-bs-target='#zq' data-toggle=modal>Terms</a>"


def seen(html):
    page = segment_html(STORY + html)
    texts = zip(page.block_texts(), page.is_unseen, strict=True)
    return [text for text, flag in texts if not flag][9:]


CLOSED = {
    "Bootstrap": f"<div class='modal fade' id=zq><p>{NO}</p></div>",
    "Bootstrap, with a role": f"<div class='modal fade' id=zq role=dialog><p>{NO}</p></div>",
    "Bulma": f"<div class=modal id=zq><div class=modal-content><p>{NO}</p></div></div>",
    "by its role": f"<div role=dialog aria-hidden=true id=zq><p>{NO}</p></div>",
    "an alert": f"<div role=alertdialog aria-hidden=true id=zq><p>{NO}</p></div>",
    "hidden as well": f"<div role=dialog aria-hidden=true hidden id=zq><p>{NO}</p></div>",
    "by a rule": f"<style>#zq{{display:none;position:fixed}}</style><div id=zq><p>{NO}</p></div>",
    "by a later rule": "<style>.zq{display:flex}.zq{display:none;position:fixed}</style>"
    f"<div class=zq id=zq><p>{NO}</p></div>",
    "by a stronger rule": "<style>.zq.off{display:none;position:fixed}.zq{display:flex}</style>"
    f"<div class='zq off' id=zq><p>{NO}</p></div>",
    "by a rule, with one that opens it": "<style>.zq{position: fixed;display: none}"
    f".zq.on{{display:block}}</style><div class=zq id=zq><p>{NO}</p></div>",
}


@pytest.mark.parametrize("case", CLOSED)
@pytest.mark.parametrize("opener", ["", OPENER])
def test_a_closed_dialog_is_hidden_whatever_opens_it(case, opener):
    assert seen(opener + CLOSED[case]) == (["Terms"] if opener else [])


STAYS = {
    "open in Bootstrap 5": f"<div class='modal fade show'><p>{NO}</p></div>",
    "open in Bootstrap 3": f"<div class='modal fade in'><p>{NO}</p></div>",
    "open in Bulma": f"<div class='modal is-active'><p>{NO}</p></div>",
    "open by its style": f"<div class='modal fade' style='display:block'><p>{NO}</p></div>",
    "open by its role and style": "<div role=dialog aria-hidden=true style='display:block'>"
    f"<p>{NO}</p></div>",
    "open by a rule": f"<style>.modal{{display:flex}}</style><div class=modal><p>{NO}</p></div>",
    "a dialog that does not say so": f"<div role=dialog><p>{NO}</p></div>",
    "no dialog": f"<div aria-hidden=true><p>{NO}</p></div>",
    "open by a class": "<style>.zq{position:fixed;display:none}.zq.on{display:block}</style>"
    f"<div class='zq on'><p>{NO}</p></div>",
    "open by what is around": "<style>.zq{position:fixed;display:none}.on .zq{display:block}"
    f"</style><div class=on><div class=zq><p>{NO}</p></div></div>",
    "open on wide screens": "<style>.zq{position:fixed;display:none}"
    f"@media(min-width:800px){{.zq{{display:block}}}}</style><div class=zq><p>{NO}</p></div>",
    "another name": f"<div class=modal-verbs><p>{NO}</p></div>",
    "a part of the page with such an id": f"<section id=modal><p>{NO}</p></section>",
    "a heading with such an id": f"<h2 id=modal>{NO}</h2>",
    "a word of such a class": f"<p>{NO[:20]}<span class=modal>{NO[20:24]}</span>{NO[24:]}</p>",
    "a link that opens a dialog": f"<p><a class=modal href=/terms>{NO}</a></p>",
    "about print, by its id": f"<h2 id=print-only>{NO}</h2>",
    "laid over by another rule": "<style>.a .zq{position:fixed;display:none}.zq{display:none}"
    f".zq.on{{display:block}}</style><div class=zq><p>{NO}</p></div>",
}


@pytest.mark.parametrize("case", STAYS)
def test_an_open_dialog_is_judged_as_any_text(case):
    assert seen(STAYS[case]) == [NO]


@pytest.mark.parametrize(
    "names",
    [
        "print-only",
        "visible-print-block",
        "show-for-print",
        "d-none d-print-block",
        "hidden print:block",
    ],
)
def test_what_shows_on_paper_only_is_hidden(names):
    assert seen(f"<p class='{names}'>Printed from the website.") == []
    assert (
        seen(f"<div class='{names}'><h2>Eels</h2><p>{LONG}</p></div><p>{LONG}")[0] == LONG.strip()
    )


def test_a_story_that_only_paper_has_is_judged_as_any_text():
    assert seen(f"<div class=print-only><p>{LONG}</p></div>") == [LONG.strip()]
    assert seen("<p class=d-print-block>On screens, too.") == ["On screens, too."]


SHEETS = "@media(max-width:600px){.wide{display:none}}@media(min-width:601px){.slim{display:none}}"
COPY = "<h1>Oats</h1><p>Oats grow where nothing else does.</p>"


def test_a_copy_that_the_style_sheet_keeps_for_narrow_screens_is_hidden():
    wide, slim = f"<div class=wide>{COPY}</div>", f"<div class=slim>{COPY}</div>"
    for html in (wide + slim, slim + wide):
        page = segment_html(f"<style>{SHEETS}</style>{html}")
        flags = page.is_unseen.tolist()
        assert sorted(flags) == [False, False, True, True]
        assert flags[0] == (html != wide + slim)


def test_what_has_no_copy_opens_as_before():
    html = f"<style>{SHEETS}</style><p>Nine.</p><div class=slim>{COPY}</div>"
    assert not segment_html(html).is_unseen.any()


def test_many_dialogs_and_prints_take_linear_time():
    some = f"<div class=modal><p class=print-only>{NO}</p></div>"
    segment_html(some)
    start = time.perf_counter()
    segment_html(some * 500)
    few = time.perf_counter() - start
    start = time.perf_counter()
    segment_html(some * 4000)
    segment_html("<div class=print-only>" * 400 + "<p>Late.</p>" * 12_000)
    assert time.perf_counter() - start < 40 * few + 0.5
