"""Where commands write: what cannot be written, or must not be, is refused before the work."""

from __future__ import annotations

import os
from collections.abc import Sequence

from boilerclf.errors import ConfigurationError


def refuse_nameless(**options: str | None) -> None:
    """Refuse options whose value is an empty name, which as a path is the current folder.

    Parameters
    ----------
    **options : str or None
        The value of each option; None where it is not given.

    Raises
    ------
    ConfigurationError
        Where one is empty.

    Examples
    --------
    >>> refuse_nameless(out="kept.txt", write_threshold=None)
    >>> refuse_nameless(write_threshold="")
    Traceback (most recent call last):
    ...
    boilerclf.errors.ConfigurationError: --write-threshold has an empty name; name where to write
    """
    for name, value in options.items():
        if value == "":
            raise ConfigurationError(
                f"--{name.replace('_', '-')} has an empty name; name where to write"
            )


def refuse_unfit_report(path: str, data: Sequence[str]) -> None:
    """Refuse a report that cannot be written, or would replace what is judged with.

    Parameters
    ----------
    path : str
        The report.
    data : sequence of str
        Labelled data, files and folders.

    Raises
    ------
    ConfigurationError
        Where the name is empty or a folder's, its folder is not there, or it is one of the data.
    DataError
        Where there are no such data.
    """
    from boilerclf.corpus import files_read
    from boilerclf.files import refuse_unwritable

    refuse_nameless(report=path)
    refuse_unwritable(path)
    target = os.path.realpath(path)
    if os.path.exists(path) and target in map(os.path.realpath, files_read(data)):
        raise ConfigurationError(
            f"{path} is both labelled data and the report; write to another file"
        )
