"""``python -m boilerclf`` is the command ``boilerclf``."""

import sys

from boilerclf.cli import main

if __name__ == "__main__":  # worker processes import this module again under another name
    sys.exit(main())
