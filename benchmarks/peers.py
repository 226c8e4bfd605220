"""Other extractors and the collections they are judged on, as both benchmarks use them."""

from __future__ import annotations

import contextlib
import importlib
import logging
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from boilerclf.corpus import corpora_in
from boilerclf.errors import DataError
from boilerclf.files import read_json_lines

T = TypeVar("T")

Extract = Callable[[str, str], str]
"""Takes a page and its address (empty where unknown), returns the text that the tool keeps."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its name in tables, its package, and what makes its extractor once."""

    name: str
    package: str
    make: Callable[[], Extract]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that is installed, ready to extract."""

    name: str
    version: str
    extract: Extract


def _trafilatura() -> Extract:
    extract = importlib.import_module("trafilatura").extract
    return lambda html, url: extract(html) or ""


def _trafilatura_without_comments() -> Extract:
    extract = importlib.import_module("trafilatura").extract
    return lambda html, url: extract(html, include_comments=False) or ""


def _resiliparse() -> Extract:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html, url: extract(html, main_content=True, alt_texts=False)


def _justext() -> Extract:
    justext = importlib.import_module("justext")
    words = justext.get_stoplist("English")
    return lambda html, url: "\n".join(
        paragraph.text for paragraph in justext.justext(html, words) if not paragraph.is_boilerplate
    )


def _readability() -> Extract:
    document = importlib.import_module("readability").Document
    parse = importlib.import_module("lxml.html").fromstring
    return lambda html, url: str(parse(document(html).summary()).text_content())


def _rs_trafilatura() -> Extract:
    extract = importlib.import_module("rs_trafilatura").extract
    return lambda html, url: (extract(html, url=url) if url else extract(html)).main_content or ""


def _chromerag() -> Extract:
    extractor = importlib.import_module("chromerag").ChromeRAG()
    return lambda html, url: without_front_matter(extractor.extract(html, url=url or None).markdown)


PEERS = (
    Peer("trafilatura", "trafilatura", _trafilatura),
    Peer("trafilatura, no comments", "trafilatura", _trafilatura_without_comments),
    Peer("resiliparse main content", "resiliparse", _resiliparse),
    Peer("jusText (English)", "jusText", _justext),
    Peer("readability-lxml", "readability-lxml", _readability),
    Peer("rs-trafilatura", "rs-trafilatura", _rs_trafilatura),
    Peer("ChromeRAG", "chromerag", _chromerag),
)
"""The tools, each with its documented defaults where its name says nothing else."""


def installed(wanted: Sequence[str] | None = None) -> list[Tool]:
    """Return the tools that can be run, and say of each other one why it is left out.

    Parameters
    ----------
    wanted : sequence of str, default: None
        Beginnings of names, in any case; None takes every tool.

    Raises
    ------
    DataError
        A beginning fits no tool.
    """
    names = [peer.name for peer in PEERS]
    for start in wanted or ():
        if not any(_fits(name, start) for name in names):
            raise DataError(f"tool {start!r} is not known; choose from: {'; '.join(names)}")
    tools = []
    for peer in PEERS:
        if wanted is not None and not any(_fits(peer.name, start) for start in wanted):
            continue
        try:
            tools.append(Tool(peer.name, version(peer.package), peer.make()))
        except (ImportError, PackageNotFoundError) as error:
            reason = f"package {peer.package} is not installed or not usable ({error})"
            print(f"left out: {peer.name}: {reason}")
    for name in {peer.package for peer in PEERS} | {"readability", "htmldate"}:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return tools


def find(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Return the files of the named corpora that a folder holds, and say which it lacks.

    Raises
    ------
    DataError
        There is no such folder.
    """
    found = corpora_in(folder)
    for name in names:
        if name not in found:
            print(f"left out: {name}: {folder} holds no such file")
    return {name: found[name] for name in names if name in found}


def addresses(path: Path) -> dict[str, str]:
    """Return the address of each record of a file that gives one, by the record's id."""
    return {
        item["id"]: item["url"]
        for _, item in read_json_lines(path)
        if isinstance(item, dict) and item.get("url")
    }


def sample(items: Sequence[T], n_items: int | None) -> list[T]:
    """Return that many items at equal distances, all where there are fewer or None is given."""
    if n_items is None or n_items >= len(items):
        return list(items)
    return [items[number * len(items) // n_items] for number in range(n_items)]


def versions(packages: Iterable[str], tools: Iterable[Tool] = ()) -> str:
    """Return the versions of Python, of packages that are installed, and of tools."""
    parts = [f"Python {platform.python_version()}"]
    for package in packages:
        with contextlib.suppress(PackageNotFoundError):
            parts.append(f"{package} {version(package)}")
    return ", ".join([*parts, *(f"{tool.name}: {tool.version}" for tool in tools)])


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as Markdown, the first column to the left, the others to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def without_front_matter(markdown: str) -> str:
    """Return Markdown without the block of metadata that some tools put before it."""
    start = "---\n"
    if not markdown.startswith(start):
        return markdown
    _, found, body = markdown[len(start) :].partition("\n---\n")
    return body if found else markdown


def _fits(name: str, start: str) -> bool:
    return name.lower().startswith(start.lower())
