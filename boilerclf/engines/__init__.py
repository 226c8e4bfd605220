"""Thin coats over `boilerclf.bulk` for the engines that people run: type conversion only.

Each module needs an extra of its name and says so where that is not installed.
"""
