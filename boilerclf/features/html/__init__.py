"""Families of HTML pages, and the view that they read."""
