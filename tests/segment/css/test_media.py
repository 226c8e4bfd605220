"""Conditions of style sheets: which hold on a wide screen."""

import pytest

from boilerclf.segment.css.media import Scope, scope_of

SCOPES = {
    Scope.EVERYWHERE: ["", "all", "screen", "only screen", " SCREEN ", "print, screen"],
    Scope.WIDE: [
        "(min-width:600px)",
        "screen and (min-width: 48em) and (max-width:2000px)",
        "(width >= 40rem)",
        "(600px <= width < 3000px)",
        "not all and (max-width:767px)",
        "(max-width:9px), (min-width:9px)",
        "(min-device-width:.5em)",
    ],
    Scope.UNKNOWN: [
        "(hover)",
        "(min-width:600px) and (orientation:landscape)",
        "(min-width:1500px)",
        "(max-width:1500px)",
        "(a) (b)",
        "not print",
        "(min-width:600px) or (hover)",
        "not all and (hover)",
        "tv",
        "(min-width:" + "9" * 400 + "px)",
    ],
    Scope.NOWHERE: [
        "print",
        "only print and (min-width:1px)",
        "(max-width:600px)",
        "(width < 600px)",
        "(100px < width <= 600px)",
        "not all",
        "not screen and (min-width:9px)",
        "(hover) and (max-width:9px)",
        "(min-width:2000px)",
    ],
}


@pytest.mark.parametrize(
    ("scope", "condition"), [(scope, its) for scope, of in SCOPES.items() for its in of]
)
def test_where_rules_hold(scope, condition):
    assert scope_of(f"@media {condition}") is scope


@pytest.mark.parametrize(
    ("condition", "scope"),
    [
        ("@supports (display: grid)", Scope.EVERYWHERE),
        ("@layer base", Scope.EVERYWHERE),
        ("@font-face", Scope.NOWHERE),
        ("@container (min-width:600px)", Scope.UNKNOWN),
        ("", Scope.UNKNOWN),
    ],
)
def test_other_conditions(condition, scope):
    assert scope_of(condition) is scope
