"""The command line: one file a command."""

from boilerclf.cli.app import main, program

__all__ = ["main", "program"]
