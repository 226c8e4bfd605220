"""Words as the page metric counts them."""

from __future__ import annotations

import re

# Kana (with the half-width and extension blocks) and ideographs, the marks 々〆〇 among them.
_SINGLE = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U000323af"
)
# The look-ahead keeps out what stands in those blocks and is no word character (the dot of ・).
_TOKEN = re.compile(rf"[^\W{_SINGLE}]+|(?=\w)[{_SINGLE}]")


def tokens(text: str) -> list[str]:
    r"""Return the lower-cased words of a text, each ideograph and each kana a word of its own.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The runs of ``\w`` characters in order; an empty text gives an empty list.

    Notes
    -----
    The tokens of WCXB's page F1, which the corpora and the published figures use.

    Examples
    --------
    >>> tokens("Prices from €30, don't wait")
    ['prices', 'from', '30', 'don', 't', 'wait']
    >>> tokens("東京タワー 2024年")
    ['東', '京', 'タ', 'ワ', 'ー', '2024', '年']
    """
    return _TOKEN.findall(text.lower())
