"""What rules of a page's own style sheets, and inline styles, put out of sight and back."""

import pytest

from boilerclf.segment import segment_html

STORY = "".join(f"<p>The ferry was hauled out in month {n}, as every year.</p>" for n in range(9))
FAR = "position:absolute;left:-9999px"
DOT = "position:absolute;width:1px;height:1px;overflow:hidden"

OTHERS = "".join(f".x{n}{{{FAR}}}" for n in range(20))

HIDDEN = {
    "far to the left": f".zq{{{FAR}}}",
    "far up, in capitals": ".zq{POSITION:fixed;Top:-999em}",
    "by its id": f"#zi{{{FAR}}}",
    "among other rules": f".a{{color:red}}.b{{z-index:-999}}.c{{d:e}}.a .zq,.zq{{{FAR}}}.f{{g:h}}",
    "twice": f".zq{{{FAR}}}.zq{{{FAR}}}",
    "by indent": ".zq{text-indent:-9999px;background:url(logo.png)}",
    "a dot": f".zq{{{DOT}}}",
    "a dot, in another order": ".zq{height:1px;overflow:hidden;width:1px;position:absolute}",
    "back with the focus": f".zq{{{FAR}}}.zq:focus{{left:0}}.zq:active{{left:0}}",
    "moved once more": f".zq{{{FAR}}}@media (min-width:9px){{.zq{{top:0;{FAR}}}}}",
    "moved further": f".zq{{{FAR}}}.zq.on{{left:-99999px}}",
    "far away, and given a width": f".zq{{{FAR}}}.zq.on{{width:200px}}",
    "far away, and not moved": f".zq{{{FAR}}}.zq.on{{transform:none;animation: none}}",
    "by indent, and given a place": ".zq{text-indent:-9999px}.zq.on{position:relative;left:0}",
    "a dot that is given a place": f".zq{{{DOT}}}.zq.on{{left:0}}",
    "a dot, cut otherwise": ".zq{position:absolute;width:1px;height:1px;overflow:clip}",
    "by its id, above what its class says": f"#zi{{{FAR}}}.zq{{position:relative}}",
    "far away, and not shown": f".zq{{display:none}}.zq{{{FAR}}}.zq.on{{left:0}}",
    "far away, as a block": f".zq{{{FAR};display:block}}",
    "away from the text by indent": ".zq{text-indent: -9999px}.zq.on{text-indent: -99999px}",
    "without a comment of HTML": f"--> .zq{{{FAR}}}",
    "clipped, and given a place": ".zq{position:absolute;clip:rect(0 0 0 0)}.zq{left:9px}",
    "in a comment of HTML": f"<!-- .zq{{{FAR}}} -->",
}
SHOWN = {
    "not taken out of the text": ".zq{left:-9999px}",
    "a step to the left": ".zq{position:absolute;left:-99px}",
    "behind all else": ".zq{position:absolute;z-index:-9999}",
    "by its tag": f"p{{{FAR}}}",
    "in print": f"@media print{{.zq{{{FAR}}}}}",
    "on screens of one width": f"@media (max-width:600px){{.zq{{{FAR}}}}}",
    "on wide screens": f"@media (min-width:600px){{.zq{{{FAR}}}}}",
    "in another state": f".zq{{{FAR}}}.zq.open{{left:0}}",
    "in another state, as one of many": f"{OTHERS}.zq{{{FAR}}}.zq.open{{left:auto}}",
    "in a state of its own": f".zq{{{FAR}}}.active{{position:static}}",
    "moved by a state": f".zq{{{FAR}}}.active{{left:0}}",
    "moved by its id": f".zq{{{FAR}}}#zi{{left:0}}",
    "by its id, moved above all": f"#zi{{{FAR}}}.active{{left:0!important}}",
    "by its id, moved by an id": f"#zi{{{FAR}}}.on #zi{{left:0}}",
    "moved, and its background clipped": (
        f".zq{{{FAR};background-clip:padding-box}}.zq.open{{left:0}}"
    ),
    "a dot that grows, cut otherwise": (
        ".zq{position:absolute;width:1px;height:1px;overflow:clip}.zq.on{width:10px}"
    ),
    **{
        f"moved by {how}": f".zq{{{FAR}}}.zq.on{{{how}}}"
        for how in (
            *("left:-20px", "left:.5em", "left:+5px", "inset:0", "inset-inline-start:0"),
            *("transform:translateX(9999px)", "margin-left:9999px", "animation:in 1s"),
        )
    },
    "with the mouse on what is around": f".zq{{{FAR}}}div:hover .zq{{left:auto}}",
    "back in the text": f".zq{{{FAR}}}@media (min-width:9px){{.zq{{position:static}}}}",
    "back by indent": ".zq{text-indent:-9999px}.b .zq{text-indent:0}",
    "a line": ".zq{position:absolute;width:100%;height:1px;overflow:hidden}",
    "a dot that grows": f".zq{{{DOT}}}.zq.open{{width:200px}}",
    "a dot that shows all": ".zq{position:absolute;width:1px;height:1px}",
    "a dot in the text": ".zq{width:1px;height:1px;overflow:hidden}",
    "lines of a pixel": ".zq{position:absolute;line-height:1px;max-width:1px;overflow:hidden}",
}


def last_is_unseen(html):
    return bool(segment_html(f"{STORY}{html}").is_unseen[-1])


@pytest.mark.parametrize("case", HIDDEN)
def test_text_that_a_class_puts_out_of_sight_is_hidden(case):
    html = f"<style>{HIDDEN[case]}</style><div><p class=zq id=zi>Two words"
    assert last_is_unseen(html)


@pytest.mark.parametrize("case", SHOWN)
def test_text_that_a_class_does_not_put_out_of_sight_is_shown(case):
    html = f"<style>{SHOWN[case]}</style><div><p class='zq active' id=zi>Two words"
    assert not last_is_unseen(html)


def test_a_dot_is_hidden_by_inline_style():
    assert last_is_unseen(f"<p style='{DOT}'>Two words")
    assert not last_is_unseen("<p style='width:1px;height:1px;overflow:hidden'>Two words")


def test_a_path_that_cuts_to_nothing_may_have_spaces():
    assert last_is_unseen("<p style='position:absolute;clip-path:inset( 50% )'>Two words")
    assert not last_is_unseen("<p style='position:absolute;clip-path:inset(9%)'>Two words")


def test_a_word_of_a_sentence_that_a_second_class_brings_back_is_read():
    style = f"<style>{OTHERS}.off{{{FAR}}}.off.on{{left:0}}</style>"
    page = segment_html(f"{style}<p>The price is <span class='off on'>nine pounds</span> each")
    assert page.block_texts() == ["The price is nine pounds each"]


def test_what_only_listeners_get_is_left_out_of_the_text():
    page = segment_html(
        f"<style>.zq{{{DOT}}}</style><p>EUR 9.50<span class=zq>EUR 9.50</span> each"
    )
    assert page.block_texts() == ["EUR 9.50 each"]


def test_a_pane_that_a_class_moves_is_brought_to_view():
    html = f"<style>.ui-tabs-hide{{{FAR}}}</style><div class=ui-tabs-hide>Two words</div>"
    assert not last_is_unseen(html)
