"""Versions of this program and of its libraries, as they are noted."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def version_of(library: str) -> str:
    """Return the version of an installed library, or "working copy" where it is not installed.

    Examples
    --------
    >>> version_of("no such library")
    'working copy'
    """
    try:
        return version(library)
    except PackageNotFoundError:
        return "working copy"
