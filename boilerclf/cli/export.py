"""``boilerclf export``: a model as a scikit-learn estimator."""

from __future__ import annotations

from typing import Annotated

import typer

from boilerclf.cli.console import OK, say
from boilerclf.cli.options import AllowMismatch


def export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="html, text, or a model folder.")],
    file: Annotated[str, typer.Argument(metavar="FILE.joblib", help="The file to write.")],
    *,
    allow_mismatch: AllowMismatch = False,
) -> int:
    """Write a model as a scikit-learn estimator.

    The file is for your own programs; boilerclf never reads one.
    """
    from boilerclf.model import load_model
    from boilerclf.training import export_estimator

    export_estimator(load_model(model, allow_mismatch=allow_mismatch), file)
    say(f"wrote {file}")
    return OK
