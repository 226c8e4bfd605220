"""What a user names on the command line, turned into documents."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, get_args

from boilerclf.errors import ConfigurationError, InputError, MissingExtraError
from boilerclf.files import STDIN, InputStream, is_fifo, open_input, split_suffix
from boilerclf.shown import printable
from boilerclf.sources import jsonl, parquet, plain, warc
from boilerclf.sources.document import AskedKind, Document, Format, Skipped
from boilerclf.sources.earlier import JOURNAL, is_earlier_output, written_streams

FORMATS: Final[tuple[Format, ...]] = (jsonl.FORMAT, warc.FORMAT, parquet.FORMAT, plain.FORMAT)
"""The formats that are read, the one that takes everything last; a new one is a module and a name
in this row."""

_KINDS: Final[tuple[str, ...]] = get_args(AskedKind)

_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
NOT_FETCHED: Final = (
    "is an address, and pages are not fetched: download it first, for example with "
    "curl -sL ADDRESS | boilerclf predict -"
)
"""What is said of an address that stands where a file is wanted."""

_WRITTEN: Final = "is the file that standard output or standard error is written to"
_NAMELESS: Final = "is an empty name: give a file, a folder, a pattern or -"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read.

    Parameters
    ----------
    name : str
        As it was named or found; "-" is standard input.
    identity : str
        Its one true path.
    error : str
        Why it is not read; empty where it is.
    """

    name: str
    identity: str
    error: str = ""


def read_documents(  # noqa: PLR0913  # all but the first are named and have defaults
    inputs: Sequence[str | os.PathLike[str]] | os.PathLike[str],
    *,
    kind: AskedKind = "auto",
    strict: bool = False,
    outputs: Sequence[str | os.PathLike[str]] = (),
    continued: Sequence[str | os.PathLike[str]] = (),
    skipped: Counter[str] | None = None,
) -> Iterator[Document]:
    """Read every document of files, folders, patterns and standard input.

    Parameters
    ----------
    inputs : sequence of str or path, or one of them
        In this order: "-" (standard input), a file, a FIFO, a folder (all files in it and below,
        sorted; names that begin with a full stop are left out, and folders that a run has written
        into), or a pattern with ``*``, ``?``, ``[`` or ``**``. JSON Lines are known by .jsonl or
        .ndjson, WARC and WET files by .warc or .wet, Parquet by .parquet, and all of them by how
        they begin; every other file is one document. A file name's .html or .txt says what the
        document is.
    kind : {"auto", "html", "text"}, default: "auto"
        What to read documents as.
    strict : bool, default: False
        Stop at the first document that cannot be read.
    outputs : sequence of str or path, default: ()
        Where results will be written, to refuse reading it. Records that an earlier run has written
        there are left out of what folders and patterns hold.
    continued : sequence of str or path, default: ()
        As `outputs`, but results are added to what is there, which is left out whatever it holds.
    skipped : Counter or None, default: None
        Counted up, as files are read, with what they hold that is no document by intention, such as
        the requests and images of a WARC file, by what it is.

    Returns
    -------
    iterator of Document
        What cannot be read comes as a document with `error`, and the others go on. Folders reached
        a second time by a link come as such. No input gives no document.

    Raises
    ------
    ConfigurationError
        Before anything is read: if one file is named twice, or is the output; for another `kind`.
    InputError
        While reading, if `strict`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("b.txt", "a.html"):
    ...         with open(os.path.join(folder, name), "w") as file:
    ...             _ = file.write(f"This is {name}")
    ...     [(document.kind, document.data) for document in read_documents([folder])]
    [('html', b'This is a.html'), ('text', b'This is b.txt')]
    """
    if kind not in _KINDS:
        raise ConfigurationError(f"kind {kind!r} is not known: give {', '.join(_KINDS)}")
    replaced, grown = _targets(outputs), _targets(continued)
    named = set(names_of(inputs))
    entries = [
        entry
        for entry in list_files(inputs)
        if entry.name in named
        or not (
            entry.identity in grown
            or (entry.identity in replaced and is_earlier_output(entry.identity))
        )
    ]
    written = [*outputs, *continued]
    refuse_overwriting([entry.name for entry in entries if not entry.error], written)
    return _documents(entries, kind, strict, Counter() if skipped is None else skipped)


