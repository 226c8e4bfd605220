"""Labelled data as commands read it: records of one kind, with labels for their blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from boilerclf.cli.progress import working
from boilerclf.errors import DataError

if TYPE_CHECKING:
    from boilerclf.corpus import LabelledPage
    from boilerclf.page import Kind


def read_labelled(
    data: Sequence[str], kind: Kind | None, n_workers: int
) -> tuple[Kind, list[LabelledPage]]:
    """Read labelled records of one kind.

    Parameters
    ----------
    data : sequence of str
        Files and folders.
    kind : {"html", "text"} or None
        Which records to take; None takes all, which must then be of one kind.
    n_workers : int
        Processes that read pages and align gold text.

    Returns
    -------
    tuple of str and list of LabelledPage
        The kind, and at least one page.

    Raises
    ------
    DataError
        The data cannot be used, or hold both kinds and `kind` is None, or none of `kind`.
    """
    from boilerclf.corpus import label_records, read_records  # noqa: PLC0415  # numpy is slow

    with working("reading labelled data"):
        records = read_records(data)
        kinds: list[Kind] = ["html" if record.lines is None else "text" for record in records]
        counts = Counter(kinds)
        if kind is None and len(counts) > 1:
            raise DataError(
                f"the data hold {counts['html']:,} html and {counts['text']:,} text records; "
                "choose with --kind html or --kind text"
            )
        chosen: Kind = kind or kinds[0]
        if not counts[chosen]:
            raise DataError(f"the data hold no {chosen} record; name others, or another --kind")
        taken = [record for record, its in zip(records, kinds, strict=True) if its == chosen]
        return chosen, label_records(taken, n_workers)
