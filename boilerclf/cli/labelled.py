"""Labelled data as commands read it: records of one kind, with labels for their blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boilerclf.cli.progress import working
from boilerclf.errors import DataError

if TYPE_CHECKING:
    from boilerclf.corpus import LabelledPage
    from boilerclf.page import Kind


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


def read_labelled(paths: Sequence[str], kind: Kind | None, n_workers: int) -> LabelledData:
    """Read labelled records of one kind.

    Parameters
    ----------
    paths : sequence of str
        Files and folders.
    kind : {"html", "text"} or None
        Which records to take; None takes all, which must then be of one kind.
    n_workers : int
        Processes that read pages and align gold text.

    Returns
    -------
    LabelledData
        The pages, in the order of their records.

    Raises
    ------
    DataError
        The data cannot be used, or hold both kinds and `kind` is None, or none of `kind`.
    """
    from boilerclf.corpus import label_records, read_records  # noqa: PLC0415  # numpy is slow

    with working("reading labelled data"):
        records = read_records(paths)
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
        taken = [record for record, its in zip(records, kinds, strict=True) if its == chosen]
        return LabelledData(chosen, label_records(taken, n_workers), _digests(paths))


def _digests(paths: Sequence[str]) -> dict[str, str]:
    from boilerclf.corpus import corpus_name, digest_file, list_files  # noqa: PLC0415  # as above

    digests: dict[str, str] = {}
    for path in list_files(paths):
        name, digest = corpus_name(path), digest_file(path)
        digests[name] = f"{digests[name]}+{digest}" if name in digests else digest
    return digests
