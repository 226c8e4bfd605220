"""Rows 38 to 47 of docs/robustness.md: the caller's options, machine and streams."""

import ast
import importlib
import inspect
import json
import os
import pkgutil
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__

import boilerclf
from boilerclf.model import load_model

ROOT = Path(__file__).parents[2]


def test_row_38_what_can_be_named(run, here, story):
    os.mkdir("folder")
    os.symlink("..", "folder/loop")
    Path("folder/a.txt").write_text(f"{story}\n{story}")
    Path(os.fsdecode(b"folder/caf\xe9.txt")).write_text(f"{story}\n{story}")
    os.mkfifo("folder/pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("folder/socket")
        done = run("predict", "folder", "/dev/zero", "--format", "jsonl")
    assert done.code == 1
    by_status = {}
    for record in done.records:
        by_status.setdefault(record["status"], []).append(record["source"])
    assert len(by_status["ok"]) == 2
    assert "folder/caf\\xe9.txt" in by_status["ok"]
    assert {"folder/socket", "folder/pipe", "/dev/zero"} <= set(by_status["failed"])


@pytest.mark.parametrize("jobs", ["two", "1.5", ""])
def test_row_39_numbers_of_workers_that_are_none(run, here, jobs, story):
    Path("a.txt").write_text(story)
    done = run("predict", "a.txt", "--jobs", jobs)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, b"", 1)


@pytest.mark.parametrize("jobs", ["0", "-1", "10000"])
def test_row_39_never_more_workers_than_cores(start, here, jobs, story):
    Path("a.txt").write_text(f"{story}\n{story}")
    one, many = (start("predict", "a.txt", "--jobs", jobs) for jobs in ("1", jobs))
    assert (many.code, many.out) == (0, one.out)


