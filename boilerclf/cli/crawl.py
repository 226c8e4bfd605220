"""``boilerclf predict --out FOLDER``: whole files in, a shard each out."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from boilerclf.cli.console import counted, say
from boilerclf.cli.progress import measuring, told
from boilerclf.cli.tally import Tally
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from boilerclf.bulk import Job, Progress


def names_folder(out: str) -> bool:
    """Tell if output goes to a folder: what is one, ends like one, or has no suffix and is nothing.

    Parameters
    ----------
    out : str
        Where to write.

    Returns
    -------
    bool
        False for a file, "-" included.

    Raises
    ------
    ConfigurationError
        For a folder whose name is that of a file, and for a name that is nothing but the end of a
        file's, unless it ends like a folder's.

    Examples
    --------
    >>> [names_folder(name) for name in ("crawl.2024/", "kept", "kept.txt", "-")]
    [True, True, False, False]
    """
    from boilerclf.sources import printable, said_format

    if out.endswith(("/", os.sep)):
        return True
    if os.path.isdir(out):
        if form := said_format(out):
            raise ConfigurationError(
                f"{printable(out)} is a folder and its name says {form}; name another file, or "
                f"write {printable(out)}/ to have a file there for each input"
            )
        return True
    name = os.path.basename(out)
    if name.startswith(".") and said_format(f"kept{name}") and not said_format(name):
        raise ConfigurationError(
            f"{printable(out)} is the end of a file's name; name a file, such as kept{name}, "
            f"or write {printable(out)}/ to have a file there for each input"
        )
    return out != "-" and not os.path.splitext(out)[1] and not os.path.lexists(out)


def run_crawl(job: Job, *, fail_on_empty: bool, quiet: bool) -> int:
    """Classify whole files into a folder, tell how far it is, and sum up.

    Parameters
    ----------
    job : Job
        What to do.
    fail_on_empty : bool
        End with 3 if a page has no content.
    quiet : bool
        Say no more on standard error than what went wrong.

    Returns
    -------
    int
        The exit code.
    """
    from boilerclf.bulk import classify_crawl

    tally = Tally(strict=job.strict, quiet=quiet)
    begin = time.monotonic()
    with measuring(output_shown=False, quiet=quiet) as advance:

        def watch(progress: Progress) -> None:
            while progress.notes:
                tally.note(*progress.notes.pop(0))
            advance(progress.n_pages, progress.n_bytes, progress.n_bytes_total or None)

        done = classify_crawl(job, watch=watch)
    seconds = time.monotonic() - begin
    tally.counts.update({status: done.counts[status] for status in tally.counts})
    tally.skipped.update(done.skipped)
    code = tally.exit_code(fail_on_empty=fail_on_empty)
    tally.tell(code, always=True)
    if not quiet:
        if done.gone:
            say(_told_of_gone(done.gone))
        blocks = (
            f"{counted(done.counts['blocks'], 'block')}, {done.counts['kept']:,} of them content"
        )
        say(f"{blocks}; {done.n_done:,} of {done.n_inputs:,} inputs done, in {job.folder}")
        say(f"this run: {told(done.n_pages, done.n_bytes, None, seconds)}, {seconds:,.1f} s")
    return code


def _told_of_gone(names: list[str]) -> str:
    if len(names) == 1:
        return f"1 input is gone, and its shard of an earlier run stays: {names[0]}"
    return f"{len(names):,} inputs are gone, and their shards of an earlier run stay: {names[0]}, …"


def refuse_beside_folder(form: str | None, dropped: str | None) -> None:
    """Refuse what a run into a folder cannot write.

    Parameters
    ----------
    form : str or None
        The format; None where it was left out.
    dropped : str or None
        The file of dropped blocks, if one is asked for.

    Raises
    ------
    ConfigurationError
        For a format that does not tell pages apart, and for dropped blocks on standard output.
    """
    if form not in (None, "jsonl", "parquet"):
        raise ConfigurationError(
            f"--format {form} does not tell which page is which; "
            "with a folder as --out give jsonl or parquet"
        )
    if dropped == "-":
        raise ConfigurationError(
            "--dropped - is standard output, and a run into a folder needs a file that it can "
            "continue; name one"
        )
