"""From the tree to blocks: where a block ends, and where two texts are parted."""
