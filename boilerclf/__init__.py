"""Labels every block of a web page content or noise, with a probability.

Names are loaded when they are first used, so that ``import boilerclf`` costs nothing.

Examples
--------
>>> import boilerclf
>>> sorted(boilerclf.__all__)[:4]
['Block', 'BoilerclfError', 'ClassifiedPage', 'Classifier']
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boilerclf.classified import ClassifiedPage
    from boilerclf.errors import BoilerclfError
    from boilerclf.model import Classifier, classify, load_model
    from boilerclf.page import Block, Page

__all__ = [
    "Block",
    "BoilerclfError",
    "ClassifiedPage",
    "Classifier",
    "Page",
    "classify",
    "load_model",
]

_HOMES = {
    "Block": "boilerclf.page",
    "BoilerclfError": "boilerclf.errors",
    "ClassifiedPage": "boilerclf.classified",
    "Classifier": "boilerclf.model",
    "Page": "boilerclf.page",
    "classify": "boilerclf.model",
    "load_model": "boilerclf.model",
}

if not TYPE_CHECKING:  # so that type checkers know each name, and that there are no others

    def __getattr__(name: str) -> object:
        """Load a public name from the module it is written in."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__() -> list[str]:
        """List the public names, loaded or not."""
        return sorted({*globals(), *__all__})
