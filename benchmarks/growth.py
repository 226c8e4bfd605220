"""How time and memory of every stage grow with inputs made to be slow.

    python benchmarks/growth.py                                   every stage and family
    python benchmarks/growth.py --stages output --size 100000     one stage, longer inputs

Each family is made in four sizes, each twice the one before. The slope is that of a straight line
through the logarithms of cost and size: 1 is linear, 2 quadratic. Times are of the processor, the
best of three; memory is what the stage adds at its most to a process of its own, as Linux counts
it. What costs less than can be told from nothing has no slope ("-"). The exit code is 1 where a
slope is above the one allowed.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from peers import markdown_table, versions

from boilerclf.classified import ClassifiedPage
from boilerclf.model import Decision, find_units, load_model
from boilerclf.segment import segment_html, segment_text
from boilerclf.segment.decoding.decode import decode

N_RUNS: Final = 3
LEAST_SECONDS: Final = 0.002
LEAST_MEGABYTES: Final = 4.0
STEEPEST: Final = 1.4
"""Above it something grows faster than its input; caches that overflow alone reach 1.2."""

Make = Callable[[int], Any]


_QUESTION: Final = "<button class=accordion>Is it open?</button><div>It is open."


def again(piece: str, before: str = "", after: str = "") -> Make:
    """Return a family that repeats a piece."""
    return lambda size: before + piece * (size // len(piece)) + after


def numbered(piece: str, before: str = "", after: str = "") -> Make:
    """Return a family of pieces that are all different."""

    def make(size: int) -> str:
        parts, length = [before], 0
        for number in count():
            parts.append(piece.replace("#", f"n{number:x}"))
            length += len(parts[-1])
            if length >= size:
                return "".join(parts) + after
        raise AssertionError

    return make


def styled(size: int) -> str:
    """Return rules and as many elements that they are about."""
    n = size // 60
    rules = "".join(f".n{number} p,.m .n{number}{{display:none}}" for number in range(n))
    return f"<style>{rules}</style>" + "".join(f"<p class=n{number}>a" for number in range(n))


def deep_data(size: int) -> str:
    """Return a page whose data, in a script, is nested."""
    story = '{"articleBody": "A story that was told.", "a": '
    n = size // (len(story) + 1)
    return f"<script type='application/ld+json'>{story * n}1{'}' * n}</script>"


HTML: Final[dict[str, Make]] = {
    "paragraphs": again("<p>Some words here."),
    "different paragraphs": numbered("<p>Words # that # differ."),
    "one paragraph": again("some words ", "<p>"),
    "one word": again("x", "<p>"),
    "different words": numbered("# ", "<p>"),
    "nested": again("<div>", "", "a"),
    "nested around text": again("<div>a"),
    "formatting not closed": again("<p><b>"),
    "links": again("<a href=x>y</a> "),
    "links in links": again("<a href=x><div>"),
    "rows": again("<tr><td>a<td>b", "<table>"),
    "cells of one row": again("<td>a", "<table><tr>"),
    "tables in tables": again("<table><tr><td>a"),
    "text in tables": again("<table>a"),
    "items": again("<li>Some item", "<ul>"),
    "lists in lists": again("<ul><li>a"),
    "definitions": again("<dt>a<dd>b", "<dl>"),
    "quotes": again("<blockquote>a"),
    "code": again("a = b\n", "<pre><code>"),
    "codes side by side": again("<code class=language-x>a</code>", "<div>"),
    "blocks of code amid siblings": again("<pre>a = b</pre><i></i><i></i>", "<div>"),
    "lines": again("a<br>", "<p>"),
    "options": again("<option>a", "<select>"),
    "forms": again("<form><div></form>"),
    "different names": numbered('<p class="# a" id=#>b'),
    "names of one element": numbered("# ", '<p class="', '">a'),
    "attributes": numbered("#=a ", "<p ", ">a"),
    "hidden": again("<p hidden>Some words."),
    "rules": styled,
    "one rule of many parts": again(".a>b ", "<style>", "{display:none}</style><p class=a>a"),
    "selectors": numbered(".#,", "<style>", "p{display:none}</style><p class=a>a"),
    "tabs": numbered('<a role=tab href="##">a</a><div role=tabpanel hidden id=#>b</div>'),
    "templates": again("<template><p>a</template>"),
    "headlines": again("<h2>Some headline</h2>"),
    "titles": again("<title>a</title>"),
    "top tags": numbered("<html #=a>"),
    "comments": again("<!-- a -->"),
    "never closed": again("<x ", "<!--"),
    "entities": again("&amp;", "<p>"),
    "drawings": again("<svg><p>a"),
    "formulas": again("<math><mi>a</math>", "<p>"),
    "readings": again("<ruby>a<rt>b</ruby>", "<p>"),
    "no scripts": again("<noscript><p>a</noscript>"),
    "frames": again("<iframe srcdoc='<p>a'></iframe>"),
    "one frame": again("&lt;div>a", "<iframe srcdoc='", "'>"),
    "pages of a book": again("in the <span class=pagenum>[12]</span>mill ", "<p>"),
    "numbers in items": again("<li value=1><div>1</div><b>1</b> a", "<ol>"),
    "questions": numbered(
        "<div><button aria-controls=#>Is # open?</button><p id=#>It is open.</div>"
    ),
    "questions in answers": again(f"{_QUESTION * 20}{'</div>' * 20}"),
    "a text in answers": again("It is open. ", _QUESTION * 20),
    "listings of Doxygen": again(
        "<div class=fragment><div class=line>a</div>", "<td class=memname>"
    ),
    "deep data": deep_data,
}

TEXT: Final[dict[str, Make]] = {
    "lines": again("Some words here\n"),
    "different lines": numbered("Words # that # differ\n"),
    "one line": again("Some words here "),
    "one word": again("x"),
    "one letter a line": again("a\n"),
    "blank lines": again("\n", "", "a"),
    "returns": again("\r", "", "a"),
    "items": again("• Some item\n"),
    "marks": again("!?.,-|\n"),
    "addresses": again("https://ellery.example/a?b=c\n"),
    "numbers": again("12.30 "),
    "accents": again("\u0301", "e"),
    "Chinese": again("渡船早上离开了码头。\n"),
    "directions": again("\u202ea\u202c\n"),
    "halves of characters": again("\ud800"),
}

BYTES: Final[dict[str, Make]] = {
    "ASCII": lambda size: b"a b\n" * (size // 4),
    "a bad byte at the end": lambda size: "ö ".encode() * (size // 3) + b"\xff",
    "bad bytes": lambda size: b"\xff a" * (size // 3),
    "all bytes": lambda size: bytes(range(256)) * (size // 256),
    "drawn bytes": lambda size: random.Random(5).randbytes(size),  # noqa: S311  # no secret
    "two encodings": lambda size: ("ö\n".encode() + b"\xf6\n") * (size // 5),
    "open tags": lambda size: b"<" * size + b"\xe9",
    "meta elements": lambda size: b"<meta charset=x>" * (size // 16) + b"\xe9",
    "an open declaration": lambda size: b"<?xml " + b"a" * size + b"\xe9",
    "escapes": lambda size: b"\x1b$B" * (size // 3),
    "UTF-16": lambda size: "a ".encode("utf-16-le") * (size // 4),
    "surrogates": lambda size: b"\xed\xa0\x80" * (size // 3),
    "GBK": lambda size: "渡船".encode("gbk") * (size // 4),
}

_MODELS: Final = {"html": load_model("html"), "text": load_model("text")}
_READ: Final = {"html": segment_html, "text": segment_text}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a prediction: what is done before the clock runs, and what is timed."""

    prepare: Callable[[str, Any], Any]
    run: Callable[[Any], object]


