"""Every row of docs/robustness.md has a test that carries its number, and no test has another."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_rows_and_tests_are_the_same():
    text = (ROOT / "docs" / "robustness.md").read_text("utf-8")
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    names = [
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def test_(row_\w+)", path.read_text("utf-8"), re.MULTILINE)
    ]
    tested = {int(number) for name in names for number in re.findall(r"(?:row|and)_(\d+)", name)}
    assert rows == [number for number in range(1, 48) if number not in (36, 37)]
    assert tested == {*rows}
