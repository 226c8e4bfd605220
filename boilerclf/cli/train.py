"""``boilerclf train``: a model from labelled pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boilerclf.cli.console import OK, say
from boilerclf.cli.labelled import LabelledData, read_labelled
from boilerclf.cli.options import Data, DataKind, Jobs, Quiet
from boilerclf.cli.progress import working
from boilerclf.cli.targets import refuse_nameless
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from boilerclf.page import Kind

_FEW_PAGES, _FEW_SITES = 30, 10
"""Below either a warning is given: some of the five folds would have but one site, or none."""


def train(  # noqa: PLR0913  # one parameter an option
    data: Data,
    *,
    out: Annotated[str, typer.Option(metavar="FOLDER", help="The model folder to write.")],
    parent: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME|FOLDER",
            help="Adapt this model (html, text, or a folder) to DATA instead of training one from "
            "nothing; a few dozen pages are enough.",
        ),
    ] = None,
    kind: DataKind = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model's name. Default: the folder's.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace the model that FOLDER holds; with --from also write one that is worse "
            "or has learnt nothing.",
        ),
    ] = False,
    jobs: Jobs = 1,
    quiet: Quiet = False,
) -> int:
    """Train a model on labelled pages.

    The model is trained from nothing, or, with --from, adapted from another one.

    Exit codes: 0 all fine, 1 the model could not be written, 2 wrong usage or data, 130
    interrupted.
    """
    from boilerclf.model import refuse_unfit_folder

    refuse_nameless(out=out)
    folder = Path(out)
    _refuse_occupied(folder, force)
    refuse_unfit_folder(out)

    name = name or folder.resolve().name
    if parent is None:
        return _train_new(data, folder, kind=kind, name=name, jobs=jobs, quiet=quiet)

    from boilerclf.cli.adapt import adapt_model

    return adapt_model(
        data, parent, folder, kind=kind, name=name, force=force, jobs=jobs, quiet=quiet
    )


def _train_new(  # noqa: PLR0913  # the options of the command
    data: list[str], folder: Path, *, kind: Kind | None, name: str, jobs: int, quiet: bool
) -> int:
    """Train a model from nothing."""
    from boilerclf.bulk import worker_count
    from boilerclf.model import save_model
    from boilerclf.training import train as train_model

    n_workers = worker_count(jobs)
    labelled = read_labelled(data, kind, n_workers, quiet=quiet)
    with working("training", quiet=quiet):
        classifier = train_model(
            labelled.pages,
            kind=labelled.kind,
            name=name,
            corpora=labelled.digests,
            jobs=n_workers,
        )
    stored = save_model(classifier, folder)
    if not quiet:
        n_pages = len(labelled.pages)
        say(f"trained {stored.identity} on {n_pages:,} {stored.kind} pages; wrote {folder}")
        _warn_of_few(labelled)
    return OK


def _warn_of_few(labelled: LabelledData) -> None:
    n_pages, n_sites = len(labelled.pages), len({page.site for page in labelled.pages})
    if n_pages < _FEW_PAGES or n_sites < _FEW_SITES:
        say(
            f"warning: few pages to learn from: {n_pages:,} of {n_sites:,} sites, wanted "
            f"{_FEW_PAGES} of {_FEW_SITES} or more; the model will be poor on other pages"
        )


def _refuse_occupied(folder: Path, force: bool) -> None:
    if folder.is_dir():
        if not any(folder.iterdir()):
            return
        if not (folder / "model.json").is_file():
            raise ConfigurationError(f"{folder} holds other files; name a new folder")
        if not force:
            raise ConfigurationError(
                f"{folder} holds a model; name a new folder, or replace it with --force"
            )
    elif folder.exists():
        raise ConfigurationError(f"{folder} is a file; name a folder")
