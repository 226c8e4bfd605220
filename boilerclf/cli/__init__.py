"""The command line: one file a command."""

from boilerclf.cli.app import main

__all__ = ["main"]
