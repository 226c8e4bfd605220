"""What others have named, as it is shown to people."""

from __future__ import annotations

import os
import re
from typing import Final

_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(name: str | os.PathLike[str]) -> str:
    r"""Return a name as it can be printed anywhere and read back by people.

    Parameters
    ----------
    name : str or path
        A name, such as a file's; may hold control characters, or bytes that are not UTF-8 (as
        lone surrogates).

    Returns
    -------
    str
        The name with such bytes and characters as ``\xe9``.

    Examples
    --------
    >>> print(printable("caf\udce9.html"))
    caf\xe9.html
    """
    return _UNPRINTABLE.sub(_as_hex, os.fspath(name))


def without_surrogates(text: str) -> str:
    r"""Return a text with U+FFFD for each lone surrogate, which no file can hold.

    Examples
    --------
    >>> without_surrogates("a\udce9")
    'a\ufffd'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _as_hex(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is not UTF-8 (PEP 383)
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
