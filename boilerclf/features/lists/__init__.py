"""Words and phrases of many languages, by what they say of a block."""
