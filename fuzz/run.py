"""Coverage-guided fuzzing of everything that reads what strangers wrote.

    python fuzz/run.py                               every target, 30 seconds together
    python fuzz/run.py --seconds 3600 --seeds MORE   an hour, with the pages below a folder as well
    python fuzz/run.py warc parquet --runs 100000    two targets, so many executions each
    python fuzz/run.py warc --again crash-0a1b2c     what was found, once more

Inputs that break something are written into the folder of ``--findings``; the exit code is 1 where
there is one. An input may take ten seconds, a process 4 GB: an hour's counts of coverage take some.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import atheris

with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["boilerclf"]):
    import targets
from seeds import DATA, SEEDS

SECONDS_AN_INPUT: Final = 10
MEGABYTES: Final = 4096
LONGEST: Final = 4096
"""Bytes of an input, at most: longer ones cost time and find little."""

MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder of our own in it
"""Where Linux keeps files that never reach a disk."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of fuzzing one target."""

    n_runs: int
    seconds: float
    n_covered: int
    findings: tuple[str, ...]
    failed: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print what was done a target a line, and return how many targets broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(targets.TARGETS))
    parser.add_argument("--seconds", type=float, default=30.0, help="for all targets together")
    parser.add_argument("--runs", type=int, default=-1, help="for each target, at most")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--seeds", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--findings", type=Path, default=Path("findings"), metavar="FOLDER")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one input, unguarded")
    options = parser.parse_args(arguments)
    names = options.targets or [*targets.TARGETS]
    if unknown := set(names) - targets.TARGETS.keys():
        parser.error(
            f"no target {', '.join(sorted(unknown))}; there are {', '.join(targets.TARGETS)}"
        )
    if options.again:
        for name in names:
            targets.TARGETS[name].check(options.again.read_bytes())
        return 0
    n_all = n_failed = 0
    begin = time.monotonic()
    print(f"{'target':15} {'executions':>12} {'seconds':>8} {'edges':>6}  findings", flush=True)
    shares = sum(targets.TARGETS[name].share for name in names)
    for name in names:
        seconds = options.seconds * targets.TARGETS[name].share / shares
        outcome = fuzz(name, max(1, round(seconds)), options)
        found = " ".join(outcome.findings) or ("the run broke" if outcome.failed else "none")
        print(
            f"{name:15} {outcome.n_runs:12,} {outcome.seconds:8.0f} {outcome.n_covered:6}  {found}",
            flush=True,
        )
        n_all += outcome.n_runs
        n_failed += outcome.failed
    print(f"{'together':15} {n_all:12,} {time.monotonic() - begin:8.0f}")
    return int(n_failed > 0)


def fuzz(name: str, seconds: int, options: argparse.Namespace) -> Outcome:
    """Fuzz one target in a process of its own."""
    options.findings.mkdir(parents=True, exist_ok=True)
    before = set(options.findings.iterdir())
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as work:
        inputs = Path(work, "inputs")
        inputs.mkdir()
        for number, seed in enumerate(SEEDS[targets.TARGETS[name].seeds]([DATA, *options.seeds])):
            (inputs / f"seed{number}").write_bytes(seed[:LONGEST])
        process = os.fork()
        if process == 0:
            try:
                _become(name, seconds, options, inputs)
            finally:  # as libFuzzer does: nothing of the parent's is cleaned up
                os._exit(2)
        _, status = os.waitpid(process, 0)
        said = (inputs.parent / "log").read_text("utf-8", "replace")
    found = {path.name for path in set(options.findings.iterdir()) - before}
    failed = status != 0 or bool(found)
    if failed:
        (options.findings / f"{name}.log").write_text(said, "utf-8")
    runs = re.findall(r"number_of_executed_units: (\d+)", said) or re.findall(
        r"^#(\d+)", said, re.M
    )
    covered = re.findall(r"cov: (\d+)", said)
    return Outcome(
        n_runs=int(runs[-1]) if runs else 0,
        seconds=time.monotonic() - begin,
        n_covered=int(covered[-1]) if covered else 0,
        findings=tuple(sorted(found)),
        failed=failed,
    )


def _become(name: str, seconds: int, options: argparse.Namespace, inputs: Path) -> None:
    """Turn this process into libFuzzer's."""
    tempfile.tempdir = str(inputs.parent)
    output = os.open(inputs.parent / "log", os.O_CREAT | os.O_WRONLY, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    flags = {
        "max_total_time": seconds,
        "runs": options.runs,
        "seed": options.seed,
        "max_len": LONGEST,
        "timeout": SECONDS_AN_INPUT,
        "rss_limit_mb": MEGABYTES,
        "print_final_stats": 1,
        "artifact_prefix": f"{options.findings}/{name}-",
    }
    atheris.Setup(
        [sys.argv[0], *(f"-{flag}={value}" for flag, value in flags.items()), str(inputs)],
        targets.TARGETS[name].check,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
