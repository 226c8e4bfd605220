"""What a run must not read: what it writes itself, and what an earlier one has written there."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import Final

from boilerclf.errors import InputError, MissingExtraError
from boilerclf.files import open_input
from boilerclf.sources.parquet import holds_classified, looks_like_parquet

JOURNAL: Final = ".boilerclf-journal"
"""The file in a folder that a run writes into, one JSON object a line: first what the run is, then
a line for each shard that is finished, and one once the file of dropped blocks is begun."""

_TEXT: Final = rb'"(?:[^"\\]|\\.)*"'
_RECORD: Final = re.compile(
    rb'\{"id": %b, "source": %b, (?:"kind": "(?:html|text)", "status"|"block": \d+, "text"): "'
    % (_TEXT, _TEXT)
)
"""How the lines of `JsonlWriter` and of `DroppedWriter` begin; of ``label`` there are others."""


def is_earlier_output(path: str | os.PathLike[str]) -> bool:
    r"""Tell if a file holds records of classified pages or of dropped blocks, or nothing.

    Parameters
    ----------
    path : str or path
        The file; compressed ones are unpacked.

    Returns
    -------
    bool
        False for plain text, Markdown and HTML, which any page may be, and for what cannot be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "kept.jsonl")
    ...     _ = path.write_text('{"id": "a", "source": "b", "kind": "html", "status": "ok"}\n')
    ...     is_earlier_output(path)
    True
    """
    try:
        with open_input(path) as stream:
            head = stream.peek()
            if looks_like_parquet(head):
                return holds_classified(path)
            is_empty = not head and not stream.problem
            return is_empty or _RECORD.match(head) is not None
    except (InputError, MissingExtraError):
        return False


def written_streams() -> set[tuple[int, int]]:
    """Return the files that standard output and standard error go to.

    Returns
    -------
    set of tuple of int
        Device and number of each; empty where both are no regular files.

    Examples
    --------
    >>> len(written_streams()) <= 2
    True
    """
    written = set()
    for number in (1, 2):
        with suppress(OSError):  # it is closed
            status = os.fstat(number)
            if stat.S_ISREG(status.st_mode):
                written.add((status.st_dev, status.st_ino))
    return written
