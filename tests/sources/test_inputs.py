import bz2
import gzip
import json
import lzma
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import zstandard

from boilerclf.errors import ConfigurationError, InputError
from boilerclf.sources import read_documents

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path, data=b"A line."):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    return path


def names(*inputs, **options):
    return [document.source for document in read_documents(inputs, **options)]


def errors(*inputs):
    return {document.source: document.error for document in read_documents(inputs)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.txt", "text"),
        ("a.md", "text"),
        ("a.pdf", "auto"),
        ("a", "auto"),
        ("a.html.bak", "auto"),
        ("a.html.gz", "html"),
        ("a.txt.xz", "text"),
        ("a.gz", "auto"),
    ],
)
def test_one_file_is_one_document(name, kind):
    (document,) = read_documents([put(name, b"<p>Hello")])
    assert (document.id, document.source, document.kind) == (name, name, kind)
    assert (document.data, document.error, document.limited) == (b"<p>Hello", "", "")
    (document,) = read_documents([name], kind="text")
    assert document.kind == "text"


RECORDS = b'{"id": "a", "html": "<p>One"}\n{"id": 2, "text": "Two", "url": "x"}\n'


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a", "a.json", "a.JSONL.gz", "a.gz"])
def test_json_lines_by_name_or_content(name):
    data = gzip.compress(RECORDS, mtime=0) if name.endswith(".gz") else RECORDS
    first, second = read_documents([put(name, data)])
    assert (first.id, first.data, first.kind, first.source) == ("a", "<p>One", "html", name)
    assert (second.id, second.data, second.kind) == ("2", "Two", "text")
    assert second.extra == {"url": "x"}


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, zstandard.compress])
def test_compressed_without_a_name_for_it(pack):
    assert [d.data for d in read_documents([put("a", pack(b"Hello"))])] == [b"Hello"]


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"<p>Hello", mtime=0),
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b'{"html": "<p>Hello"}',
        b'{"a": 1}',
    ],
)
def test_what_is_named_html_and_is_not(data):
    (document,) = read_documents([put("a.html", data)])
    page = document.to_page()
    assert (page.status, page.reason, page.n_blocks) == ("failed", "not_html", 0)


def test_json_that_is_no_record():
    (document,) = read_documents([put("a.json", b'{"a": 1}')])
    assert document.to_page().reason == "not_html"


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_nothing_inside(name, data):
    (document,) = read_documents([put(name, data)])
    page = document.to_page()
    assert (page.status, page.reason, document.error) == ("empty", "no_text", "")


def test_truncated_file_gives_what_there_is():
    text = "".join(f"Line {n * n} of the page.\n" for n in range(5000)).encode()
    (document,) = read_documents([put("a.txt.gz", gzip.compress(text, mtime=0)[:-5000])])
    assert document.limited == "truncated"
    assert text.startswith(document.data)
    assert len(document.data) > 10_000
    page = document.to_page()
    assert (page.status, page.reason) == ("limited", "truncated")
    assert page.n_blocks > 100


def test_nothing_of_a_damaged_file_can_be_read():
    document, other = read_documents(
        [put("a.gz", gzip.compress(b"x" * 99, mtime=0)[:10]), put("b.txt")]
    )
    assert (document.data, document.error) == (None, "nothing could be read (truncated)")
    assert other.data == b"A line."


def test_a_folder_sorted_and_to_the_bottom():
    for name in ("d/b.txt", "d/a/z.html", "d/a/b/y.txt", "d/c.txt", "d/.git/x", "d/.hidden"):
        put(name)
    assert names("d") == ["d/a/b/y.txt", "d/a/z.html", "d/b.txt", "d/c.txt"]
    assert names("d/") == ["d/a/b/y.txt", "d/a/z.html", "d/b.txt", "d/c.txt"]


def test_a_deep_folder():
    deep = "d/" + "x/" * 1500
    path = "d"
    os.mkdir(path)
    fd = os.open(path, os.O_RDONLY)
    for _ in range(1500):  # step by step, for no single call may name so long a path
        os.mkdir("x", dir_fd=fd)
        below = os.open("x", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    os.close(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=fd))
    os.close(fd)
    found = names("d")
    for _ in range(1500):  # and away again from the top, for what clears the folder would recurse
        os.rename("d/x", "e")
        os.rmdir("d")
        os.rename("e", "d")
    assert found == [deep + "a.txt"]


