"""Names of models: those of the shipped ones, and of folders that others may be written to."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from boilerclf.errors import ConfigurationError
from boilerclf.page import Kind

SHIPPED: Final[tuple[Kind, ...]] = ("html", "text")
"""Names that stand for a shipped model wherever a model is named."""


def refuse_unfit_folder(folder: str | os.PathLike[str]) -> None:
    """Refuse a folder that a model cannot be written to or found by, before the work is done.

    Parameters
    ----------
    folder : str or path
        The folder, which need not be there.

    Raises
    ------
    ConfigurationError
        Where the name is empty, or a string that `boilerclf.load_model` would take for the name of
        a shipped model.
    OSError
        Where what is there of it is no folder, or one that may not be written to.

    Examples
    --------
    >>> refuse_unfit_folder("html")
    Traceback (most recent call last):
    ...
    boilerclf.errors.ConfigurationError: html is the name of a shipped model; name another folder,
    or write ./html
    >>> refuse_unfit_folder("./html")
    """
    if not os.fspath(folder):  # as a path the folder that one is in
        raise ConfigurationError("the folder of the model has an empty name; name where to write")
    if folder in SHIPPED:
        raise ConfigurationError(
            f"{folder} is the name of a shipped model; name another folder, or write ./{folder}"
        )
    whole = Path(folder).absolute()
    nearest = next(path for path in (whole, *whole.parents) if path.exists())
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(nearest))
