"""Names of reasons that are no family of columns of their own."""

from typing import Final

AROUND: Final = "around"
"""The blocks around a block: their columns in the first pass, and the whole second pass."""

UNSEEN: Final = "hidden"
"""The reason of blocks that no visitor can bring to view: noise, whatever the weights say."""

PAGE_KIND: Final = "page kind"
"""What the model's gate adds to the score of every block of a page of one kind."""

INTERCEPT: Final = "intercept"
"""The part that is the same for all blocks of all pages."""
