"""``boilerclf train --from``: a model adapted to labels of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from boilerclf.cli.console import OK, say
from boilerclf.cli.labelled import read_labelled, warn_of_seen
from boilerclf.cli.progress import working
from boilerclf.errors import DataError

if TYPE_CHECKING:
    from boilerclf.evaluation.difference import Difference
    from boilerclf.model import Classifier
    from boilerclf.page import Kind
    from boilerclf.training import Adaptation

_NAMES = {"page_f1": "page F1", "macro_f1": "macro-F1"}


def adapt_model(  # noqa: PLR0913  # the options of the command
    data: Sequence[str],
    parent: str,
    folder: Path,
    *,
    kind: Kind | None,
    name: str,
    force: bool,
    jobs: int,
    quiet: bool,
) -> int:
    """Adapt a model, say what that brought on pages held out, and write it if it is not worse.

    Parameters
    ----------
    data : sequence of str
        Labelled records: files and folders.
    parent : str
        The model to begin from.
    folder : Path
        The model folder to write.
    kind : {"html", "text"} or None
        Which records to take; the parent's where None.
    name : str
        The adapted model's name.
    force : bool
        Write the model even if it is worse.
    jobs : int
        Worker processes; 0 for one a core.
    quiet : bool
        Say no more on standard error than what went wrong.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    ConfigurationError
        The parent is of another kind than was asked for.
    DataError
        The labels cannot be used, or the adapted model is worse or the same, and `force` is False.
    """
    from boilerclf.bulk import worker_count
    from boilerclf.evaluation.difference import differences
    from boilerclf.model import load_model, refuse_other_kind, save_model
    from boilerclf.training import adapt

    model = load_model(parent)
    refuse_other_kind(model, kind)
    n_workers = worker_count(jobs)
    labelled = read_labelled(data, model.kind, n_workers, quiet=quiet)
    with working(f"adapting {model.identity}", quiet=quiet):
        adapted = adapt(model, labelled.pages, name=name, corpora=labelled.digests, jobs=n_workers)
    found = differences(adapted.pages, adapted.before, adapted.after)
    if not quiet:
        _tell(adapted, found)
        warn_of_seen(model, labelled)
    if not force:
        require_gain(model, adapted, found)
    stored = save_model(adapted.classifier, folder)
    if not quiet:
        say(
            f"{stored.identity} is {model.identity} adapted to {len(adapted.pages):,} pages; "
            f"wrote {folder}"
        )
    return OK


def require_gain(model: Classifier, adapted: Adaptation, found: Sequence[Difference]) -> None:
    """Refuse a model that is worse than its parent, or that has learnt nothing.

    Parameters
    ----------
    model : Classifier
        The parent.
    adapted : Adaptation
        What came of the labels.
    found : sequence of Difference
        Page F1 and macro-F1 of pages held out; NaN where a score is not defined.

    Raises
    ------
    DataError
        If a score is surely worse, or all are, or there was nothing to learn.
    """
    if not adapted.n_differing:
        raise DataError(
            f"every label is what {model.identity} says already, so there is nothing to learn; "
            "change labels that you want otherwise"
        )
    if adapted.is_as_before:
        raise DataError(
            f"{adapted.n_differing:,} of {adapted.n_labelled:,} labels are other than "
            f"{model.identity} has them, and nothing that was learnt from them held for the pages "
            "held out, so no model was written; label more pages of that kind, "
            "or write it with --force"
        )
    judged = [score for score in found if not isnan(score.gain.value)]
    worse = [score for score in judged if score.gain.high < 0]
    if worse or all(score.gain.value < 0 for score in judged):
        first = (worse or judged)[0]
        raise DataError(
            f"the adapted model is worse than {model.identity} on pages held out "
            f"({_NAMES[first.name]} {first.gain.value:+.3f}), so it was not written; look for "
            "labels that contradict each other, label more pages, or write it with --force"
        )


def _tell(adapted: Adaptation, found: Sequence[Difference]) -> None:
    n_sites = len({page.site for page in adapted.pages})
    of_sites = f"{n_sites:,} sites" if adapted.by_site else "too few sites to hold out whole ones"
    say(f"on pages held out ({len(adapted.pages):,} of {of_sites}), each with its 95 % interval:")
    for score in found:
        if not isnan(score.before.value):
            gain = score.gain
            say(
                f"  {_NAMES[score.name]:8}  before {score.before.value:.3f}  "
                f"after {score.after.value:.3f}  "
                f"gain {gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"
            )
