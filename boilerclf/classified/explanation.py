"""Why each block of a page has its label: the parts of its log-odds, and the heaviest in words.

A pass of the model is a sum: a part for each column (its curve at the block's value), for the
hashed columns together, and an intercept. So a block's reasons are exact: they are the terms of its
sum. Calibration is in the weights already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified.phrases import phrase
from boilerclf.classified.reason_names import AROUND, INTERCEPT, UNSEEN
from boilerclf.lazy import cached_property
from boilerclf.page import LABELS, Label

if TYPE_CHECKING:
    from boilerclf.classified.page import ClassifiedPage

_MOST_WORDS: Final = 3
"""The most reasons in words that a block is given."""

_LEAST_SHARE: Final = 0.25
"""A reason is put into words if it has at least this share of the weight of the heaviest."""

_USUAL: Final = 4.5
"""That a column is 0 is told only if its mean over the other label's blocks is at least this, in
knots (0 to 9)."""

_UNSURE: Final = (0.2, 0.8)
"""Blocks between these probabilities are called unsure."""


@dataclass(frozen=True, slots=True, eq=False)
class PassParts:
    """What one pass of the model adds up for each block of a page.

    Parameters
    ----------
    columns, families : tuple of str
        The named columns, and the family of each.
    parts : float32 array of shape (n_blocks, n_columns)
        What each column adds to the log-odds.
    values : float32 array of shape (n_blocks, n_columns)
        The columns themselves, in units of knots.
    others : mapping of str to float64 array of shape (n_blocks,)
        What else is added, by family: the hashed columns, "page kind", and, as the
        last, `INTERCEPT`.
    """

    columns: tuple[str, ...]
    families: tuple[str, ...]
    parts: NDArray[np.float32]
    values: NDArray[np.float32]
    others: Mapping[str, NDArray[np.float64]]

    def by_family(self) -> dict[str, NDArray[np.float64]]:
        """Return the sum of the parts of each family; together they add up to `total`.

        Returns
        -------
        dict of str to float64 array
            Arrays of shape (n_blocks,), in the order of the columns, the intercept last.
        """
        names = [*self.others]
        sums = {family: np.zeros(len(self.parts)) for family in (*self.families, *names[:-1])}
        for family, part in zip(self.families, self.parts.T, strict=True):
            sums[family] += part
        for family, part in self.others.items():
            sums[family] = sums[family] + part if family in sums else part
        return sums

    def total(self) -> NDArray[np.float64]:
        """Return the log-odds that the pass gives each block."""
        total: NDArray[np.float64] = self.parts.sum(axis=1, dtype=np.float64)
        return sum(self.others.values(), total)

    def of_blocks(self, start: int, end: int) -> PassParts:
        """Return the parts of some consecutive blocks."""
        rows = slice(start, end)
        others = {name: part[rows] for name, part in self.others.items()}
        return PassParts(self.columns, self.families, self.parts[rows], self.values[rows], others)


@dataclass(frozen=True, slots=True)
class PassReasons:
    """What one pass adds up for one block.

    Parameters
    ----------
    log_odds : float
        The sum.
    families : mapping of str to float
        Its parts by family, the intercept included: they add up to `log_odds`.
    columns : mapping of str to float
        The parts of single named columns that are not 0.
    """

    log_odds: float
    families: Mapping[str, float]
    columns: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BlockReasons:
    """Why one block has its label.

    Parameters
    ----------
    text : str
        The block's text.
    label : {"content", "noise"}
        The decision.
    probability : float
        Of content, 0 to 1.
    log_odds : float
        The log-odds of content: those of the last pass, and `company` added to them.
    words : tuple of str
        The heaviest reasons for the label, in English, the heaviest first: at most three, then a
        remark on the page's bar or on what the block was decided with.
    first : PassReasons
        The first pass: the block and what is around it.
    second : PassReasons or None
        The second pass, whose columns are made of the first one's probabilities of all blocks; None
        for a model of one pass.
    company : float
        What blocks that are decided together with it add to its log-odds; 0 if there are none.
    gated : float
        How much of the first pass's log-odds is due to the kind of page (`Explanation.gate_share`).
        It is in the parts already, and not to be added to them; 0 for a model without a gate.
    is_hidden : bool
        Whether no visitor can bring the block to view: it is noise with the probability 0, whatever
        its log-odds.
    """

    text: str
    label: Label
    probability: float
    log_odds: float
    words: tuple[str, ...]
    first: PassReasons
    second: PassReasons | None
    company: float
    gated: float
    is_hidden: bool

    @property
    def is_unsure(self) -> bool:
        """Whether the probability is between 0.2 and 0.8."""
        return _UNSURE[0] <= self.probability <= _UNSURE[1]

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as what JSON can hold."""
        passes = {"first": _fields(self.first), "second": self.second and _fields(self.second)}
        return _fields(self) | passes


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """Why the blocks of a page have their labels.

    Parameters
    ----------
    page : ClassifiedPage
        The page.
    first : PassParts
        The parts of the first pass.
    second : PassParts or None
        The parts of the second one; None for a model of one pass.
    company : float64 array of shape (n_blocks,)
        What blocks that are decided together add to each other's log-odds.
    bar : float or None
        The probability from which blocks of this page are kept (`boilerclf.model.Decision.bar`).
    gate_share : float or None
        The probability that an HTML page tells a story, or that an extractor has cleaned a page of
        plain text (`boilerclf.model.Gate`); None for a model without a gate.
    gated : float64 array of shape (n_blocks,)
        How much of the first pass's log-odds is due to that.
    is_hidden : bool array of shape (n_blocks,)
        True for blocks that no visitor can bring to view.
    """

    page: ClassifiedPage
    first: PassParts
    second: PassParts | None
    company: NDArray[np.float64]
    bar: float | None
    gate_share: float | None
    gated: NDArray[np.float64]
    is_hidden: NDArray[np.bool_]

    def __repr__(self) -> str:
        """Return one line."""
        return f"<Explanation of {self.page!r}>"

    @cached_property
    def log_odds(self) -> NDArray[np.float64]:
        """The log-odds that probabilities are made of, of shape (n_blocks,)."""
        return (self.second or self.first).total() + self.company

    @cached_property
    def blocks(self) -> tuple[BlockReasons, ...]:
        """The reasons of every block, in page order; empty for a page without blocks."""
        return tuple(self.iter_blocks())

    def iter_blocks(self) -> Iterator[BlockReasons]:
        """Yield the reasons of every block as they are made, and keep none of them."""
        return map(self._block, range(self.page.page.n_blocks))

    def noise_families(self) -> tuple[str, ...]:
        """Return for every block the family of columns that sets it apart from content.

        That is the family whose part in the first pass is farthest below its mean over the kept
        blocks (below 0 if no block is kept). It is "around" if the first pass took the block for
        content: then the blocks around it, or those it is decided with, made the difference. A
        block that no visitor can bring to view is "hidden".

        Returns
        -------
        tuple of str
            For each block a name from `boilerclf.model.families`; empty for a page without blocks.
        """
        if not self.page.page.n_blocks:
            return ()
        names = list(self._families)
        sums = np.array([*self._families.values()]).T
        kept = self.page.kept
        lowest = (sums - _mean(sums, kept)).argmin(axis=1)
        columns = self.is_hidden.tolist(), self._by_itself.tolist(), lowest.tolist()
        return tuple(
            UNSEEN if hidden else AROUND if content else names[family]
            for hidden, content, family in zip(*columns, strict=True)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything as what JSON can hold.

        Returns
        -------
        dict
            ``model``, ``decision``, ``bar``, ``gate_share``, and ``blocks``: a dict a block with
            the fields of `BlockReasons`.
        """
        return self.of_page() | {"blocks": [block.to_dict() for block in self.iter_blocks()]}

    def of_page(self) -> dict[str, Any]:
        """Return what `to_dict` does without ``blocks``."""
        return {
            "model": self.page.model,
            "decision": self.page.decision,
            "bar": self.bar,
            "gate_share": self.gate_share,
        }

    @cached_property
    def _families(self) -> dict[str, NDArray[np.float64]]:
        """The sums of the first pass by family, without the intercept."""
        sums = self.first.by_family()
        del sums[INTERCEPT]
        return sums

    @cached_property
    def _by_itself(self) -> NDArray[np.bool_]:
        """Which blocks the first pass takes for content."""
        return np.asarray(self.first.total() >= 0)

    @cached_property
    def _contrasts(self) -> tuple[_Contrast, _Contrast | None]:
        second = None if self.second is None else _Contrast(self.second, self.page.kept)
        return _Contrast(self.first, self.page.kept), second

    def _block(self, number: int) -> BlockReasons:
        kept = bool(self.page.kept[number])
        first, second = self._contrasts
        return BlockReasons(
            text=self.page.texts[number],
            label=LABELS[kept],
            probability=float(self.page.probabilities[number]),
            log_odds=float(self.log_odds[number]),
            words=tuple(self._words(number, kept)),
            first=first.reasons(number),
            second=None if second is None else second.reasons(number),
            company=float(self.company[number]),
            gated=float(self.gated[number]),
            is_hidden=bool(self.is_hidden[number]),
        )

    def _words(self, number: int, kept: bool) -> list[str]:
        """Return the reasons in words, of the second pass where the first chose the other label."""
        first, second = self._contrasts
        words = ["no visitor can bring it to view"] if self.is_hidden[number] else []
        if bool(self._by_itself[number]) == kept or second is None:
            words += first.by_family(number)
        else:
            # By the first pass alone the other label is likelier, so that is what is told first.
            said, denied = (phrase("own_logit", is_high=is_high) for is_high in (not kept, kept))
            words += [said, *(told for told in second.by_column(number) if told != denied)]
        words = list(dict.fromkeys(words))[:_MOST_WORDS]
        if self.company[number] * (1 if kept else -1) > 1:
            words.append("decided with its row, its list, its heading or what it heads")
        elif (self.page.probabilities[number] >= 0.5) != kept and self.bar is not None:
            words.append(f"{'above' if kept else 'below'} this page's bar of {self.bar:.2f}")
        return words


class _Contrast:
    """Compares each block, in one pass, with the mean of the page's blocks of the other label."""

    def __init__(self, parts: PassParts, kept: NDArray[np.bool_]) -> None:
        others = dict(parts.others)
        del others[INTERCEPT]
        self._columns = parts.columns
        self._total = parts.total()
        self._sums = parts.by_family()
        self._kept = kept
        self._names = (*parts.columns, *others)
        _, self._family_of = np.unique((*parts.families, *others), return_inverse=True)
        self._parts = np.concatenate((parts.parts, *(part[:, None] for part in others.values())), 1)
        self._values = parts.values
        self._mean_parts = {label: _mean(self._parts, kept != label) for label in (False, True)}
        self._mean_values = {label: _mean(parts.values, kept != label) for label in (False, True)}

    def by_family(self, number: int) -> list[str]:
        """Return a phrase for each of the heaviest families, about its heaviest column."""
        apart = self._apart(number)
        sums = np.bincount(self._family_of, apart)
        ranked = np.argsort(-sums, kind="stable")
        told = ranked[sums[ranked] > _LEAST_SHARE * max(0.0, sums.max())]
        phrases: list[str] = []
        for family in told.tolist():
            phrases += self._phrases(number, apart, self._family_of == family)[:1]
            if len(phrases) == _MOST_WORDS:
                break
        return phrases

    def reasons(self, number: int) -> PassReasons:
        """Return what the pass adds up for a block."""
        families = {name: float(part[number]) for name, part in self._sums.items()}
        row = self._parts[number, : len(self._columns)].tolist()
        columns = {name: part for name, part in zip(self._columns, row, strict=True) if part}
        return PassReasons(float(self._total[number]), families, columns)

    def by_column(self, number: int) -> list[str]:
        """Return phrases for the heaviest columns of all families."""
        return self._phrases(number, self._apart(number), np.ones(len(self._names), bool))

    def _apart(self, number: int) -> NDArray[np.float64]:
        """Return how much more each part of a block speaks for its label than the mean part."""
        kept = bool(self._kept[number])
        return np.asarray((self._parts[number] - self._mean_parts[kept]) * (1 if kept else -1))

    def _phrases(
        self, number: int, apart: NDArray[np.float64], chosen: NDArray[np.bool_]
    ) -> list[str]:
        """Return phrases for some columns, the heaviest first; a 0 that is usual gets none."""
        kept, n_columns = bool(self._kept[number]), self._values.shape[1]
        phrases: dict[str, None] = {}
        places = np.flatnonzero(chosen & (apart > 0))
        for column in places[np.argsort(-apart[places], kind="stable")].tolist():
            is_high = kept
            if column < n_columns:
                value, mean = self._values[number, column], self._mean_values[kept][column]
                is_high = bool(value > mean)
                if value == 0 and mean < _USUAL:
                    continue
            phrases[phrase(self._names[column], is_high=is_high)] = None
            if len(phrases) == _MOST_WORDS:
                break
        return list(phrases)


def _fields(record: PassReasons | BlockReasons) -> dict[str, Any]:
    """Return the fields of a record, of which `dataclasses.asdict` would copy every number."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _mean(rows: NDArray[Any], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mean of some rows; zeros where none is chosen."""
    return np.asarray(rows[chosen].mean(axis=0) if chosen.any() else np.zeros(rows.shape[1]))
