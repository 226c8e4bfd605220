"""Where labelled records lie: the files, their names, their digests, the pages beside them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from boilerclf.errors import DataError, InputError
from boilerclf.files import COMPRESSIONS, is_irregular, open_input

SUFFIXES = tuple(f"{kind}{end}" for kind in (".jsonl", ".tsv") for end in ("", *COMPRESSIONS))
"""The names of files that hold labelled records end in one of these."""


def list_files(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
) -> list[Path]:
    """Return the files that the paths name, each folder replaced by the record files below it.

    Parameters
    ----------
    paths : iterable of str or path
        Files and folders; a single string or path is one of them.

    Returns
    -------
    list of Path
        The files in the order given, a folder's by name; no paths give an empty list. Names that
        begin with a full stop are left out of folders.

    Raises
    ------
    DataError
        A path does not exist, has another suffix, is no regular file, comes twice, or is a folder
        without such files.

    Examples
    --------
    >>> list_files([])
    []
    """
    files: list[Path] = []
    for path in map(Path, [paths] if isinstance(paths, str | os.PathLike) else paths):
        if path.is_dir():
            inside = _below(path)
            if not inside:
                raise DataError(
                    f"{path}: the folder holds no labelled data, nor does one below; "
                    f"wanted files ending in {', '.join(SUFFIXES)}"
                )
            files += inside
        elif not path.exists():
            what = "no such file; check the name"
            if str(path) == "-":
                what = "standard input is not read for labelled data; give a file"
            raise DataError(f"{path}: {what}")
        elif not path.name.lower().endswith(SUFFIXES):
            raise DataError(
                f"{path}: cannot tell the format of labelled data from this name; "
                f"wanted one ending in {', '.join(SUFFIXES)}"
            )
        else:
            files.append(path)
    seen: set[Path] = set()
    for path in files:
        if is_irregular(path):
            raise DataError(
                f"{path}: labelled data are read from regular files and this is none, such as a "
                "FIFO; copy what it gives to a file"
            )
        if path.resolve() in seen:
            raise DataError(f"{path}: the file is named twice; name it once")
        seen.add(path.resolve())
    return files


def _below(folder: Path) -> list[Path]:
    """Return the record files in a folder and below it, by name; never enter a folder twice."""
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        status = os.stat(place)
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (
            Path(place, name)
            for name in names
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        )
    return sorted(found)


def corpus_name(path: str | os.PathLike[str]) -> str:
    """Return a file's name without the suffixes that tell its format.

    Parameters
    ----------
    path : str or path
        A file of labelled records.

    Returns
    -------
    str
        The name that its records carry as `Record.corpus`.

    Examples
    --------
    >>> corpus_name("corpora/news.2024.jsonl.xz")
    'news.2024'
    """
    name = Path(path).name
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def corpora_in(folder: str | os.PathLike[str]) -> dict[str, Path]:
    """Return the files of labelled records in a folder and below it, by the name of their corpus.

    Parameters
    ----------
    folder : str or path
        The folder.

    Returns
    -------
    dict of str to Path
        Of two files of one name, the one that `list_files` lists last.

    Raises
    ------
    DataError
        It is no folder, or holds no such file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Path(folder, "news.jsonl").touch()
    ...     [*corpora_in(folder)]
    ['news']
    """
    if not Path(folder).is_dir():
        raise DataError(f"{folder} is no folder; give the one that holds the corpora")
    return {corpus_name(path): path for path in list_files([folder])}


def files_read(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Yield the files that labelled data are read from.

    Parameters
    ----------
    paths : iterable of str or path
        Files and folders.

    Yields
    ------
    Path
        Each file that `list_files` gives, followed by the pages that its records name as
        ``html_file``; nothing for no paths.

    Raises
    ------
    DataError
        As from `list_files`, or where a file cannot be read.
    """
    for path in list_files(paths):
        yield path
        if not is_tsv(path):
            for line in read_lines(path):
                yield from (path.parent / name for name in _html_file(line))


def digest_file(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's decompressed content and of the pages it refers to.

    Parameters
    ----------
    path : str or path
        A file of labelled records.

    Returns
    -------
    str
        64 hexadecimal digits: what ``sha256sum`` gives for the decompressed file, unless records
        name an ``html_file``, whose bytes then follow in the order of the records.

    Raises
    ------
    DataError
        The file, or a page it refers to, cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "empty.jsonl")
    ...     file.touch()
    ...     digest_file(file)[:8]
    'e3b0c442'
    """
    path = Path(path)
    digest = hashlib.sha256()
    names: list[str] = []
    for line in read_lines(path):
        digest.update(line)
        if not is_tsv(path):
            names += _html_file(line)
    for name in names:
        digest.update(read_beside(path, name, str(path)))
    return digest.hexdigest()


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file that must be whole, with their line ends.

    Parameters
    ----------
    path : Path
        A file, compressed or not.

    Yields
    ------
    bytes
        A line, up to its line feed.

    Raises
    ------
    DataError
        The file cannot be opened, or ends before its time.
    """
    try:
        stream = open_input(path)
    except InputError as error:
        raise DataError(f"{path}: {error}; give a file that can be read") from error
    with stream:
        yield from stream
        if stream.problem:
            raise DataError(f"{path}: the file ends early ({stream.problem}); give a whole file")


def is_tsv(path: Path) -> bool:
    """Tell whether a file of labelled records is a two-column TSV."""
    return ".tsv" in Path(path.name.lower()).suffixes[-2:]


def _html_file(line: bytes) -> list[str]:
    # Inside a JSON string the quotes would be escaped: only a key or a whole value matches.
    if b'"html_file"' not in line:
        return []
    try:
        name = json.loads(line)["html_file"]
    except (ValueError, LookupError, TypeError):  # what is wrong with it is said when it is read
        return []
    return [name] if isinstance(name, str) else []


def read_beside(path: Path, name: str, where: str) -> bytes:
    """Return the bytes of a page that a record keeps in a file of its own.

    Parameters
    ----------
    path : Path
        The file that holds the record; the page must lie in its folder or below.
    name : str
        The page's path, relative to that folder.
    where : str
        File and line of the record, for messages.

    Returns
    -------
    bytes
        The page as it is on the disk.

    Raises
    ------
    DataError
        The page lies elsewhere, or cannot be read.
    """
    folder = path.parent.resolve()
    try:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder):
            raise DataError(
                f"{where}: html_file {shown(name)} is outside {path.parent}; move it there"
            )
        if is_irregular(file):
            raise DataError(
                f"{where}: html_file {shown(name)} is no regular file; name one that holds the page"
            )
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise DataError(
            f"{where}: html_file {shown(name)} cannot be read ({error}); correct the path"
        ) from error


def shown(value: object) -> str:
    r"""Return a value as messages quote it: on one line, cut at 60 characters.

    Examples
    --------
    >>> shown("a\nb"), len(shown("x" * 99))
    ("'a\\nb'", 60)
    """
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
