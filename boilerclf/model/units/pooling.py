"""Pooling of evidence: one probability for a unit, more alike ones for the units of a group.

A *unit* is a row of a table, a term with its definition, or the lines of a block of code: all its
blocks get one probability. A *group* is a table, a list, or a run of like lines: the log-odds of
each unit are drawn towards the mean of its group. They become the mean if the units differ no more
than units of one label usually do; the more they differ, the less they are drawn. `Units.pooled`
lists all steps.

Sources: how far units are drawn is the empirical Bayes estimate of Efron and Morris 1973, "Stein's
estimation rule and its competitors"; the limit to it is the limited translation of Efron and Morris
1972, "Limiting the risk of Bayes and empirical Bayes estimators".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.model.linear import log_odds_of, sigmoid
from boilerclf.model.units.announced import Announced
from boilerclf.model.units.comments import Commented
from boilerclf.model.units.nearby import drawn_to_neighbours
from boilerclf.model.units.places import Places
from boilerclf.model.units.sections import Sections

DEVIATION: Final = 1.0
ALIKE_DEVIATION: Final = 0.5
"""The standard deviation, in log-odds, of the units of a group that has one label: for lists and
tables that are marked as such, and for lines that are merely alike.

Both were chosen on held-out labelled pages. With 1 instead of 0.5, of 47,874 lists and tables of
HTML with one label 13 are torn and not 71, and lists of plain text gain 0.005 of macro-F1 on
turku-lines. With 1, lines that are merely alike would pull titles into the menus above them."""

FARTHEST: Final = 2.0
"""The farthest that a unit is drawn, in such deviations: a clear exception stays one."""

_LEAST: Final = 1e-12
"""What variances are divided by at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Which blocks belong together, of one page or of several that share a pass.

    Blocks that belong with no others are in none of the arrays.

    Parameters
    ----------
    blocks : int64 array of shape (n_members,)
        The blocks that belong with others, ascending.
    unit_of : int64 array of shape (n_members,)
        The unit of each, from 0 on without a gap.
    group_of : int64 array of shape (n_units,)
        The group of each unit, from 0 on without a gap.
    follows : bool array of shape (n_units,)
        True for units that get the log-odds of the most probable other unit of their group: the
        head and the caption of a table.
    deviation : float64 array of shape (n_groups,)
        For each group `DEVIATION` or `ALIKE_DEVIATION`.
    sections : Sections or None, default: None
        The headings and the blocks below them; None on pages of plain text.
    unseen : bool array of shape (n_blocks,) or None, default: None
        Blocks that no reader sees, which are in no unit and no section; None where there are none.
    records : tuple of Units, default: ()
        Lines that stand in records, to be pooled before all others.
    announced : Announced or None, default: None
        Lines below heads that announce other pages; None where there are none.
    commented : Commented or None, default: None
        Blocks below lines that say that comments follow; None where there are none.
    ties : float64 array of shape (n_blocks - 1,) or None, default: None
        How much each block draws the next one, as from `boilerclf.model.units.nearby.ties_of`;
        None where no block does.
    places : Places or None, default: None
        What lines may be where they stand; None on pages of HTML.
    """

    blocks: NDArray[np.int64]
    unit_of: NDArray[np.int64]
    group_of: NDArray[np.int64]
    follows: NDArray[np.bool_]
    deviation: NDArray[np.float64]
    sections: Sections | None = None
    unseen: NDArray[np.bool_] | None = None
    records: tuple[Units, ...] = ()
    announced: Announced | None = None
    commented: Commented | None = None
    ties: NDArray[np.float64] | None = None
    places: Places | None = None

    @classmethod
    def of_blocks(
        cls,
        unit: NDArray[np.int64],
        group: NDArray[np.int64],
        *,
        follows: NDArray[np.bool_] | None = None,
        is_alike: NDArray[np.bool_] | None = None,
        sections: Sections | None = None,
    ) -> Units:
        """Make units from the unit and the group of each block.

        Parameters
        ----------
        unit, group : int64 arrays of shape (n_blocks,)
            A number for each, such as that of an element: equal for blocks of one unit, or of one
            group, and -1 for blocks that belong with no others.
        follows : bool array of shape (n_blocks,), optional
            As in `Units`, of the block's unit; none where left out.
        is_alike : bool array of shape (n_blocks,), optional
            True for blocks in a group of lines that are merely alike; none where left out.
        sections : Sections, optional
            As in `Units`.

        Returns
        -------
        Units
            Without the blocks that are alone in their group.

        Examples
        --------
        >>> keys = np.array([-1, 7, 7, 9])
        >>> units = Units.of_blocks(keys, keys)
        >>> units.blocks.tolist(), units.unit_of.tolist(), units.group_of.tolist()
        ([1, 2], [0, 0], [0])
        """
        blocks = (unit >= 0).nonzero()[0]
        groups = group[blocks]
        has_company = np.bincount(groups)[groups] > 1
        blocks, groups = blocks[has_company], groups[has_company]
        unit_of, n_units = _renumbered(unit[blocks])
        group, n_groups = _renumbered(groups)
        group_of = np.zeros(n_units, np.int64)
        group_of[unit_of] = group
        following = np.zeros(n_units, bool)
        if follows is not None:
            following[unit_of] = follows[blocks]
        deviation = np.full(n_groups, DEVIATION)
        if is_alike is not None:
            deviation[group[is_alike[blocks]]] = ALIKE_DEVIATION
        return cls(blocks, unit_of, group_of, following, deviation, sections)

    def pooled(
        self,
        probabilities: NDArray[np.float64],
        n_words: NDArray[np.float32],
        *,
        keeps_comments: bool = False,
    ) -> NDArray[np.float64]:
        """Return the probabilities after pooling what belongs together.

        In this order, where `Units` has what a step needs:

        1. Lines of records are pooled with each other (`boilerclf.model.units.records`).
        2. Lines below a head such as "Read also" are drawn to it (`.announced`).
        3. Lines of a long page are drawn to their neighbours (`.nearby`).
        4. Lines in some places are drawn to what usually stands there (`.places`).
        5. A unit gets the mean of its blocks' log-odds, weighted by words plus one. It is then
           drawn towards the mean of its group, by the share ``deviation ** 2 / variance`` of its
           distance (1 at most; ``variance`` is the unbiased one of the group's log-odds), but no
           farther than `FARTHEST` deviations.
        6. Comments below a line that counts them become improbable (`.comments`).
        7. Headings are fitted to the blocks below them (`.sections`).

        Parameters
        ----------
        probabilities : float64 array of shape (n_blocks,)
            The probability of each block by itself, 0 to 1.
        n_words : float32 array of shape (n_blocks,)
            Words of each block.
        keeps_comments : bool, default: False
            Comments are judged like all other blocks.

        Returns
        -------
        float64 array of shape (n_blocks,)
            0 to 1, with the same bits for all blocks of a unit, and the same bits as before for
            blocks that no step concerns; 0 for what no reader sees. The difference in log-odds is
            what `company` reports.

        Examples
        --------
        >>> row = np.array([3, 3, -1])
        >>> units = Units.of_blocks(row, row)
        >>> units.pooled(np.array([0.5, 0.9, 0.2]), np.ones(3, np.float32)).round(2).tolist()
        [0.75, 0.75, 0.2]
        """
        if self.unseen is not None:
            probabilities = np.where(self.unseen, 0.0, probabilities)
        for units in self.records:
            probabilities = units.pooled(probabilities, n_words)
        if self.announced is not None:
            probabilities = self.announced.pooled(probabilities)
        if self.ties is not None:
            probabilities = drawn_to_neighbours(probabilities, self.ties)
        if self.places is not None:
            probabilities = self.places.pooled(probabilities)
        pooled = self._pooled(probabilities, n_words) if len(self.blocks) else probabilities
        if self.commented is not None and not keeps_comments:
            pooled = self.commented.pooled(pooled, n_words)
        return pooled if self.sections is None else self.sections.pooled(pooled)

    def _pooled(
        self, probabilities: NDArray[np.float64], n_words: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        weights = n_words[self.blocks].astype(np.float64) + 1
        sizes = np.bincount(self.unit_of, weights).astype(np.float64, copy=False)
        odds = np.bincount(self.unit_of, weights * log_odds_of(probabilities[self.blocks])) / sizes
        result = probabilities.copy()
        result[self.blocks] = sigmoid(self._drawn(odds, sizes))[self.unit_of]
        return result

    def _drawn(self, odds: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of units, drawn towards the mean of their group."""
        group_of, n_units = self.group_of, np.bincount(self.group_of)
        total = np.bincount(group_of, sizes)
        means = np.bincount(group_of, sizes * odds) / total
        away = odds - means[group_of]
        spread = np.bincount(group_of, sizes * away**2) / total * n_units
        usual = self.deviation**2 * (n_units - 1)
        apart = 1 - usual / np.maximum(np.maximum(spread, usual), _LEAST)
        drawn = means[group_of] + apart[group_of] * away
        farthest = FARTHEST * self.deviation[group_of]
        drawn = np.asarray(np.clip(drawn, odds - farthest, odds + farthest))
        if self.follows.any():
            highest = np.full(len(n_units), -np.inf)
            leads = ~self.follows
            np.maximum.at(highest, group_of[leads], drawn[leads])
            following = self.follows & np.isfinite(highest[group_of])
            drawn[following] = highest[group_of[following]]
        return drawn


def _renumbered(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return the keys renumbered from 0 on without gaps, and how many numbers there are."""
    is_used = np.zeros(int(keys.max(initial=-1)) + 1, bool)
    is_used[keys] = True
    numbers = is_used.cumsum()
    return numbers[keys] - 1, int(numbers[-1]) if len(numbers) else 0
