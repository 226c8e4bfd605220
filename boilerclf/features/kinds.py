"""The columns of each kind of page: families in order, which is that of a model's weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from boilerclf.features.arrays.basics import Doubles, Floats, Ints
from boilerclf.features.both import cohesion, keywords, length, notices, punctuation
from boilerclf.features.columns import Column, Family, columns_of
from boilerclf.features.hashed import lines as hashed_lines
from boilerclf.features.hashed import path
from boilerclf.features.html import anchors, containers, markup, names, title
from boilerclf.features.html.view import HtmlView
from boilerclf.features.second import containers as second_containers
from boilerclf.features.second import lead, own, rank, sequence, trust
from boilerclf.features.text import lines, outline, position, runs
from boilerclf.features.text.neighbours import neighbour_columns
from boilerclf.features.text.view import LineView
from boilerclf.features.view import TextView
from boilerclf.page import Kind

Entries: TypeAlias = tuple[Ints, Ints, Floats]
"""Blocks, hashed columns and values."""


class Scorer(Protocol):
    """A model's weights of hashed columns, ready to be summed."""

    def block_scores(self, view: Any) -> Doubles:  # noqa: ANN401  # the kind's own view
        """Sum the weights of each block's hashed columns."""


@dataclass(frozen=True, slots=True, eq=False)
class PageKind:
    """What is computed of pages of one kind.

    Parameters
    ----------
    view : type
        What families read.
    first, second : tuple of Family
        The families of each pass, in order.
    around : tuple of str
        Columns of the first pass that are repeated for each block's neighbours, after all others.
    hashed_name : str
        What reasons call the hashed columns.
    block_entries : callable
        Takes a view, the binary logarithm of the number of columns, and `masked`; returns
        `Entries`.
    page_entries : callable or None
        Takes a view of one page and the binary logarithm; returns columns and values that all its
        blocks share.
    scorer : callable
        Takes weights and returns a `Scorer`.
    """

    view: type[TextView]
    first: tuple[Family, ...]
    second: tuple[Family, ...]
    around: tuple[str, ...]
    hashed_name: str
    block_entries: Callable[..., Entries]
    page_entries: Callable[..., tuple[Ints, Floats]] | None
    scorer: Callable[[Floats], Scorer]

    @property
    def first_columns(self) -> tuple[Column, ...]:
        """The columns of the first pass."""
        own = {column.name: column for column in columns_of(self.first)}
        return (*own.values(), *neighbour_columns(tuple(own[name] for name in self.around)))


KINDS: Final[dict[Kind, PageKind]] = {
    "html": PageKind(
        view=HtmlView,
        first=(
            *(length.FAMILY, punctuation.FAMILY, keywords.FAMILY),
            *(markup.FAMILY, names.FAMILY, containers.FAMILY),
            *(cohesion.FAMILY, title.FAMILY, anchors.FAMILY, notices.FAMILY),
        ),
        second=(own.FAMILY, second_containers.FAMILY, rank.FAMILY),
        around=(),
        hashed_name="names",
        block_entries=path.block_entries,
        page_entries=None,
        scorer=path.PathWeights,
    ),
    "text": PageKind(
        view=LineView,
        first=(
            *(length.FAMILY, punctuation.FAMILY, keywords.FAMILY, position.FAMILY),
            *(cohesion.FAMILY, lines.FAMILY, runs.FAMILY, outline.FAMILY, notices.FAMILY),
        ),
        second=(own.FAMILY, sequence.FAMILY, trust.FAMILY, lead.FAMILY),
        around=(
            *("n_words", "last_terminal", "n_noise_keywords", "digit_density"),
            *("first_lower", "recurring_share"),
        ),
        hashed_name="words",
        block_entries=hashed_lines.block_entries,
        page_entries=hashed_lines.page_entries,
        scorer=hashed_lines.LineWeights,
    ),
}
