import time

import pytest

from boilerclf.segment import segment_html

STORY = "".join(
    f"<p>The ferry was hauled out in month {n} and nobody liked it.</p>" for n in range(9)
)
LONG = "All parts of the engine that were taken out stand in the shed."
TAILWIND = (
    "<style>.hidden{display:none}@media (min-width:48rem){"
    ".md\\:block{display:block}.md\\:hidden{display:none}}</style>"
)

PAIRS = {
    "Tailwind": ("hidden md:block", "md:hidden"),
    "Tailwind with a prefix": ("tw-hidden tw-lg:flex", "tw-lg:hidden"),
    "Tailwind, the other way round": ("max-md:hidden", "md:hidden"),
    "Bootstrap 5": ("d-none d-md-inline-flex", "d-md-none"),
    "Bootstrap 3": ("hidden-xs", "visible-xs-block"),
    "Bootstrap 3, the other way round": ("hidden-xs hidden-sm", "hidden-md hidden-lg"),
    "WPBakery": ("vc_hidden-sm vc_hidden-xs", "vc_hidden-lg vc_hidden-md"),
    "Avada": ("fusion-no-small-visibility", "fusion-no-large-visibility"),
    "Foundation": ("show-for-medium", "show-for-small-only"),
    "Bulma": ("is-hidden-mobile", "is-hidden-tablet"),
    "UIkit": ("uk-visible@m", "uk-hidden@m"),
    "Materialize": ("hide-on-small-only", "hide-on-med-and-up"),
    "Elementor": ("elementor-hidden-mobile", "elementor-hidden-desktop"),
    "by the names of devices": ("desktop-only", "mobile-only"),
}


def seen(html):
    page = segment_html(html)
    return [text for text, flag in zip(page.block_texts(), page.is_unseen, strict=True) if not flag]


@pytest.mark.parametrize("case", PAIRS)
@pytest.mark.parametrize("style", ["", TAILWIND])
@pytest.mark.parametrize("place", ["{0}{1}", "{1}{0}"])
def test_of_two_for_wide_and_narrow_screens_one_is_read(case, style, place):
    wide, narrow = PAIRS[case]
    pair = f"<p class='{wide}'>The engine", f"<p class='{narrow}'>Engine"
    texts = seen(style + STORY + place.format(*pair))
    assert texts[9:] == ["The engine"]


def test_one_of_two_inside_a_sentence():
    html = (
        f"{STORY}<table><tr><th>Part<th><span class='d-none d-md-inline'>Quantity</span>"
        "<span class=d-md-none>Qty</span><tr><td>Bolt<td>4</table>"
    )
    assert seen(html)[9:] == ["Part", "Quantity", "Bolt", "4"]


@pytest.mark.parametrize("name", ["md:hidden", "d-lg-none", "visible-xs", "mobile-only"])
def test_text_that_stands_elsewhere_is_read_once(name):
    copy = f"<div><div class='x {name}'><div><p>{LONG}</p></div></div></div>"
    for space in ("  ", " \n\t", "&nbsp;", " \u2003", "\u3000", " \x0b", " \x1f", "\x85 "):
        html = f"{STORY}<div>{copy}<h2>Parts</h2><p>{LONG.replace(' ', space)}</p></div>"
        assert [" ".join(text.split()) for text in seen(html)[9:]] == ["Parts", LONG]


STAYS = {
    "only there": f"<p class=md:hidden>{LONG}",
    "twice for narrow screens": f"<i><p class=md:hidden>{LONG}</i><p class=md:hidden>{LONG}",
    "otherwise hidden": f"<p class=md:hidden>{LONG}</p><p hidden>{LONG}",
    "otherwise in a script": f"<p class=md:hidden>{LONG}</p><script>'{LONG}'</script>",
    "short": "<p class=md:hidden>Ferry</p>",
    "shown again": f"<p class='d-md-none d-lg-block'>{LONG}</p><p>{LONG}",
}


@pytest.mark.parametrize("case", STAYS)
def test_what_only_narrow_screens_have_is_left_to_the_model(case):
    assert seen(STORY + STAYS[case])[9] in (LONG, "Ferry")


BOTH = {
    "few characters that stand there twice by chance": (
        "<p class=md:hidden>Ferry times</p><p>Ferry times",
        ["Ferry times", "Ferry times"],
    ),
    "shown again on screens wider still": (
        f"<p class='d-md-none d-lg-block'>{LONG}</p><p>{LONG}",
        [LONG, LONG],
    ),
    "left out by narrow and by wide screens": (
        "<p class='hidden-xs hidden-lg'>The engine<p class=visible-xs-block>Engine",
        ["The engine", "Engine"],
    ),
}


@pytest.mark.parametrize("case", BOTH)
def test_of_two_that_are_no_pair_both_are_read(case):
    html, texts = BOTH[case]
    assert seen(STORY + html)[9:] == texts


@pytest.mark.parametrize(
    "element",
    [
        "<p class=md:hidden>The ferry was hauled out in month 1",
        "<div class=md:hidden>",
        "<i class=md:hidden>a</i><i class='hidden md:block'>b</i>",
    ],
)
def test_time_is_linear(element):
    html = STORY + element * 20_000
    started = time.process_time()
    segment_html(html)
    # Four times what an idle machine takes; a loop in a loop takes far longer.
    assert time.process_time() - started < 2e-5 * len(html) + 0.1
