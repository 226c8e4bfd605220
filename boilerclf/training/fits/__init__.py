"""Labelled pages as matrices, and the fits to them."""
