"""Pages of the documentation do as they say; those of engines are run by tests/engines."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_batch_that_is_shown_runs():
    (program,) = re.findall(r"^```python\n(.*?)^```", crawls(), re.MULTILINE | re.DOTALL)
    exec(compile(program, "crawls.md", "exec"), {})  # noqa: S102  # ours


def test_every_reason_is_told():
    from boilerclf.model import families

    told = set(re.findall(r"`(\w+)`", crawls()))
    assert {*families("html"), *families("text")} <= told


def crawls():
    return (ROOT / "docs" / "crawls.md").read_text("utf-8")
