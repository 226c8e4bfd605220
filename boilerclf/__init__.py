"""Labels every block of a web page content or noise, with a probability.

Names are loaded when they are first used, so that ``import boilerclf`` costs nothing.

Examples
--------
>>> import boilerclf
>>> sorted(boilerclf.__all__)[:4]
['Block', 'BoilerclfError', 'ClassifiedPage', 'Classifier']
"""

from typing import TYPE_CHECKING

from boilerclf.lazy import handed_on

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
    __getattr__, __dir__ = handed_on(__name__, _HOMES)
