"""What structure survives: text, code, tables and links of Markdown, beside another extractor's.

    python benchmarks/markup.py [FOLDER]

FOLDER holds pages and their `labels.jsonl`, as `data/html` does. What should come out is read
from the pages themselves, where the labels say content; what came out from the Markdown, turned
into HTML by markdown-it. Each number is F1 over all pages, as in WebMainBench: of words, of lines
of code, of whole table rows, and of links, each with its text and its whole address. "gold" is our
Markdown of the blocks that are labelled content: what the writer alone is worth.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import trafilatura
from markdown_it import MarkdownIt
from peers import markdown_table, versions
from turbohtml import Element, parse

import boilerclf
from boilerclf.classified.kept.inline import resolved
from boilerclf.classified.kept.markdown import kept_markdown
from boilerclf.segment import segment_html

KINDS: Final = ("text", "code", "table", "link")
ADDRESS: Final = "http://site.example/section/page.html"
"""Where each page is said to stand, so that links can be whole."""

_READER: Final = MarkdownIt("commonmark", {"html": True}).enable("table")
_BLOCKS: Final = (
    "p, li, h1, h2, h3, h4, h5, h6, td, th, dd, dt, blockquote, figcaption, caption, div"
)
_WORD: Final = re.compile(r"\w+")

Structures = dict[str, Counter[object]]


def structures(html: str, content: str | None = None) -> Structures:
    """Return the words, lines of code, table rows and links of a page.

    Parameters
    ----------
    html : str
        The page.
    content : str or None, default: None
        What of it counts, a block a line; None for all.
    """
    tree = parse(html)
    lines = None if content is None else set(map(_folded, content.split("\n")))

    def counts(text: str) -> bool:
        return lines is None or not text or text in lines

    found: Structures = {kind: Counter() for kind in KINDS}
    text = tree.text if content is None else content
    found["text"].update(_WORD.findall(text.lower()))
    for pre in tree.select("pre"):
        code = [line.rstrip() for line in pre.text.split("\n") if line.strip()]
        if content is None or _folded(pre.text) in _folded(content):
            found["code"].update(code)
    for row in tree.select("tr"):
        cells = tuple(_folded(cell.text) for cell in row.select("td, th"))
        if len(cells) > 1 and any(cells) and all(map(counts, cells)):
            found["table"][cells] += 1
    for link in tree.select("a[href]"):
        block = link.closest(_BLOCKS)
        around = link if block is None else block
        if _folded(link.text) and counts(_folded(around.text)):
            found["link"][_folded(link.text), _address(link)] += 1
    return found


def _folded(text: str) -> str:
    return " ".join(text.split())


def _address(link: Element) -> str:
    return resolved(ADDRESS, str(link.attrs["href"]))


def f1(pairs: list[tuple[Counter[object], Counter[object]]]) -> float:
    """Return F1 of what came out against what should have, over all pages; 1 for nothing at all.

    Examples
    --------
    >>> f1([(Counter("ab"), Counter("bc"))])
    0.5
    """
    n_right = sum((kept & gold).total() for kept, gold in pairs)
    n_all = sum(kept.total() + gold.total() for kept, gold in pairs)
    return 2 * n_right / n_all if n_all else 1.0


def ours(html: str, content: str) -> str:
    """Return the Markdown of the shipped model."""
    page = boilerclf.classify(html, kind="html")
    return kept_markdown(page.page, page.kept, ADDRESS)


def gold(html: str, content: str) -> str:
    """Return our Markdown of the labelled blocks."""
    page = segment_html(html)
    lines = set(map(_folded, content.split("\n")))
    kept = [
        _folded(text) in lines or all(_folded(line) in lines for line in text.split("\n"))
        for text in page.block_texts()
    ]
    return kept_markdown(page, np.array(kept, bool), ADDRESS)


def theirs(html: str, content: str) -> str:
    """Return trafilatura's Markdown."""
    written = trafilatura.extract(
        html, url=ADDRESS, output_format="markdown", include_links=True, include_formatting=True
    )
    return written or ""


TOOLS: Final[dict[str, Callable[[str, str], str]]] = {
    "boilerclf": ours,
    "boilerclf, gold": gold,
    "trafilatura": theirs,
}


def scores(folder: Path) -> dict[str, dict[str, float]]:
    """Return each tool's F1 of each kind of structure."""
    records = [json.loads(line) for line in (folder / "labels.jsonl").open(encoding="utf-8")]
    pages = [
        ((folder / item["html_file"]).read_text("utf-8", "replace"), item["content"])
        for item in records
    ]
    wanted = [structures(*page) for page in pages]
    table = {}
    for name, convert in TOOLS.items():
        kept = [structures(_READER.render(convert(*page))) for page in pages]
        pairs = list(zip(kept, wanted, strict=True))
        table[name] = {kind: f1([(ours[kind], its[kind]) for ours, its in pairs]) for kind in KINDS}
    return table


def main() -> None:
    """Print a row a tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default="data/html", help="pages and their labels.jsonl"
    )
    folder = parser.parse_args().folder
    rows = [
        [name, *(f"{values[kind]:.3f}" for kind in KINDS)]
        for name, values in scores(folder).items()
    ]
    print(markdown_table(["F1", *KINDS], rows))
    print(versions(("boilerclf", "turbohtml", "trafilatura", "markdown-it-py")))


if __name__ == "__main__":
    main()