def test_row_39_workers_after_threads(here):
    Path("main.py").write_text(
        "import threading\n"
        "from boilerclf.bulk import classify_documents\n"
        "from boilerclf.sources import read_documents\n"
        "if __name__ == '__main__':\n"
        "    done = threading.Event()\n"
        "    threads = [threading.Thread(target=done.wait) for _ in range(4)]\n"
        "    [thread.start() for thread in threads]\n"
        "    open('a.txt', 'w').write('One long sentence of a story that was told.\\n' * 3)\n"
        "    pages = list(classify_documents(read_documents(['a.txt']), jobs=2))\n"
        "    done.set()\n"
        "    print(len(pages), pages[0][1].status)\n"
    )
    done = subprocess.run(
        [sys.executable, "main.py"],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 ok\n", "")


def modules():
    """Yield every module of the package that can be imported here."""
    for info in pkgutil.walk_packages(boilerclf.__path__, "boilerclf."):
        try:
            yield importlib.import_module(info.name)
        except ImportError:  # an extra that is not installed
            continue


def patterns_of(module):
    """Yield the name and the value of every regular expression in a module's variables."""
    for name, value in vars(module).items():
        found = [item for item in flat(value) if isinstance(item, re.Pattern)]
        for number, pattern in enumerate(found):
            yield name, f"{module.__name__}.{name}{number or ''}", pattern


def flat(value):
    if isinstance(value, dict):
        value = (*value, *value.values())
    if isinstance(value, tuple | list | set | frozenset):
        return [deep for item in value for deep in flat(item)]
    return [value]


def patterns():
    """Return every regular expression that a module of the package holds, by its place.

    Beside each stands if it is only tried where a text begins: all modules that hold it call
    nothing but ``match`` and ``fullmatch`` of it.
    """
    found = {}
    for module in modules():
        source = inspect.getsource(module)
        for name, place, pattern in patterns_of(module):
            # One that stands in a table is called "pattern" where the table is gone through.
            calls = set(re.findall(rf"\b(?:{name}|pattern)\.(\w+)\(", source))
            begins = bool(calls) and calls <= {"match", "fullmatch"}
            first, its = found.get(pattern, (place, True))
            found[pattern] = first, its and begins
    return {name: (pattern, begins) for pattern, (name, begins) in found.items()}


PATTERNS = patterns()
HARD = (
    "a",
    " ",
    "<",
    "<!",
    "=",
    "'",
    '"',
    "&#",
    "ab ",
    "a=",
    "\n",
    "</",
    "-",
    "0",
    ".",
    "a.",
    "\\",
    "A",
    "{",
    "%",
    "/*",
    ";:",
)


def test_row_40_every_pattern_is_a_variable_of_its_module():
    """What stands in a variable is looked at; nothing is compiled or tried anywhere else."""
    n_seen = 0
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        assert not any(
            isinstance(node, ast.ImportFrom) and node.module == "re" for node in tree.body
        )
        used = [
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        ]
        own = [place for _, place, _ in patterns_of(module) if place.startswith(module.__name__)]
        # A pattern that another module made is in the variables of both.
        assert used.count("compile") <= len(own), module.__name__
        assert set(used) <= {"compile", "escape"}, module.__name__
        n_seen += used.count("compile")
    assert n_seen >= len(PATTERNS) > 60


def units(pattern):
    """Return what a text is made of that this pattern may find hard: of its own characters too."""
    text = pattern.pattern
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    own = [sign for sign in dict.fromkeys(text) if sign not in "()[]^$?*+|"][:5]
    words = list(dict.fromkeys(re.findall(r"[\w<>=/!-]{2,}", text)))[:6]
    return (*HARD, *words, *(f"{one}{two}" for one in own for two in own))


def matching_time(pattern, begins, text):
    """Return the processor time of trying a pattern at the text's beginning, or all through it."""
    given = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if begins:
        pattern.match(given)
    else:
        for _ in pattern.finditer(given):
            pass
    return time.process_time() - start


@pytest.mark.parametrize("name", PATTERNS)
def test_row_40_no_pattern_is_slower_than_linear(name):
    for unit in units(PATTERNS[name][0]):
        short, long = (unit * (size // len(unit)) + "!\0" for size in (8_000, 64_000))
        # What is quadratic takes 64 times as long; below that time it cannot be.
        taken = matching_time(*PATTERNS[name], long)
        assert taken < 24 * max(matching_time(*PATTERNS[name], short), 0.001), unit


def test_row_41_no_option_reads_lists_of_words(run):
    for command in ("predict", "train", "evaluate"):
        said = run(command, "--help").text
        assert not re.search(r"--(stop|key|word)\S*", said)


SIMD_OFF = {"NPY_DISABLE_CPU_FEATURES": " ".join(__cpu_dispatch__)}
PROGRAM = (
    "import sys, json, boilerclf\n"
    "from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__\n"
    "print(json.dumps([name for name in __cpu_dispatch__ if __cpu_features__[name]]))\n"
    "for path in sys.argv[1:]:\n"
    "    page = boilerclf.classify(open(path, 'rb').read())\n"
    "    print(json.dumps([page.probabilities.tolist(), page.kept.tolist()]))\n"
)
"""Prints what numpy uses of the processor beyond what all have, then what it makes of pages."""

SAMPLES = [
    str(ROOT / "data" / "html" / f"{name}.html")
    for name in ("article-harbour-ferry", "forum-sourdough")
]


@pytest.mark.parametrize(
    "environment", [SIMD_OFF, {"OPENBLAS_CORETYPE": "Nehalem"}, {"OMP_NUM_THREADS": "7"}]
)
def test_row_42_other_processors_give_the_same_numbers(environment):
    def numbers(more):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *SAMPLES],
            env={"PYTHONPATH": str(ROOT), "PATH": "", **more},
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    (used, *here), (used_there, *there) = numbers({}), numbers(environment)
    if environment is SIMD_OFF and not used:
        pytest.skip("this processor has nothing that numpy can leave unused")
    assert used_there == ([] if environment is SIMD_OFF else used)
    for (usual, kept), (other, kept_there) in zip(here, there, strict=True):
        assert np.abs(np.subtract(usual, other)).max() < 1e-9
        assert kept == kept_there


def test_row_43_a_missing_extra_is_one_line(start, here):
    Path("sitecustomize.py").write_text(
        "import sys\n"
        "for name in ('pyarrow', 'fastwarc', 'zstandard'):\n"
        "    sys.modules[name] = None\n"
    )
    Path("a.parquet").write_bytes(b"PAR1")
    path = f"{Path.cwd()}{os.pathsep}{ROOT}"
    done = start("predict", "a.parquet", env={"PYTHONPATH": path})
    assert done.code == 1
    assert "boilerclf[crawl]" in done.err or ".[crawl]" in done.err
    assert "Traceback" not in done.err


CLOSED = {
    "output": "exec {program} >&-",
    "error": "exec {program} 2>&-",
    "input": "exec {program} <&-",
    "all": "exec {program} <&- >&- 2>&-",
}
COMMANDS = (
    "predict a.txt",
    "predict -",
    "predict a.txt --out b.txt",
    "info",
    "--help",
    "--version",
)


UNSEEN = {
    "hidden": "<p hidden>{}</p>",
    "display": '<p style="display: none">{}</p>',
    "rule": "<style>.secret-box {{ display: none }}</style><p class=secret-box>{}</p>",
    "dialog": "<dialog><p>{}</p></dialog>",
    "template": "<template><p>{}</p></template>",
}
OPENED = {
    "details": "<details><summary>More of it</summary><p>{}</p></details>",
    "tab": '<div role=tabpanel hidden id=t><p>{}</p></div><a role=tab href="#t">T</a>',
}
NEVER_SEEN = (
    "Nobody who visits the harbour may read that the second ferry never left the pier at all."
)


@pytest.mark.parametrize("markup", UNSEEN.values(), ids=UNSEEN)
def test_row_45_text_that_no_visitor_can_see_is_noise(run, here, page, story, markup):
    Path("a.html").write_text(page + markup.format(NEVER_SEEN) + f"<p>{story}")
    done = run("predict", "a.html")
    assert (done.code, done.err) == (0, "")
    assert story in done.out.decode()
    assert NEVER_SEEN not in done.out.decode()
    blocks = json.loads(run("explain", "a.html", "--json").out)["blocks"]
    unseen = [block for block in blocks if NEVER_SEEN in block["text"]]
    assert [(block["label"], block["words"][0]) for block in unseen] == [
        ("noise", "no visitor can bring it to view")
    ]


@pytest.mark.parametrize("markup", OPENED.values(), ids=OPENED)
def test_row_45_text_that_a_visitor_can_open_stays(run, here, page, story, markup):
    Path("a.html").write_text(page + markup.format(NEVER_SEEN) + f"<p>{story}")
    assert NEVER_SEEN in run("predict", "a.html").out.decode()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("closed", CLOSED)
def test_row_46_closed_streams(start, here, story, closed, command):
    Path("a.txt").write_text(f"{story}\n{story}")
    program = f"{sys.executable} -m boilerclf {command}"
    done = subprocess.run(
        ["/bin/sh", "-c", CLOSED[closed].format(program=program)],
        env=start.env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 1, 2)
    assert len(done.stderr.splitlines()) <= (2 if command == "predict -" else 1)  # and the summary
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", ["predict a.txt", "info", "--help", "evaluate --model text l.tsv"]
)
def test_row_46_output_that_fails_when_it_is_flushed(start, here, story, command):
    Path("a.txt").write_text(f"{story}\n{story}")
    Path("l.tsv").write_text(f"content\t{story}\nnoise\tMenu\n")
    with open("/dev/full", "wb") as full:
        environment = {
            name: value for name, value in start.env.items() if not name.startswith("PYTHONU")
        }
        done = subprocess.run(
            [sys.executable, "-m", "boilerclf", *command.split()],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("boilerclf: error: ")
    assert "Exception ignored" not in done.stderr


def test_row_47_an_empty_environment_and_one_full_of_python(here, story):
    Path("a.txt").write_text(f"Home | Login\n{story}\n{story}")
    outs = set()
    for environment in (
        {},
        {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        {"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "ignore"},
    ):
        done = subprocess.run(
            [sys.executable, "-m", "boilerclf", "predict", "a.txt", "--format", "jsonl"],
            env={"PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b""), environment
        outs.add(done.stdout)
    assert len(outs) == 1
    assert load_model("text").classify(Path("a.txt").read_bytes()).texts[0] == "Home | Login"