def _page(kind: str, text: str) -> Any:  # noqa: ANN401  # as in Stage
    return _MODELS[kind], _READ[kind](text)


def _features(kind: str, text: str) -> Any:  # noqa: ANN401  # as in Stage
    model, page = _page(kind, text)
    return (model, model.featurizer.first(page)) if page.n_blocks else None


def _after_first(kind: str, text: str) -> Any:  # noqa: ANN401  # as in Stage
    given = _features(kind, text)
    return given and (*given, given[0].first_pass(given[1]))


def _scored(kind: str, text: str) -> Any:  # noqa: ANN401  # as in Stage
    model, page = _page(kind, text)
    return model.score(page)


def _labelled(kind: str, text: str) -> ClassifiedPage:
    model, page = _page(kind, text)
    return model.classify_page(page, Decision("threshold", 0.0))


def _decide(scored: Any) -> None:  # noqa: ANN401  # as in Stage
    for rule in (Decision(spread=3.0), Decision(), Decision("threshold")):
        rule.apply(scored.probabilities, scored.n_words)


def _write(page: ClassifiedPage) -> None:
    _ = page.content, page.spaced_content, page.html, page.markdown, page.to_record("a")


STAGES: Final[dict[str, Stage]] = {
    "decode": Stage(lambda _, data: data, decode),
    "segment": Stage(lambda kind, text: (_READ[kind], text), lambda its: its[0](its[1])),
    "featurize": Stage(_page, lambda its: its[1].n_blocks and its[0].featurizer.first(its[1])),
    "first pass": Stage(_features, lambda its: its and its[0].first_pass(its[1])),
    "second pass": Stage(_after_first, lambda its: its and its[0].second_pass(*its[1:])),
    "units": Stage(
        _after_first, lambda its: its and find_units(its[1].view).pooled(its[2], its[1].n_words)
    ),
    "decide": Stage(_scored, _decide),
    "output": Stage(_labelled, _write),
    "explain": Stage(_labelled, lambda page: page.explain().to_dict()),
    "all": Stage(_page, lambda its: its[0].classify_page(its[1])),
}


