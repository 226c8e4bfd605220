"""A page with the reasons of its blocks, as one file for a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boilerclf.classified.explanation import BlockReasons, Explanation, PassReasons
from boilerclf.segment.tags import TAGS
from boilerclf.web.rendering import render, shown

_SHADES: Final = 10
"""Shades of probability."""

_FORMS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    "li": "item",
}
"""How blocks look, by their element."""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block as a template shows it.

    Parameters
    ----------
    number : int
        Its place on the page, from 0.
    reasons : BlockReasons
        Why it has its label.
    form : str
        What it looks like: "heading", "code", "item", or "text".
    n_words : int
        Its words.
    gold : str
        What it should have been: "content" or "noise"; empty where that is not known.
    """

    number: int
    reasons: BlockReasons
    form: str
    n_words: int
    gold: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it is content."""
        return self.reasons.label == "content"

    @property
    def is_wrong(self) -> bool:
        """Whether it should have been the other."""
        return bool(self.gold) and self.gold != self.reasons.label

    @property
    def shade(self) -> int:
        """The probability in tenths."""
        return round(self.reasons.probability * _SHADES)

    @property
    def first(self) -> str:
        """The sum of the first pass, in words."""
        return _sum("first pass", self.reasons.first)

    @property
    def second(self) -> str:
        """The sum of the second pass, in words; empty for a model of one pass."""
        second = self.reasons.second
        return "" if second is None else _sum("second pass", second, most_columns=5)


def _sum(name: str, reasons: PassReasons, most_columns: int = 0) -> str:
    """Return a pass as a sum: its families, or its heaviest columns and the rest."""
    parts: Mapping[str, float] = reasons.families
    if most_columns:
        ranked = sorted(reasons.columns.items(), key=lambda item: -abs(item[1]))[:most_columns]
        parts = dict(ranked)
        parts["all else"] = reasons.log_odds - sum(parts.values())
    ranked = sorted(parts.items(), key=lambda item: -abs(item[1]))
    told = ", ".join(f"{family.replace('_', ' ')} {part:+.2f}" for family, part in ranked if part)
    return f"{name} {reasons.log_odds:+.2f} = {told}"


def shown_blocks(
    explanation: Explanation,
    numbers: Iterable[int] | None = None,
    gold: Sequence[str] = (),
) -> list[ShownBlock]:
    """Return blocks of a page as templates show them.

    Parameters
    ----------
    explanation : Explanation
        The page's reasons.
    numbers : iterable of int, default: None
        The blocks; all of them where None.
    gold : sequence of str, default: ()
        What each block of the page should have been, as in `ShownBlock`.

    Returns
    -------
    list of ShownBlock
        In the order of `numbers`.
    """
    page = explanation.page.page
    chosen = range(page.n_blocks) if numbers is None else numbers
    blocks = explanation.blocks
    return [
        ShownBlock(
            number=number,
            reasons=blocks[number],
            form=_form(explanation, number),
            n_words=len(blocks[number].text.split()),
            gold=gold[number] if gold else "",
        )
        for number in chosen
    ]


def _form(explanation: Explanation, number: int) -> str:
    markup = explanation.page.page.markup
    if markup is None:
        return "text"
    tag = TAGS[int(markup.tags[markup.block_element[number]])]
    return _FORMS.get(tag, "text")


def explanation_page(explanation: Explanation, name: str = "") -> str:
    """Return a page with the reasons of its blocks as one file for a browser.

    Parameters
    ----------
    explanation : Explanation
        The page's reasons.
    name : str, default: ""
        What the page is called; its own title where that is empty.

    Returns
    -------
    str
        HTML that asks for nothing from elsewhere, and in which no text of the page is markup.

    Raises
    ------
    MissingExtraError
        Where the ``report`` extra is not installed.
    """
    page = explanation.page
    return render(
        "explain.html.jinja",
        script="blocks.js",
        style="style.css",
        name=shown(name or page.title or page.page.source or "A page"),
        page=page,
        explanation=explanation,
        blocks=shown_blocks(explanation),
    )
