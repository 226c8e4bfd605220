"""What is fuzzed: a function a part of the program, which any bytes go into.

A target raises where something does not hold; errors that are documented are caught.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from laws import bits, check_labels, check_page, check_same, check_written
from model_folders import Choices, changed_model

from boilerclf.cli.explained import explanation_text
from boilerclf.corpus import label_records, read_records
from boilerclf.errors import DataError, ModelError
from boilerclf.files import decompressed, to_utf8
from boilerclf.model import load_model, read_model
from boilerclf.model.card_text import card_text
from boilerclf.page import Kind
from boilerclf.segment import segment, segment_html, segment_text
from boilerclf.segment.decoding.decode import decode
from boilerclf.sources import jsonl, parquet, plain, warc
from boilerclf.sources.document import Document, Format
from boilerclf.sources.http_body import read_response
from boilerclf.web.explained import explanation_page
from boilerclf.web.labelling.app import label_app
from boilerclf.web.labelling.session import Session
from boilerclf.web.labelling.tasks import tasks_of

Check = Callable[[bytes], None]

STORY: Final = (
    "The first ferry sailed at nine on Monday morning, and the harbour was full of people."
)
LABELS: Final = (
    *(None, "utf-8", "windows-1252", "gbk", "shift_jis", "iso-2022-jp", "utf-16le", "big5"),
    *("visual", "x-user-defined", "no-such-thing", "", "euc-kr", "koi8-r", "replacement", "'\x00"),
)
UNPACKED_BYTES: Final = 1 << 20


@cache
def folder() -> Path:
    """Return a folder for what can only be read from a disk; whoever fuzzes says where it lies."""
    return Path(tempfile.mkdtemp())


def text_of(data: bytes) -> str:
    """Return any text, lone surrogates included."""
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"\xff" else "replace")


def check_decode(data: bytes) -> None:
    """Decode bytes of any encoding, under any label."""
    label = LABELS[data[0] % len(LABELS)] if data else None
    markup = bool(data[1:2]) and data[1] % 2 == 0
    decoded = decode(data[2:], declared=label, markup=markup)
    decoded.text.encode()  # no lone surrogate
    assert 0 <= decoded.confidence <= 1
    assert decoded.encoding
    assert len(decoded.text) <= len(data)
    assert decode(data[2:], declared=label, markup=markup) == decoded


def check_segment_html(data: bytes) -> None:
    """Segment markup."""
    html = text_of(data)
    page = check_same(lambda: segment_html(html))
    assert len(page.text) <= 12 * len(html) + 1  # names of two characters; JSON that is read too


def check_segment_text(data: bytes) -> None:
    """Segment plain text."""
    text = text_of(data)
    page = check_same(lambda: segment_text(text))
    assert page.text == text


def check_read(data: bytes) -> None:
    """Read a document that nothing is known of."""
    for kind in ("auto", "html", "text"):
        check_page(segment(data, kind=kind))


def check_classify(data: bytes, kind: Kind) -> None:
    """Label a page alone, again, and between two others."""
    model = load_model(kind)
    read = segment_html if kind == "html" else segment_text
    page = read(text_of(data))
    alone = model.classify_page(page)
    check_labels(alone)
    if kind == "html":
        check_written(alone)
    other = read(STORY)
    _, between, _ = model.classify_pages([other, page, other])
    assert bits(between) == bits(alone) == bits(model.classify_page(page))


def check_classify_html(data: bytes) -> None:
    """Label markup."""
    check_classify(data, "html")


def check_classify_text(data: bytes) -> None:
    """Label plain text."""
    check_classify(data, "text")


def check_explain(data: bytes) -> None:
    """Explain labels in every form that reasons are written in."""
    for kind in ("html", "text"):
        page = load_model(kind).classify(text_of(data))
        said = page.explain()
        assert len(said.blocks) == page.page.n_blocks
        assert np.isfinite(said.log_odds).all()
        json.dumps(said.to_dict(), allow_nan=False)
        to_utf8(explanation_page(said))
        explanation_text(said, 80)


def check_model(data: bytes) -> None:
    """Read a model folder of a stranger: it is refused, or the model works."""
    place = folder()
    for name, content in changed_model(data).items():
        (place / name).write_bytes(content)
    try:
        model = read_model(place)
    except ModelError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing is wrong where it works
        return
    card_text(model.card, model.digest).encode("utf-8", "replace")
    with np.errstate(over="ignore"):
        check_labels(model.classify(STORY))


def check_model_bytes(data: bytes) -> None:
    """Read a model description that is anything at all."""
    place = folder()
    (place / "weights.npz").write_bytes(changed_model(b"")["weights.npz"])
    (place / "model.json").write_bytes(data)
    try:
        read_model(place)
    except ModelError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing is wrong where it works


def check_format(form: Format, data: bytes, name: str) -> None:
    """Read a file: every document ends in a page or in an error."""
    with decompressed(data, max_bytes=UNPACKED_BYTES) as stream:
        for document in form.read(stream, name, "auto"):
            if isinstance(document, Document):
                assert (document.data is None) == bool(document.error)
                check_page(document.to_page())


def check_jsonl(data: bytes) -> None:
    """Read JSON Lines, packed or not."""
    check_format(jsonl.FORMAT, data, "a.jsonl")


def check_warc(data: bytes) -> None:
    """Read WARC and WET, packed or not."""
    check_format(warc.FORMAT, data, "a.warc")


def check_parquet(data: bytes) -> None:
    """Read Parquet."""
    check_format(parquet.FORMAT, data, "a.parquet")


def check_packed(data: bytes) -> None:
    """Unpack: no more comes out than the cap, and reading ends behind every damage."""
    with decompressed(data, max_bytes=UNPACKED_BYTES) as stream:
        n_bytes, n_resumed = len(stream.read()), 0
        while stream.resume():
            n_resumed += 1
            n_bytes += len(stream.read())
        assert n_bytes <= UNPACKED_BYTES
        assert n_resumed <= len(data)
    (document,) = plain.FORMAT.read(decompressed(data, max_bytes=UNPACKED_BYTES), "a.html", "auto")
    assert isinstance(document, Document)
    assert (document.data is None) == bool(document.error)


def check_response(data: bytes) -> None:
    """Read what a server sent: chunks and compressions."""
    response = read_response(data, max_bytes=UNPACKED_BYTES)
    assert len(response.body) <= max(UNPACKED_BYTES, len(data))
    assert isinstance(response.content_type, str)


def check_labelled(name: str, data: bytes) -> None:
    """Read labelled data: an error in one line, or records whose labels fit their blocks."""
    path = folder() / name
    path.write_bytes(data)
    try:
        pages = label_records(read_records([path]))
    except DataError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing is wrong where they are read
        return
    for page in pages:
        assert len(page.labels) == page.page.n_blocks


def check_labels_jsonl(data: bytes) -> None:
    """Read labelled records."""
    check_labelled("labels.jsonl", data)


def check_labels_tsv(data: bytes) -> None:
    """Read labelled lines."""
    check_labelled("labels.tsv", data)


@cache
def _tasks() -> list[Any]:
    documents = [Document(name, name, f"Menu\n{STORY}\nShare\n", "text") for name in ("a", "b")]
    return list(tasks_of(documents))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


PATHS: Final = ("/s/changes", "/s/finish", "/s/", "/s", "/", "/x/changes", "/s/../s/finish", "//s/")
METHODS: Final = ("POST", "GET", "HEAD", "PUT", "OPTIONS", "post", "")
HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"host", b"127.0.0.1:9"),
    (b"host", b"evil.example"),
    (b"host", b"\xff"),
    (b"origin", b"http://127.0.0.1:9"),
    (b"origin", b"null"),
    (b"content-type", b"application/json; charset=utf-16"),
    (b"content-type", b"\xff\xfe"),
    (b"transfer-encoding", b"chunked"),
)


def check_label_request(data: bytes) -> None:
    """Ask the labelling page: it answers, and what it wrote is read back."""
    path = folder() / "out.jsonl"
    for old in (path, path.with_name(f".{path.name}.journal")):
        old.unlink(missing_ok=True)
    choices = Choices(data)
    with closing(Session(_tasks(), path)) as session:
        app = label_app(session, token="s", port=9)  # noqa: S106  # of nothing that runs
        statuses = _statuses(app, choices)
    assert len(statuses) == 1
    assert statuses[0] in (200, 307, 400, 403, 404, 405, 413, 421)
    Session(_tasks(), path).close()  # what was written is read back


def _statuses(app: Any, choices: Choices) -> list[int]:  # noqa: ANN401  # ASGI
    headers = [HEADERS[0]] if choices.below(8) else []
    headers += [choices.of(HEADERS) for _ in range(choices.below(3))]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": choices.of(METHODS),
        "path": choices.of(PATHS),
        "query_string": b"",
        "headers": headers,
    }
    return _answers(app, scope, choices.rest())


def _answers(app: Any, scope: dict[str, Any], body: bytes) -> list[int]:  # noqa: ANN401  # ASGI
    statuses = []
    given = [
        {"type": "http.request", "body": body[:40], "more_body": True},
        {"type": "http.request", "body": body[40:], "more_body": False},
    ]

    async def receive() -> dict[str, Any]:
        return given.pop(0) if given else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    _loop().run_until_complete(app(scope, receive, send))
    return statuses


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the program that is fuzzed.

    Parameters
    ----------
    check : callable
        Raises where something does not hold.
    seeds : str
        Which inputs it begins with (`seeds.SEEDS`).
    share : float
        Its share of the time, relative to the others.
    """

    check: Check
    seeds: str
    share: float = 1.0


TARGETS: Final[dict[str, Target]] = {
    "decode": Target(check_decode, "bytes", 2.0),
    "segment-html": Target(check_segment_html, "html", 2.0),
    "segment-text": Target(check_segment_text, "text", 0.5),
    "read": Target(check_read, "bytes"),
    "classify-html": Target(check_classify_html, "html", 2.0),
    "classify-text": Target(check_classify_text, "text"),
    "explain": Target(check_explain, "html"),
    "model": Target(check_model, "model"),
    "model-bytes": Target(check_model_bytes, "model-bytes"),
    "jsonl": Target(check_jsonl, "jsonl"),
    "warc": Target(check_warc, "warc"),
    "parquet": Target(check_parquet, "parquet"),
    "packed": Target(check_packed, "packed", 0.5),
    "response": Target(check_response, "response", 0.5),
    "labels-jsonl": Target(check_labels_jsonl, "labels-jsonl"),
    "labels-tsv": Target(check_labels_tsv, "labels-tsv"),
    "label-request": Target(check_label_request, "label-request"),
}