def test_loops_of_folders_end():
    put("d/a/x.txt")
    os.symlink("..", "d/a/up")
    os.symlink("self", "d/self")
    os.symlink("nowhere", "d/broken")
    assert errors("d") == {
        "d/a/up": "is a link to a folder that is read already",
        "d/a/x.txt": "",
        "d/broken": "cannot be opened: No such file or directory",
        "d/self": "cannot be opened: Too many levels of symbolic links",
    }


def test_a_link_to_a_folder_elsewhere_is_followed():
    put("elsewhere/x.txt")
    put("d/a.txt")
    os.symlink("../elsewhere", "d/link")
    assert names("d") == ["d/a.txt", "d/link/x.txt"]


def test_a_link_to_a_file_that_is_read_already():
    put("d/a.txt")
    os.symlink("a.txt", "d/b.txt")
    assert errors("d") == {"d/a.txt": "", "d/b.txt": "is the same file as d/a.txt, which is read"}


def test_patterns():
    for name in ("d/b.txt", "d/a.txt", "d/c.html", "d/e/f.txt"):
        put(name)
    assert names("d/*.txt") == ["d/a.txt", "d/b.txt"]
    assert names("d/**/*.txt") == ["d/a.txt", "d/b.txt", "d/e/f.txt"]
    assert names("d/[bc].*") == ["d/b.txt", "d/c.html"]
    assert names("d/**") == ["d/a.txt", "d/b.txt", "d/c.html", "d/e/f.txt"]
    assert names("*") == names("d")
    assert errors("*.pdf") == {"*.pdf": "no file matches this pattern"}


def test_an_empty_name():
    put("a.txt")
    assert errors("") == {"": "is an empty name: give a file, a folder, a pattern or -"}


def test_a_file_may_be_named_like_a_pattern():
    put("a[1].txt")
    put("a1.txt")
    assert names("a[1].txt") == ["a[1].txt"]


