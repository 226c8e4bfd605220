"""Units: blocks that a reader takes or leaves as one, decided on their evidence together."""

from boilerclf.model.units.find import find_units
from boilerclf.model.units.pooling import Units

__all__ = ["Units", "find_units"]
