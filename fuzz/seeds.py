"""Where fuzzing begins: pages and files that we wrote."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from model_folders import changed_model

DATA: Final = Path(__file__).resolve().parents[1] / "data"
CODECS: Final = ("utf-8", "utf-16", "utf-16-le", "gb18030", "shift_jis", "cp1252", "koi8-r")
FRAGMENTS: Final = (
    "<table><tr><td>a<td>b<caption>c</table><ul><li>d<li>e</ul><dl><dt>f<dd>g</dl>",
    "<template><p hidden>a<template>b</template></template><noscript>c</noscript><svg><p>d",
    "<style>.a{display:none}#b>p,[c]{visibility:hidden}</style><p class=a>x<div id=b><p>y",
    "<pre><code class='language-py'>a\n  b</code></pre><ruby>漢<rt>か</rt></ruby><math><mi>x</mi>",
    '<script type=\'application/ld+json\'>{"articleBody": "A story that was told."}</script>',
    "<div role=tabpanel hidden id=t>a</div><a role=tab href='#t'>T</a><dialog>b</dialog><details>c",
    "&amp;&lt;&#0;&#xd800;&#128;&notit;&#x110000;\u202e\u0301\u200b\ufeff\x00<a href=javascript:1>",
    "<select><optgroup><option>a</optgroup><option>b</select><frameset><frame></frameset><plaintext>",
)


def pages(folder: Path, suffix: str) -> Iterator[str]:
    """Yield the beginnings of the pages in a folder and below it."""
    for path in sorted(folder.rglob(f"*{suffix}")):
        yield path.read_text("utf-8", "replace")


def html(folders: list[Path]) -> Iterator[bytes]:
    """Yield markup."""
    for folder in folders:
        yield from (page.encode() for page in pages(folder, ".html"))
    yield from (fragment.encode() for fragment in FRAGMENTS)


def text(folders: list[Path]) -> Iterator[bytes]:
    """Yield plain text, a line a block."""
    for folder in folders:
        yield from (page.encode() for page in pages(folder, ".txt"))
        for record in pages(folder / "text", ".json"):
            yield "\n".join(json.loads(record).get("lines", ())).encode()
    yield "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029\u3164\ufeff\xad\U000e0041".encode()
    yield "渡船早上离开了码头。\nเรือออกตอนเช้า\nהסירה יצאה\n• Share | Tweet".encode()


def in_bytes(folders: list[Path]) -> Iterator[bytes]:
    """Yield pages in many encodings, behind two bytes that choose a label."""
    for number, page in enumerate(html(folders)):
        codec = CODECS[number % len(CODECS)]
        yield bytes([number % 16, number % 2]) + page.decode()[:2_000].encode(codec, "replace")
    yield b"\0\0\x1b$B%F%9%H\x1b(B"


def model(_: list[Path]) -> Iterator[bytes]:
    """Yield bytes that choose changes of a model."""
    draw = random.Random(5)  # noqa: S311  # inputs, not secrets
    yield b""
    yield from (draw.randbytes(24) for _ in range(200))


def model_bytes(_: list[Path]) -> Iterator[bytes]:
    """Yield model descriptions."""
    yield changed_model(b"")["model.json"]
    yield changed_model(b"\x01\0")["model.json"]


def jsonl(folders: list[Path]) -> Iterator[bytes]:
    """Yield JSON Lines."""
    records = [
        {"id": number, "html": page.decode()[:900], "url": "https://ellery.example/a"}
        for number, page in enumerate(html(folders[:1]))
    ]
    yield "".join(json.dumps(record) + "\n" for record in records[:3]).encode()
    yield b'\xef\xbb\xbf{"text": "a\\ud800", "n": [1e9, null]}\r\n\r\n{"html": 3}\n{"html":NaN}\n{'
    yield gzip.compress(b'{"id":"a","text":"One line."}\n' * 3, mtime=0)


def warc_record(kind: str, media_type: str, block: bytes) -> bytes:
    """Return one record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ellery.example/\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(_: list[Path]) -> Iterator[bytes]:
    """Yield HTTP responses."""
    page = b"<p>The first ferry sailed at nine.</p>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    yield head + b"\r\n" + page
    yield head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(page, mtime=0)
    yield head + b"Content-Encoding: zstd, gzip\r\n\r\n" + zstandard.compress(page)
    yield head + b"Content-Encoding: deflate\r\n\r\n" + page
    yield head + b"Content-Encoding: br\r\n\r\n\x0b\x02\x80abcde\x03"
    chunks = b"%x;x=y\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    yield head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks


