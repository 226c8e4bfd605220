import pytest

from boilerclf.segment import segment_html
from boilerclf.segment.css.styles import Styles

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
    "a name with a sign": (r".md\:a{display:block}", {"md:a"}, set()),
    "one name in two rules": (
        ".a .b{display:block}.b:focus{visibility:visible}.b i{display:flex}",
        {"b"},
        {"b"},
    ),
}
NAMES = ("a", "b", "c", "d", "md:a")


@pytest.mark.parametrize("case", SHOWN)
def test_what_rules_show(case):
    css, shown, shown_when_touched = SHOWN[case]
    styles = Styles([css])
    assert {name for name in NAMES if styles.shows([name])} == shown
    assert {name for name in NAMES if styles.shows_when_touched([name])} == shown_when_touched


LAID_OUT = {
    "in a row": (".a,.b>.c{display:flex}", {"a", "c"}),
    "in a grid": ("#d{color:red;display:inline-grid}", {"d"}),
    "on narrow screens": ("@media (max-width:9px){.a{display:flex}}.b{display:flex}", {"b"}),
    "not at all": (".a{display:block}.b{flex:1}", set()),
}


@pytest.mark.parametrize("case", LAID_OUT)
def test_what_rules_lay_out(case):
    css, names = LAID_OUT[case]
    styles = Styles([css])
    assert {name for name in NAMES if styles.lays_out([name])} == names


def test_all_names_of_an_element_are_asked_about_together():
    styles = Styles([".a,.b{display:grid}.c .b:hover{visibility:visible}"])
    assert styles.shows(["x", "b"])
    assert styles.shows_when_touched(["b", "x"])
    assert styles.lays_out(["c", "a"])
    assert not styles.shows(["c", "x"])


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
