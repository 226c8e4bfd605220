"""Pages counted by status, and those named of which something is to be said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from boilerclf.cli.console import EMPTY, FAILED, OK, counted, say
from boilerclf.errors import InputError

if TYPE_CHECKING:
    from boilerclf.classified import ClassifiedPage
    from boilerclf.sources import Document

_MOST_NOTES: Final = 20
"""Pages named on standard error that failed, and others of which something is to be said, so many
of each: warnings of some pages hide no failure of another. All are counted."""


class Tally:
    """Counts pages by status, and names those that are not "ok".

    Parameters
    ----------
    strict : bool, default: False
        Raise InputError at the first page that failed.
    quiet : bool, default: False
        Name no page but the one that stops a strict run, and sum up only where that says why the
        exit code is not 0.
    recorded : bool, default: True
        What is written has a record a page, which tells of it.
    """

    def __init__(self, *, strict: bool = False, quiet: bool = False, recorded: bool = True) -> None:
        self._strict = strict
        self._quiet = quiet
        self._recorded = recorded
        self.counts: Counter[str] = Counter(ok=0, empty=0, limited=0, failed=0)
        self.skipped: Counter[str] = Counter()
        self._n_notes: Counter[bool] = Counter()

    def add(self, document: Document, page: ClassifiedPage | None) -> None:
        """Count a page, and say what is to be said of it."""
        from boilerclf.bulk.job import STOPPED
        from boilerclf.bulk.rendering import remark

        self.counts["failed" if page is None else page.status] += 1
        said = remark(document, page)
        if said is not None:
            self.note(*said)
        if self._strict and self.counts["failed"]:
            raise InputError(STOPPED)

    def note(self, identifier: str, source: str, status: str, text: str) -> None:
        """Say what is to be said of a page, unless that has been said of many."""
        has_failed = status == "failed"
        self._n_notes[has_failed] += 1
        stops = self._strict and has_failed and self._n_notes[has_failed] == 1
        if self._quiet and not stops:
            return
        if self._n_notes[has_failed] <= _MOST_NOTES:
            is_place = identifier.startswith(source)
            name = identifier if is_place else f"{source} ({identifier})"
            say(f"{name}: {status}: {text}")
        elif self._n_notes[has_failed] == _MOST_NOTES + 1:
            what = "pages that failed" if has_failed else "warnings"
            where = "their records tell why" if self._recorded else "--format jsonl tells of each"
            say(f"further {what} are only counted; {where}")

    def tell(self, code: int, *, always: bool = False) -> None:
        """Sum up, unless one page was read and all is fine.

        Parameters
        ----------
        code : int
            How the program ends (`exit_code`); with `quiet` one line says why it is not 0.
        always : bool, default: False
            Sum up for one page, too.
        """
        if self._quiet and code == OK:
            return
        n_pages = self.counts.total()
        if self.skipped and not self._quiet:
            parts = (f"{count:,} {what}" for what, count in sorted(self.skipped.items()))
            say(f"records that are no page: {', '.join(parts)}")
        if n_pages == 1 and self.counts["ok"] and not always:
            return
        pages = counted(n_pages, "page")
        counts = ", ".join(f"{count:,} {status}" for status, count in self.counts.items() if count)
        say(f"{pages}: {counts}" if counts else "no pages")

    def exit_code(self, *, fail_on_empty: bool) -> int:
        """Return how the program ends after these pages.

        Parameters
        ----------
        fail_on_empty : bool
            End with 3 if a page has no content.

        Returns
        -------
        int
            0, or 1 where a page failed, or else 3.

        Examples
        --------
        >>> tally = Tally()
        >>> tally.counts["empty"] += 1
        >>> tally.exit_code(fail_on_empty=False), tally.exit_code(fail_on_empty=True)
        (0, 3)
        """
        if self.counts["failed"]:
            return FAILED
        return EMPTY if fail_on_empty and self.counts["empty"] else OK
