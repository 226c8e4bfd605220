"""Units: blocks that are content or noise together, so that their evidence is pooled."""

from boilerclf.model.units.find import find_units
from boilerclf.model.units.pooling import Units

__all__ = ["Units", "find_units"]
