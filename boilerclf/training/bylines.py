"""Lines that stand under a title, as many as are wanted: dates, names, how often it was read.

Their forms lie in ``bylines.tsv``, a language a line: the months as dates have them, forms and
names, written for this project. The forms of ``*`` are digits alone, and of every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

_FILE: Final = Path(__file__).with_name("bylines.tsv")
_ANY: Final = "*"

_SHARE_OF_DIGITS: Final = 0.2
_SHARE_OF_OTHERS: Final = 0.2
"""How often a line is of digits alone; how often it is in another language than the page."""

_YEARS: Final = (1998, 2026)


@dataclass(frozen=True, slots=True)
class _Forms:
    """What bylines of a language are made of."""

    months: tuple[str, ...]
    forms: tuple[str, ...]
    names: tuple[str, ...]


@cache
def _read() -> dict[str, _Forms]:
    rows = _FILE.read_text(encoding="utf-8").split("\n")[1:-1]
    return {
        language: _Forms(tuple(months.split("|")), tuple(forms.split("|")), tuple(names.split("|")))
        for language, months, forms, names in (row.split("\t") for row in rows)
    }


def draw_byline(language: str, rng: np.random.Generator) -> str:
    """Return a line as it stands under a title.

    Parameters
    ----------
    language : str
        An ISO 639-1 code; what is not known gets English lines.
    rng : numpy.random.Generator
        What is drawn with.

    Returns
    -------
    str
        A date, an hour, names, a number of readers, or some of these.

    Examples
    --------
    >>> draw_byline("de", np.random.default_rng(1))
    '22. Dezember 2002'
    """
    known = _read()
    kind = rng.random()
    if kind < _SHARE_OF_DIGITS:
        language = _ANY
    elif kind < _SHARE_OF_DIGITS + _SHARE_OF_OTHERS:
        language = str(rng.choice(list(known)))
    its = known.get(language, known["en"])
    day, month = int(rng.integers(1, 29)), int(rng.integers(1, 13))
    return str(rng.choice(its.forms)).format(
        d=day,
        dd=f"{day:02}",
        m=its.months[(month - 1) % len(its.months)],
        mm=f"{month:02}",
        y=int(rng.integers(*_YEARS)),
        h=f"{int(rng.integers(6, 24)):02}",
        min=f"{int(rng.integers(60)):02}",
        n=f"{int(10 ** rng.uniform(0.5, 5)):,}",
        name=str(rng.choice(its.names)),
    )
