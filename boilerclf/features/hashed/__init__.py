"""Hashed columns: words of lines, tags and names of elements."""
