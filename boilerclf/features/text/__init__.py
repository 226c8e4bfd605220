"""Families of plain text, and the view that they read."""