def list_files(inputs: Sequence[str | os.PathLike[str]] | os.PathLike[str]) -> list[Entry]:
    """List the files that inputs stand for, as `read_documents` reads them.

    Parameters
    ----------
    inputs : sequence of str or path
        As for `read_documents`.

    Returns
    -------
    list of Entry
        In the order they are read; those that are not read have an `error`.

    Raises
    ------
    ConfigurationError
        If one file is named twice.
    """
    groups = [(name, _expand(name)) for name in names_of(inputs)]
    if written := written_streams():
        groups = [(name, _apart_from(written, name, group)) for name, group in groups]
    return _distinct([group for _, group in groups])


def refuse_overwriting(
    inputs: Sequence[str | os.PathLike[str]], outputs: Sequence[str | os.PathLike[str]]
) -> None:
    """Refuse to write a file that is read, or one file for two outputs, by whatever names.

    Parameters
    ----------
    inputs : sequence of str or path
        The files that are read, one by one; "-" is standard input.
    outputs : sequence of str or path
        The files that will be written; "-" is standard output, which may be named twice.

    Raises
    ------
    ConfigurationError
        With the name that both have.

    Examples
    --------
    >>> refuse_overwriting(["a.html"], ["./a.html"])
    Traceback (most recent call last):
    boilerclf.errors.ConfigurationError: a.html is both an input and the output; write to another
    file
    """
    targets: set[str] = set()
    for output in outputs:
        target = _identity(os.fspath(output))
        if target in targets:
            raise ConfigurationError(f"{printable(output)} is the output twice; name two files")
        targets |= {target} - {"-"}
    for name in inputs if targets else ():
        if os.fspath(name) not in STDIN and _identity(os.fspath(name)) in targets:
            raise ConfigurationError(
                f"{printable(name)} is both an input and the output; write to another file"
            )


def is_address(name: str) -> bool:
    """Tell whether a name is the address of a page on the web rather than a file's.

    Examples
    --------
    >>> is_address("https://ellery.example/ferry?n=1"), is_address("ferry.html")
    (True, False)
    """
    return bool(_ADDRESS.match(name)) and not os.path.lexists(name)


def _distinct(groups: list[list[Entry]]) -> list[Entry]:
    """Refuse files named twice; within one folder or pattern, tell of links to the same file."""
    first: dict[str, tuple[int, str]] = {}
    entries = []
    for number, group in enumerate(groups):
        for entry in group:
            if entry.error:
                entries.append(entry)
                continue
            if entry.identity not in first:
                first[entry.identity] = (number, entry.name)
                entries.append(entry)
                continue
            earlier, name = first[entry.identity]
            if earlier != number:
                raise ConfigurationError(
                    f"{printable(entry.name)} is named twice among the inputs "
                    f"(as {printable(name)} before); name each file once"
                )
            error = f"is the same file as {printable(name)}, which is read"
            entries.append(Entry(entry.name, entry.identity, error))
    return entries


def names_of(inputs: Sequence[str | os.PathLike[str]] | os.PathLike[str]) -> list[str]:
    """Return inputs as they were named, also where only one is given.

    Examples
    --------
    >>> names_of("a.html"), names_of(["a.html", "-"])
    (['a.html'], ['a.html', '-'])
    """
    names = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    return [os.fspath(name) for name in names]


def _targets(outputs: Sequence[str | os.PathLike[str]]) -> set[str]:
    return {_identity(os.fspath(output)) for output in outputs} - {"-"}


def _apart_from(written: set[tuple[int, int]], name: str, group: list[Entry]) -> list[Entry]:
    """Leave out what a folder or a pattern holds of files that grow as they are read."""
    kept = []
    for entry in group:
        try:
            status = os.fstat(0) if entry.identity == "-" else os.stat(entry.identity)
        except (OSError, ValueError):  # opening it tells
            kept.append(entry)
            continue
        if (status.st_dev, status.st_ino) not in written:
            kept.append(entry)
        elif entry.name == name or entry.identity == "-":
            kept.append(replace(entry, error=_WRITTEN))
    return kept


def _identity(name: str) -> str:
    """Return the one true path of a file; what is no path stands for itself."""
    return name if name == "-" or "\0" in name else os.path.realpath(name)


