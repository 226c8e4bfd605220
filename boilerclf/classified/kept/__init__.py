"""Kept blocks as markup and as Markdown."""
