"""Names of reasons that are no family of columns of their own."""

from typing import Final

AROUND: Final = "around"
"""What stands around a block, and the second pass, which sees nothing else."""

UNSEEN: Final = "hidden"
"""The reason of blocks that no visitor can bring to view; no weights are asked for it."""

STORY: Final = "story"
"""A page's kind: what telling a story adds to the score of every block."""

INTERCEPT: Final = "intercept"
"""The part that all blocks of all pages have."""
