r"""Labels every block of a web page as content or noise, with a probability.

`classify` labels one page of HTML or plain text and returns a `ClassifiedPage`: its ``content``,
``markdown``, ``html`` and ``blocks``. `load_model` gives a `Classifier` that is used again and
again. Many documents are classified by `boilerclf.bulk.classify_documents`, models are trained by
`boilerclf.training` and judged by `boilerclf.evaluation`. Every error that a caller may want to
catch is a `BoilerclfError`.

Names are loaded when they are first used, so that ``import boilerclf`` costs nothing.

Examples
--------
>>> import boilerclf
>>> html = "<nav><a href=/>Home</a></nav><h1>Rain</h1><p>Rain fell on the valley all night."
>>> page = boilerclf.classify(html)
>>> page.content
'Rain\nRain fell on the valley all night.'
>>> [(block.text, block.label) for block in page.blocks][:2]
[('Home', 'noise'), ('Rain', 'content')]
"""

from boilerclf.names import handed_on

# Type checkers take it for true by its name. Loading `typing` would take most of the time in which
# the program cannot yet say how an interrupt ends it.
TYPE_CHECKING = False
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