def _expand(name: str) -> list[Entry]:
    if name in STDIN:
        return [Entry("-", "-")]
    if not name or is_address(name):
        return [Entry(name, name, NOT_FETCHED if name else _NAMELESS)]
    if os.path.isdir(name):
        return _walk(name)
    if os.path.lexists(name) or not any(sign in name for sign in "*?["):
        return [Entry(name, _identity(name))]
    matches = sorted(glob.glob(name, recursive=True))
    matches = [os.path.join(".", match) if match == "-" else match for match in matches]
    if not matches:
        return [Entry(name, name, "no file matches this pattern")]
    found: list[Entry] = []
    for match in matches:
        if not os.path.isdir(match):
            found.append(_found(match, _identity(match)))
        elif "**" not in name:  # which matches what is in the folder as well
            found += _walk(match, is_named=False)
    return found


def _walk(folder: str, *, is_named: bool = True) -> list[Entry]:
    """List the files below a folder in the order of their names; never enter a folder twice.

    Those of a folder that runs write into are left out, unless it is named itself.
    """
    found: list[Entry] = []
    entered: set[tuple[int, int]] = set()
    waiting = [(folder, os.path.realpath(folder))]
    while waiting:
        name, real = waiting.pop()
        if not os.path.isdir(name):
            found.append(_found(name, real))
            continue
        try:
            status = os.stat(name)
            if (status.st_dev, status.st_ino) in entered:
                found.append(Entry(name, real, "is a link to a folder that is read already"))
                continue
            entered.add((status.st_dev, status.st_ino))
            may_be_output = name != folder or not is_named
            if not (may_be_output and os.path.lexists(os.path.join(name, JOURNAL))):
                waiting += _children(name, real)
        except OSError as error:
            found.append(Entry(name, real, f"cannot be opened: {error.strerror}"))
    return found


def _children(folder: str, real: str) -> list[tuple[str, str]]:
    """Return what is in a folder with its true path, the last name first."""
    with os.scandir(folder) as children:
        visible = [child for child in children if not child.name.startswith(".")]
    visible.sort(key=lambda child: child.name, reverse=True)
    return [
        (
            child.path,
            os.path.realpath(child.path) if child.is_symlink() else os.path.join(real, child.name),
        )
        for child in visible
    ]


def _found(name: str, real: str) -> Entry:
    """Return the entry of what a folder or a pattern gave; opening a FIFO could wait for ever."""
    error = "is a FIFO, which is read only when it is named itself" if is_fifo(real) else ""
    return Entry(name, real, error)


def _documents(
    entries: list[Entry], kind: AskedKind, strict: bool, skipped: Counter[str]
) -> Iterator[Document]:
    for entry in entries:
        for document in read_file(entry, kind):
            if isinstance(document, Skipped):
                skipped[document.what] += 1
                continue
            if strict and document.error:
                raise InputError(f"{document.source}: {document.error}")
            yield document


def read_file(entry: Entry, kind: AskedKind) -> Iterator[Document | Skipped]:
    """Read one file, in the format it is in.

    Parameters
    ----------
    entry : Entry
        From `list_files`.
    kind : {"auto", "html", "text"}
        What to read documents as.

    Yields
    ------
    Document or Skipped
        A file that cannot be read gives one document with `error`.
    """
    shown = printable(entry.name)
    try:
        with open_file(entry) as (stream, form):
            yield from form.read(stream, shown, kind)
    except (InputError, MissingExtraError) as error:
        yield Document(shown, shown, None, kind, error=str(error))


@contextmanager
def open_file(entry: Entry) -> Iterator[tuple[InputStream, Format]]:
    """Open one file and tell its format: by its name, or else by how it begins.

    Parameters
    ----------
    entry : Entry
        From `list_files`.

    Yields
    ------
    tuple of InputStream and Format
        The stream at its beginning.

    Raises
    ------
    InputError
        If the file cannot be opened, or is not to be.
    MissingExtraError
        If it is compressed in a way that needs an extra.
    """
    if entry.error:
        raise InputError(entry.error)
    suffix, compressed = split_suffix(entry.name)
    known = next((form for form in FORMATS if suffix in form.suffixes), None)
    decompress = compressed or known is None or known.decompress
    with open_input(entry.name, decompress=decompress) as stream:
        if known is None:
            head = stream.peek()
            known = next(form for form in FORMATS if form.recognises(head))
        yield stream, known
