"""``python -m boilerclf`` is the command ``boilerclf``."""

from boilerclf.cli import program

if __name__ == "__main__":  # worker processes import this module again under another name
    program()