def families(stage: str) -> Iterator[tuple[str, str, Make]]:
    """Yield kind, name and family for a stage."""
    if stage == "decode":
        yield from (("bytes", name, make) for name, make in BYTES.items())
        return
    for kind, its in (("html", HTML), ("text", TEXT)):
        yield from ((kind, name, make) for name, make in its.items())


def seconds(stage: Stage, kind: str, data: object, n_runs: int = N_RUNS) -> float:
    """Return the processor time that a stage takes, the best of some runs."""
    found = []
    for _ in range(n_runs):
        given = stage.prepare(kind, data)
        begin = time.process_time()
        stage.run(given)
        found.append(time.process_time() - begin)
    return min(found)


def megabytes(stage: Stage, kind: str, data: object) -> float:
    """Return the memory that a stage adds at its most, measured in a process of its own."""
    given = stage.prepare(kind, data)
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what is left free here would not be taken anew there
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is as of now
            before = _peak()
            stage.run(given)
            os.write(writer, f"{_peak() - before}".encode())
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        return float(answer.read() or "nan")


def _peak() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def slope(sizes: Sequence[int], costs: Sequence[float], least: float) -> float:
    """Return the power of the size that a cost grows with; NaN where it is too small to tell.

    Examples
    --------
    >>> round(slope([1, 2, 4], [3.0, 12.0, 48.0], 1.0), 3)
    2.0
    """
    told = [(size, cost) for size, cost in zip(sizes, costs, strict=True) if cost >= least]
    if len(told) < 2:
        return float("nan")
    x, y = np.log(told).T
    return float(np.polyfit(x, y, 1)[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table, and return 1 where something is too steep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=[*STAGES], metavar="STAGE")
    parser.add_argument("--size", type=int, default=40_000, help="characters of the shortest")
    options = parser.parse_args(arguments)
    sizes = [options.size << doubled for doubled in range(4)]
    print(f"{versions(('boilerclf', 'turbohtml', 'numpy'))}, load before: {os.getloadavg()[0]:.1f}")
    rows, n_steep = [], 0
    for name in options.stages:
        for kind, family, make in families(name):
            data = [make(size) for size in sizes]
            times = [seconds(STAGES[name], kind, its) for its in data]
            memory = [megabytes(STAGES[name], kind, its) for its in islice(data, 4)]
            slopes = slope(sizes, times, LEAST_SECONDS), slope(sizes, memory, LEAST_MEGABYTES)
            n_steep += sum(its > STEEPEST for its in slopes)
            shown = ["-" if np.isnan(its) else f"{its:.2f}" for its in slopes]
            costs = f"{times[-1] * 1000:.0f}", shown[0], f"{memory[-1]:.0f}", shown[1]
            rows.append([name, kind, family, *costs])
    header = ["stage", "kind", "family", "ms", "slope", "MB", "slope"]
    print(markdown_table(header, rows))
    print(f"sizes: {', '.join(f'{size:,}' for size in sizes)}; steeper than {STEEPEST}: {n_steep}")
    return int(n_steep > 0)


if __name__ == "__main__":
    sys.exit(main())
