import pytest

from boilerclf.segment import segment_html
from boilerclf.segment.styles import Styles

HIDES = "{display:none}"

LAST = {
    "a descendant": (f".a .b{HIDES}", {"b": [".a .b"]}),
    "a child": (f".a>.b{HIDES}", {"b": [".a>.b"]}),
    "a child behind a space": (f".a >.b{HIDES}", {"b": [".a >.b"]}),
    "a child before a space": (f".a> #b{HIDES}", {"b": [".a> #b"]}),
    "two at once": (f".a, p.b.c{HIDES}", {"a": [".a"], "b": ["p.b.c"]}),
    "nothing behind the sign": (f".a >{HIDES}", {}),
    "in capitals": (".Aa{DISPLAY: NONE}", {"Aa": [".Aa"]}),
    "in capitals, beside other letters": (".é{color:red}.Aa{Visibility:HIDDEN}", {"Aa": [".Aa"]}),
    "after a letter that is two in lower case": (f".İ{{a:b}}.b{HIDES}", {"b": [".b"]}),
    "after groups in one another": (
        f"@supports (a:b){{@media print{{.a{HIDES}}}.b{HIDES}}}.c{HIDES}",
        {"b": [".b"], "c": [".c"]},
    ),
}


@pytest.mark.parametrize("case", LAST)
def test_a_selector_is_found_by_the_element_it_is_about(case):
    css, hiding = LAST[case]
    assert Styles([css]).hiding == hiding


SHOWN = {
    "always": (".a{display:block}", {"a"}, set()),
    "by the mouse": (".a:hover .b{display:block}", set(), {"b"}),
    "both": (".a:hover>.b,.c.d{visibility:visible}", {"c", "d"}, {"b"}),
    "but for the mouse": (".a:not(:hover){display:flex}", {"a"}, set()),
    "a tag": (".a p{display:block}", set(), set()),
    "before it is hidden": (
        f".a{{display:block}}@media (min-width:1px){{.a{HIDES}}}",
        set(),
        set(),
    ),
    "before it is hidden, but above all": (
        f".a{{display:block!important}}@media (min-width:1px){{.a{HIDES}}}",
        {"a"},
        set(),
    ),
    "after it is hidden": (f"@media (min-width:1px){{.a{HIDES}}}.a{{display:block}}", {"a"}, set()),
}


@pytest.mark.parametrize("case", SHOWN)
def test_what_rules_show(case):
    css, shown, shown_when_touched = SHOWN[case]
    styles = Styles([css])
    assert (styles.shown, styles.shown_when_touched) == (shown, shown_when_touched)


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\f", " \r\n"])
def test_what_css_calls_white_space_parts_a_selector(space):
    for selector in (f".tip{space}span", f"p{space}>{space}span"):
        page = segment_html(
            f"<style>{selector}{{display:none}}</style><p class=tip>A<span>b</span>"
        )
        assert page.block_texts() == ["A"]


@pytest.mark.parametrize("space", ["\v", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0", "\u3000"])
def test_what_python_alone_calls_white_space_makes_no_selector(space):
    for selector in (f".t{space}ip span", f".tip{space}span", f"p{space}>{space}span"):
        page = segment_html(
            f"<style>{selector}{{display:none}}</style><p class=tip>A<span>b</span>"
        )
        assert page.block_texts() == ["Ab"]