def warc(folders: list[Path]) -> Iterator[bytes]:
    """Yield WARC and WET files."""
    for block in response(folders):
        yield warc_record("response", "application/http; msgtype=response", block)
    info = warc_record("warcinfo", "application/warc-fields", b"software: x\r\n")
    wet = warc_record("conversion", "text/plain", b"Menu\nThe first ferry sailed at nine.\n")
    yield info + wet + wet
    yield gzip.compress(info, mtime=0) + gzip.compress(wet, mtime=0) + b"damage" + wet
    yield b"filedesc://x 0.0.0.0 20200101000000 text/plain 5\nhello"


def parquet(_: list[Path]) -> Iterator[bytes]:
    """Yield Parquet files."""
    tables = (
        pa.table({"html": ["<p>One</p>", None, ""], "id": [1, 2, 3]}),
        pa.table({"text": pa.array(["a", "b"] * 9).dictionary_encode(), "url": ["u"] * 18}),
        pa.table({"html": [b"\xff<p>", b""], "deep": [{"a": [1]}, None]}),
        pa.table({"other": [1]}),
    )
    for number, table in enumerate(tables):
        buffer = io.BytesIO()
        compression = ("none", "snappy", "zstd", "gzip")[number]
        pq.write_table(table, buffer, compression=compression, row_group_size=2)
        yield buffer.getvalue()


def packed(_: list[Path]) -> Iterator[bytes]:
    """Yield what compressors make, whole, cut, joined and twice."""
    page = b"<p>The first ferry sailed at nine.</p>" * 9
    zstd = zstandard.compress(page)
    for one in (gzip.compress(page, mtime=0), bz2.compress(page), lzma.compress(page), zstd):
        yield from (one, one[:-9], one + one, one + b"\0" * 20 + one[:30] + one, one + b"x")
    yield b"\x50\x2a\x4d\x18\x04\0\0\0skip" + zstd
    yield gzip.compress(gzip.compress(b"\0" * 99_999, mtime=0), mtime=0)


def labels_jsonl(folders: list[Path]) -> Iterator[bytes]:
    """Yield labelled records."""
    html_record = {"id": "a", "html": FRAGMENTS[0] + "<p>x y z", "content": "x y z", "fold": 1}
    text_record = {"id": "b", "lines": ["Menu", "A story."], "labels": ["noise", "content"]}
    parts = {
        "id": "c",
        "html": "<p>Menu<p>A story.",
        "must_have": ["story"],
        "must_not_have": ["M"],
    }
    blocks = [{"text": "Menu", "label": "noise"}, {"text": "A story.", "label": "content"}]
    own = {"id": "d", "kind": "html", "html": "<p>Menu<p>A story.", "blocks": blocks}
    lines = {
        "id": "e",
        "kind": "text",
        "blocks": [its | {"line": n} for n, its in enumerate(blocks)],
    }
    for record in (html_record, text_record, parts, own, lines):
        yield json.dumps(record).encode() + b"\n"
    yield "".join(json.dumps(its) + "\n" for its in (html_record, text_record)).encode()


def labels_tsv(_: list[Path]) -> Iterator[bytes]:
    """Yield labelled lines."""
    yield (DATA / "text" / "example.tsv").read_bytes()
    yield b"\xef\xbb\xbfcontent\tA story.\r\nnoise\tMenu\n\n\nnoise\t\t\n"


def label_request(_: list[Path]) -> Iterator[bytes]:
    """Yield requests: bytes that choose headers, a method and a path, and the body."""
    for body in (
        b'{"id": "a", "labels": [[0, 1], [1, -1]]}',
        b'{"id": "b", "action": "save", "seconds": 2.5}',
        b'{"id": "\\ud800", "action": "accept", "seconds": NaN}',
        b'{"id": 7, "labels": [[9, 9]]}',
        b"[" * 99,
    ):
        for path in range(3):
            yield b"\1\0" + b"\0\0" + b"\0\0" + bytes([path, 0]) + body


SEEDS: Final[dict[str, Callable[[list[Path]], Iterator[bytes]]]] = {
    "html": html,
    "text": text,
    "bytes": in_bytes,
    "model": model,
    "model-bytes": model_bytes,
    "jsonl": jsonl,
    "warc": warc,
    "response": response,
    "parquet": parquet,
    "packed": packed,
    "labels-jsonl": labels_jsonl,
    "labels-tsv": labels_tsv,
    "label-request": label_request,
}
