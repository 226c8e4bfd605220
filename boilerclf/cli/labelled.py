"""Labelled data as commands read it: records of one kind, with labels for their blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from boilerclf.cli.console import say
from boilerclf.cli.progress import working
from boilerclf.errors import DataError

if TYPE_CHECKING:
    from boilerclf.corpus import LabelledPage
    from boilerclf.model import Classifier
    from boilerclf.page import Kind


_MOST_NAMED: Final = 3
"""Pages named in a warning; all are counted."""


@dataclass(frozen=True, slots=True)
class LabelledData:
    """What a command was given to learn from or to judge with.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of all pages.
    pages : list of LabelledPage
        At least one.
    digests : mapping of str to str
        The SHA-256 of each corpus, by its name; of several files of one name, all of them.
    """

    kind: Kind
    pages: list[LabelledPage]
    digests: Mapping[str, str]


def read_labelled(
    paths: Sequence[str], kind: Kind | None, n_workers: int, *, both: bool = True, quiet: bool
) -> LabelledData:
    """Read labelled records of one kind; warn of those left out, and of gold that is on no page.

    Parameters
    ----------
    paths : sequence of str
        Files and folders.
    kind : {"html", "text"} or None
        Which records to take; None takes all, which must then be of one kind.
    n_workers : int
        Processes that read pages and align gold text.
    both : bool, default: True
        Whether there must be labels of both classes.
    quiet : bool
        Say no more on standard error than how many records are of pages that failed.

    Returns
    -------
    LabelledData
        The pages, in the order of their records.

    Raises
    ------
    DataError
        The data cannot be used, or hold both kinds and `kind` is None, or none of `kind`, or no
        block has a label.
    """
    from boilerclf.corpus import UNKNOWN, label_records, read_records

    with working("reading labelled data", quiet=quiet):
        failed: list[str] = []
        records = read_records(paths, failed=failed, both=both)
        kinds: list[Kind] = ["html" if record.lines is None else "text" for record in records]
        counts = Counter(kinds)
        if kind is None and len(counts) > 1:
            raise DataError(
                f"the data hold {counts['html']:,} html and {counts['text']:,} text records; "
                "choose with --kind html or --kind text"
            )
        chosen = kind or kinds[0]
        if not counts[chosen]:
            raise DataError(f"the data hold no {chosen} record; name others, or another kind")
        taken = [record for record, of_one in zip(records, kinds, strict=True) if of_one == chosen]
        labelled = LabelledData(chosen, label_records(taken, n_workers), _digests(paths))
        if not any((page.labels != UNKNOWN).any() for page in labelled.pages):
            raise DataError(
                f"no block of the {chosen} records has a label; label lines that are not blank, "
                "or pages that have text"
            )
    _warn_of_failed(failed)
    if not quiet:
        _warn_of_other_kind(chosen, len(records) - len(taken))
        _warn_of_gold(labelled)
    return labelled


def _warn_of_other_kind(chosen: Kind, n_left_out: int) -> None:
    """Tell of records that the kind asked for, or the model's, leaves out."""
    if n_left_out:
        kind = "text" if chosen == "html" else "html"
        of = f"1 {kind} record is" if n_left_out == 1 else f"{n_left_out:,} {kind} records are"
        say(f"warning: {of} left out, as only {chosen} pages are asked for")


def _warn_of_failed(failed: Sequence[str]) -> None:
    """Tell of records of pages that predict could not read."""
    if failed:
        of = (
            "1 record is of a page" if len(failed) == 1 else f"{len(failed):,} records are of pages"
        )
        say(f"warning: {of} that could not be read (status failed) and left out ({_some(failed)})")


def _some(names: Sequence[str]) -> str:
    left = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {left:,} more" if left > 0 else "")


def _warn_of_gold(labelled: LabelledData) -> None:
    """Tell of gold texts of which no block of the page is made."""
    lost = [
        page.id
        for page in labelled.pages
        if labelled.kind == "html" and (page.gold or "").strip() and not (page.labels == 1).any()
    ]
    if lost:
        n_pages = len(labelled.pages)
        say(
            f"warning: on {len(lost):,} of {n_pages:,} pages no block matches the gold text, so "
            f"all of them count as noise ({_some(lost)}); "
            "check that html and content belong together"
        )


def warn_of_seen(model: Classifier, labelled: LabelledData) -> None:
    """Tell of files that a model was trained on: their digests are in its card.

    Parameters
    ----------
    model : Classifier
        The model that is judged on the pages.
    labelled : LabelledData
        The pages.
    """
    learnt = {digest for note in model.card.corpora for digest in note.digest.split("+")}
    seen = [
        name for name, digest in labelled.digests.items() if learnt.intersection(digest.split("+"))
    ]
    if seen:
        say(
            f"warning: {model.identity} was trained on {', '.join(seen)}; "
            "these figures say nothing about new pages"
        )


def _digests(paths: Sequence[str]) -> dict[str, str]:
    from boilerclf.corpus import corpus_name, digest_file, list_files

    digests: dict[str, str] = {}
    for path in list_files(paths):
        name, digest = corpus_name(path), digest_file(path)
        digests[name] = f"{digests[name]}+{digest}" if name in digests else digest
    return digests
