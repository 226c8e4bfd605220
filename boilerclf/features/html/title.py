"""What a block shares with the title of its page.

Sources: overlap with the title after Gottron 2008, "Content Code Blurring", and the title
heuristics of readability tools.
"""

from __future__ import annotations

from typing import Final

from boilerclf.features.columns import Family, Rows, ratios
from boilerclf.features.html.view import HtmlView


def compute(view: HtmlView) -> Rows:
    """Return the title columns.

    ``title_overlap`` is rarer words of the block that the title has over all of the block's;
    ``title_covered`` rarer words of the title that the block has over all of the title's. In [0,
    1]; 0 where there is no such word.
    """
    return (view.title_overlap,)


FAMILY: Final = Family("cohesion", ratios("title_overlap", "title_covered"), compute)
