"""Families of the second pass: what the first pass thought of everything around a block."""
