"""A page in, columns of numbers out; one family a file, listed in `kinds`."""
