import pytest

from boilerclf.shown import printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.txt", "a b.txt"),
        ("žluť 🙂", "žluť 🙂"),
        ("caf\udce9", r"caf\xe9"),
        ("a\nb\x1b\x7f\x9b", r"a\x0ab\x1b\x7f\x9b"),
        ("\ud800", r"\ud800"),
    ],
)
def test_printable(name, shown):
    assert printable(name) == shown
