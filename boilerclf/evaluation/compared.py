"""What a comparison of two models found: each score of both, and their difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boilerclf.evaluation.bootstrap import Score
from boilerclf.evaluation.undefined import without_nan


@dataclass(frozen=True, slots=True)
class Compared:
    """One score of two models.

    Parameters
    ----------
    one, other : Score
        The score of each.
    difference : Score
        That of the first less that of the other, with its 95 % interval over sites: both models
        are judged on the same draws, so it is narrower than theirs.
    """

    one: Score
    other: Score
    difference: Score

    @property
    def is_sure(self) -> bool:
        """Whether the interval of the difference excludes 0."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models side by side.

    Parameters
    ----------
    other : str
        What the other model is called.
    scores : mapping of str to Compared
        In the order of `Evaluation.scores`, without those that are not defined.
    """

    other: str
    scores: Mapping[str, Compared]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as what JSON can hold.

        Returns
        -------
        dict
            By the names of the fields; what is not defined is None.
        """
        return {key: without_nan(value) for key, value in asdict(self).items()}
