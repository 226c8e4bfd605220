"""Sites, and the fold that a site belongs to."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

N_FOLDS = 5
"""Folds of cross-validation where a corpus does not bring its own."""


def site_of(url: str) -> str:
    """Return the site of an address: its host, lower-cased, without ``www.``.

    Parameters
    ----------
    url : str
        An absolute address; one without a scheme is read as if it had one.

    Returns
    -------
    str
        The host; empty where the address names none.

    Examples
    --------
    >>> site_of("https://www.Example.org:8080/a?b=c"), site_of("example.org/a"), site_of("")
    ('example.org', 'example.org', '')
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # an unbalanced [ in the host
        return ""
    return host.removeprefix("www.")


def fold_of(site: str) -> int:
    """Return the cross-validation fold of a site, the same on every machine.

    Parameters
    ----------
    site : str
        The site, or whatever else names the group.

    Returns
    -------
    int
        0 to ``N_FOLDS - 1``, from the site's SHA-256.

    Examples
    --------
    >>> fold_of("example.org") == fold_of("example.org"), fold_of("example.org") in range(N_FOLDS)
    (True, True)
    """
    return (
        int.from_bytes(hashlib.sha256(site.encode(errors="surrogatepass")).digest()[:8]) % N_FOLDS
    )