def test_what_cannot_be_read_is_told_and_the_others_go_on():
    put("a.txt")
    put("z.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        told = errors("a.txt", "absent.txt", "s", "/dev/zero", "n\0o", "z.txt")
    assert told == {
        "a.txt": "",
        "absent.txt": "cannot be opened: No such file or directory",
        "s": "is a socket, not a file",
        "/dev/zero": "is a device, not a file",
        r"n\x00o": "cannot be opened: the name holds a zero character",
        "z.txt": "",
    }


def test_a_file_removed_meanwhile():
    documents = read_documents([put("a.txt"), put("b.txt"), put("c.txt")])
    assert next(documents).source == "a.txt"
    os.remove("b.txt")
    assert [(d.source, d.error) for d in documents] == [
        ("b.txt", "cannot be opened: No such file or directory"),
        ("c.txt", ""),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission():
    os.chmod(put("a.txt"), 0)
    assert errors("a.txt") == {"a.txt": "cannot be opened: Permission denied"}


def test_a_pipe_named_itself_is_read_and_one_in_a_folder_or_of_a_pattern_is_not():
    os.mkdir("d")
    os.mkfifo("d/p")
    why_not = {"d/p": "is a FIFO, which is read only when it is named itself"}
    assert [errors(name) for name in ("d", "d/*", "**/p", "*")] == [why_not] * 4
    writer = threading.Thread(target=put, args=("d/p", RECORDS))
    writer.start()
    assert [document.data for document in read_documents(["d/p"])] == ["<p>One", "Two"]
    writer.join()


def test_names_that_are_not_utf8():
    put(b"caf\xe9.txt".decode("utf-8", "surrogateescape"))
    put("two\nlines\x1b[2J.txt")
    first, second = read_documents(["."])
    assert (first.id, first.data) == (r"./caf\xe9.txt", b"A line.")
    assert first.to_page().source == r"./caf\xe9.txt"
    assert (second.id, second.error) == (r"./two\x0alines\x1b[2J.txt", "")


def test_ten_thousand_files():
    paths = [put(f"{n:05}.txt", b"%d" % n) for n in range(10_000)]
    assert [int(document.data) for document in read_documents(paths)] == list(range(10_000))


@pytest.mark.parametrize(
    "inputs",
    [
        ["a.txt", "a.txt"],
        ["a.txt", "./a.txt"],
        ["a.txt", "link.txt"],
        ["d/b.txt", "d"],
        ["d", "d/b.txt"],
        ["*.txt", "a.txt"],
        ["-", "/dev/stdin"],
    ],
)
def test_one_file_named_twice_is_refused_before_reading(inputs):
    put("a.txt")
    put("d/b.txt")
    if "link.txt" in inputs:
        os.symlink("a.txt", "link.txt")
    with pytest.raises(ConfigurationError, match="is named twice among the inputs"):
        read_documents(inputs)


@pytest.mark.parametrize("output", ["a.txt", "./d/../a.txt", "link"])
def test_an_input_as_output_is_refused_before_reading(output):
    put("a.txt")
    put("d/b.txt")
    os.symlink("a.txt", "link")
    with pytest.raises(ConfigurationError, match=r"a\.txt is both an input and the output"):
        read_documents(["d", "a.txt"], outputs=[output])
    assert names("d", outputs=["a.txt"]) == ["d/b.txt"]


def test_strict_stops_at_the_first():
    documents = read_documents([put("a.txt"), "absent", put("z.txt")], strict=True)
    assert next(documents).source == "a.txt"
    with pytest.raises(InputError, match="absent: cannot be opened: No such file"):
        next(documents)


def test_a_single_path_is_one_input():
    (document,) = read_documents(Path(put("a.txt")))
    assert document.source == "a.txt"


class Counted(str):
    """A name that counts how often it is compared."""

    n_compared = 0
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        Counted.n_compared += 1
        return str.__eq__(self, other)


def test_names_are_not_compared_each_with_each():
    os.mkdir("d")
    inputs = [Counted(put(f"d/{number}.txt")) for number in range(200)]
    assert names(*inputs) == inputs
    Counted.n_compared = 0
    read_documents(inputs, outputs=["kept.jsonl"])
    assert Counted.n_compared < 10 * len(inputs)


def test_no_input_gives_no_document():
    assert names() == []
    os.mkdir("empty")
    assert names("empty") == []


@pytest.mark.parametrize(
    ("data", "kind", "first"),
    [
        (b"<p>Hello", "auto", "<p>Hello"),
        (gzip.compress(b"<p>Hello", mtime=0), "auto", "<p>Hello"),
        (b"", "auto", ""),
        (RECORDS, "html", "<p>One"),
    ],
)
def test_standard_input(data, kind, first):
    program = (
        "import json; from boilerclf.sources import read_documents\n"
        "for d in read_documents(['-']):\n"
        "    data = d.data if isinstance(d.data, str) else d.data.decode()\n"
        "    print(json.dumps([d.source, d.kind, data]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=True, cwd=ROOT
    )
    assert json.loads(done.stdout.splitlines()[0]) == ["-", kind, first]


def test_the_size_of_a_document_is_capped():
    from boilerclf.files import open_input
    from boilerclf.sources.plain import read_plain

    with open_input(put("a.txt", b"x" * 3_000_000)) as stream:
        (document,) = read_plain(stream, "a.txt", "auto", max_bytes=2_000_000)
    assert (len(document.data), document.limited) == (2_000_000, "over_limit")
    with open_input("a.txt") as stream:
        (document,) = read_plain(stream, "a.txt", "auto", max_bytes=3_000_000)
    assert (len(document.data), document.limited) == (3_000_000, "")


def test_closed_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert errors("-") == {"-": "standard input is closed"}


def test_missing_extra_fails_one_document(monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    told = errors(put("a.zst", zstandard.compress(b"x")), put("b.txt"))
    assert told["b.txt"] == ""
    assert "pip install '.[crawl]'" in told["a.zst"]


def test_a_single_name_is_a_list_of_one():
    assert [d.data for d in read_documents(put("a.txt"))] == [b"A line."]


def test_another_kind_is_refused_before_anything_is_read():
    with pytest.raises(ConfigurationError, match=r"^kind 'pdf' is not known: give auto, html, t"):
        read_documents(["gone.txt"], kind="pdf")


def test_a_pattern_finds_a_file_that_is_called_like_standard_input():
    Path("-").write_text("The first ferry sailed at nine.")
    (document,) = read_documents(["*"])
    assert document.source == os.path.join(".", "-")
    assert document.to_page().block_texts() == ["The first ferry sailed at nine."]
