"""``boilerclf export``: a model as a scikit-learn estimator."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from boilerclf.cli.console import OK, say_written
from boilerclf.cli.options import AllowMismatch
from boilerclf.errors import ConfigurationError


def export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="html, text, or a model folder.")],
    file: Annotated[str, typer.Argument(metavar="FILE.joblib", help="The file to write.")],
    *,
    allow_mismatch: AllowMismatch = False,
) -> int:
    """Write a model as a scikit-learn estimator.

    The file is for your own programs; boilerclf never reads one.
    """
    from boilerclf.files import refuse_unwritable
    from boilerclf.model import load_model
    from boilerclf.training import export_estimator

    refuse_unwritable(file)
    if os.path.realpath(file) in _files_of_models(file, model):
        raise ConfigurationError(
            f"cannot write {file}: it belongs to a model folder; name another file, "
            "such as model.joblib"
        )
    export_estimator(load_model(model, allow_mismatch=allow_mismatch), file)
    say_written(file)
    return OK


def _files_of_models(file: str, model: str) -> set[str]:
    """Return what the model's folder holds, and the file's own where that is a model's too."""
    folders = {os.path.realpath(model), os.path.dirname(os.path.realpath(file))}
    return {
        os.path.realpath(entry)
        for folder in folders
        if os.path.isfile(os.path.join(folder, "model.json"))
        for entry in os.scandir(folder)
        if not entry.name.endswith(".joblib")
    }
