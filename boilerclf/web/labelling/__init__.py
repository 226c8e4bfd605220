"""The labelling page: a person labels blocks in a browser."""
