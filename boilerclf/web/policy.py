"""Content security policies: a page may use its own script and style, and nothing from elsewhere.

Source: Content Security Policy Level 3, section 2.3.1 (digests of inline texts).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256


def content_policy(
    *, styles: Iterable[str], scripts: Iterable[str], is_served: bool = False
) -> str:
    """Return a content security policy that lets only these styles and scripts act.

    Parameters
    ----------
    styles, scripts : iterable of str
        What stands inside ``<style>`` and ``<script>``, to the byte.
    is_served : bool, default: False
        True for a page that asks its own server, by scripts, and that no other page may frame;
        the latter can be said in a header only.

    Returns
    -------
    str
        The value of the header, or of the ``<meta>`` element in a file.

    Examples
    --------
    >>> content_policy(styles=[], scripts=["x"]).split("; ")[2]
    "script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='"
    """
    rules = {
        "default-src": "'none'",
        "style-src": _digests(styles),
        "script-src": _digests(scripts),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if is_served:
        rules |= {"connect-src": "'self'", "frame-ancestors": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _digests(texts: Iterable[str]) -> str:
    found = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]
    return " ".join(found) or "'none'"
