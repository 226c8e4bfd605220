"""Templates filled in: everything escaped, scripts and styles inline and allowed by their hash."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any, Final

from boilerclf.errors import MissingExtraError
from boilerclf.web.policy import content_policy

MOST_SHOWN: Final = 20_000
"""Characters shown of one block; a megabyte in one paragraph makes browsers slow."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML cannot hold, or that show nothing."""


def shown(text: str) -> str:
    r"""Return text as a browser can show it: what HTML cannot hold becomes U+FFFD.

    Parameters
    ----------
    text : str
        Any text; it is not escaped.

    Returns
    -------
    str
        Of a very long text its beginning, and how much more there is.

    Examples
    --------
    >>> shown("a\x1b[2J\ud800")
    'a\ufffd[2J\ufffd'
    """
    safe = _CONTROLS.sub("\ufffd", text[:MOST_SHOWN])
    more = len(text) - MOST_SHOWN
    return safe if more <= 0 else f"{safe}… ({more:,} more characters)"


def render(template: str, *, script: str, style: str, **values: Any) -> str:  # noqa: ANN401  # what templates take
    """Fill in a template.

    Parameters
    ----------
    template : str
        The name of a file in ``templates``; it has `policy`, `script` and `style` beside `values`.
    script, style : str
        Names of files in ``static``, which are put into the page.
    **values
        What the template asks for.

    Returns
    -------
    str
        A page of HTML whose policy allows this script and this style, pictures that are part of
        the page, and nothing else.

    Raises
    ------
    MissingExtraError
        Where jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtraError("jinja2", "report") from error
    environment = Environment(
        loader=PackageLoader("boilerclf.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    texts = {
        "script": (files("boilerclf.web") / "static" / script).read_text("utf-8"),
        "style": (files("boilerclf.web") / "static" / style).read_text("utf-8"),
    }
    policy = content_policy(styles=[texts["style"]], scripts=[texts["script"]])
    page: str = environment.get_template(template).render(policy=policy, **texts, **values)
    return page
