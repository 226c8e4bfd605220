"""Exceptions, named by what the caller does next.

::

    BoilerclfError
    ├── InputError        skip this document, go on with the others
    ├── DataError         labelled data cannot be used as it is: correct the data
    ├── ModelError        this model folder cannot be trusted or used: take another, or retrain
    └── ConfigurationError    an option or argument is wrong: correct the call
        └── MissingExtraError     an optional dependency is not installed: install the extra
"""

from __future__ import annotations


class BoilerclfError(Exception):
    """Base of every error that boilerclf raises on purpose; its text is one line for a user.

    Examples
    --------
    >>> issubclass(ModelError, BoilerclfError), ModelError.exit_code
    (True, 2)
    """

    exit_code = 2


class InputError(BoilerclfError):
    """One document cannot be read; the others can."""

    exit_code = 1


class DataError(BoilerclfError):
    """Labelled data cannot be used as it is."""


class ModelError(BoilerclfError):
    """A model folder cannot be trusted, or does not fit this version of the program."""


class ConfigurationError(BoilerclfError):
    """An option or an argument has a value that cannot be used."""


class MissingExtraError(ConfigurationError):
    """An optional dependency is not installed.

    Parameters
    ----------
    package : str
        The import name that was not found.
    extra : str
        The extra of boilerclf that brings it.

    Examples
    --------
    >>> print(MissingExtraError("pyarrow", "crawl"))
    pyarrow is not installed; in a clone of boilerclf: pip install '.[crawl]'
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"{package} is not installed; in a clone of boilerclf: pip install '.[{extra}]'"
        )
