"""Families of both kinds of pages."""
