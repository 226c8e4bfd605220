"""One document as a file gives it, and what a file format has to offer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from boilerclf.classified.records import SAID_BY_PAGE
from boilerclf.files import InputStream
from boilerclf.page import Page
from boilerclf.segment.decoding.mistaken import warned
from boilerclf.segment.reader import segment

AskedKind = Literal["auto", "html", "text"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read from a file but not yet into a page.

    Parameters
    ----------
    id : str
        The record's own ``id``, or where the document stands.
    source : str
        The file, as it can be printed; "-" for standard input.
    data : str, bytes or None
        The document; None where `error` says why there is none.
    kind : {"auto", "html", "text"}
        What to read it as.
    extra : mapping
        Keys of the record that are passed through; what JSON can write.
    error : str
        Why the document could not be read; empty where it could.
    limited : str
        Why `data` is only a part of the document ("truncated", "over_limit" ...); empty where it is
        whole.
    declared_encoding : str or None
        The ``charset`` of the HTTP header, where the source keeps one.
    address : str
        Where the document stood on the web, which its links are relative to; empty where only the
        key ``url`` of `extra` may say so.
    """

    id: str
    source: str
    data: str | bytes | None
    kind: AskedKind = "auto"
    extra: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    limited: str = ""
    declared_encoding: str | None = None
    address: str = ""

    def passed_on(self) -> dict[str, Any]:
        """Return `extra` with names that records leave free.

        Returns
        -------
        dict
            Empty where the document brings nothing.

        Examples
        --------
        >>> Document("1", "a", "", extra={"url": "u", "title": "t"}).passed_on()
        {'url': 'u', 'input_title': 't'}
        """
        return {input_name(key, self.extra): value for key, value in self.extra.items()}

    def to_page(self) -> Page:
        """Read the document into a page.

        Returns
        -------
        Page
            As from `boilerclf.segment.reader.segment`. Status "failed", reason `error` and no block
            where the document could not be read; "limited" where only a part of it was.

        Examples
        --------
        >>> Document("1", "a.txt", "A line.").to_page().block_texts()
        ['A line.']
        >>> Document("1", "a.txt", None, error="is a folder").to_page().reason
        'is a folder'
        """
        data = b"" if self.data is None else self.data
        page = segment(
            data, kind=self.kind, source=self.source, declared_encoding=self.declared_encoding
        )
        url = self.address or self.extra.get("url")
        page = replace(warned(page, data), address=url if isinstance(url, str) else "")
        if self.error:
            return replace(page, status="failed", reason=self.error)
        if self.limited and page.status != "failed":
            return replace(page, status="limited", reason=self.limited)
        return page


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a file that is no document and is none by intention, to be counted.

    Parameters
    ----------
    what : str
        What it is, one of few words of the format's own, such as "request" or "image/*".

    Examples
    --------
    >>> Skipped("request")
    Skipped(what='request')
    """

    what: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Consecutive rows of a table, one document each.

    Parameters
    ----------
    documents : list of Document
        One a row, without `extra`.
    columns : pyarrow.RecordBatch
        What is passed through, as many rows.
    """

    documents: list[Document]
    columns: Any


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that documents come in; one constant of this type in each reader's module.

    Parameters
    ----------
    suffixes : tuple of str
        Ends of file names, in lower case, without that of a compression.
    recognises : callable
        Tells from the first bytes of a file without a known suffix if it is in this format.
    read : callable
        Takes the open stream, the name to show and the kind asked for, and gives the documents, and
        what it skips between them.
    decompress : bool
        False where a file with such a suffix is compressed only if a second one says so.
    read_rows : callable or None
        For tables: as `read`, but the documents come as `Rows`, whose columns keep their types.
    """

    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[InputStream, str, AskedKind], Iterator[Document | Skipped]]
    decompress: bool = True
    read_rows: Callable[[InputStream, str, AskedKind], Iterator[Document | Rows]] | None = None


def input_name(key: str, keys: Collection[str]) -> str:
    """Return the name under which a key or column of the input is passed on.

    Parameters
    ----------
    key : str
        Its name in the input.
    keys : collection of str
        All names in the input.

    Returns
    -------
    str
        The same; ``title``, ``language`` and ``headline``, by which records tell what the page says
        of itself, become ``input_title`` and so on, unless the input has that name too.

    Examples
    --------
    >>> input_name("language", ["language", "url"]), input_name("url", ["language", "url"])
    ('input_language', 'url')
    """
    other = f"input_{key}"
    return other if key in SAID_BY_PAGE and other not in keys else key


def says_nothing(value: object) -> bool:
    """Tell if a page's field is null or blank, so that another one of the record may be meant.

    Parameters
    ----------
    value : object
        What the field holds.

    Returns
    -------
    bool
        False for what is no text, which is told as such.

    Examples
    --------
    >>> says_nothing(None), says_nothing(" "), says_nothing(b"a"), says_nothing(0)
    (True, True, False, False)
    """
    return value is None or (isinstance(value, str | bytes) and not value.strip())
