"""What a person has labelled and what comes next; all of it on disk before it is answered.

The file of labels holds a record for each page that is done. A journal beside it holds the changes
to the page that is on the screen, so that a program that is killed loses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO, Final, Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ConfigurationError, DataError, InputError
from boilerclf.evaluation import cohens_kappa
from boilerclf.files import is_irregular, to_utf8
from boilerclf.files.locking import lock
from boilerclf.lazy import cached_property
from boilerclf.page import LABELS
from boilerclf.web.labelling.lines import append_line, end_line, not_writable, read_lines

UNKNOWN: Final = -1
"""The label of a block of which the person does not know what it is."""

Action = Literal["save", "accept", "skip"]

_MOST_SECONDS: Final = 3600.0
"""Longer than this nobody looks at a page; who left the room does not count."""


@dataclass(frozen=True, eq=False)
class Task:
    """A page to label.

    Parameters
    ----------
    header : mapping
        What the page's record says beside its blocks: ``id``, ``source``, ``kind``, ``html``, ...
    blocks : tuple of mapping
        What it says of each block: ``text``, ``probability`` and, for plain text, its place.
    guess : int8 array of shape (n_blocks,)
        The model's labels: 1 content, 0 noise.
    units : int64 array of shape (n_blocks,)
        The unit of each block (`boilerclf.web.labelling.units.unit_numbers`).
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    summary : float64 array of shape (n_means,)
        What kind of page it is (`boilerclf.features.summary.page_summary`).
    """

    header: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...]
    guess: NDArray[np.int8]
    units: NDArray[np.int64]
    n_words: NDArray[np.float32]
    summary: NDArray[np.float64]

    @property
    def id(self) -> str:
        """The name of the page's record."""
        return str(self.header["id"])

    @cached_property
    def digest(self) -> str:
        """What tells the page from another of the same name."""
        letters = _letters(block["text"] for block in self.blocks)
        return sha256(json.dumps(letters).encode()).hexdigest()[:16]

    def has(self, texts: Iterable[str]) -> bool:
        """Tell whether the blocks have these texts, as training does: white space is nothing.

        Parameters
        ----------
        texts : iterable of str
            The texts of a record's blocks.

        Returns
        -------
        bool
            False for a record of another page of the same name.
        """
        return _letters(texts) == _letters(block["text"] for block in self.blocks)

    @property
    def doubt(self) -> float:
        """The words that the model expects to label wrongly: each as unsure as its block."""
        chances = np.array([block["probability"] for block in self.blocks], np.float64)
        return float(self.n_words @ np.minimum(chances, 1 - chances))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Parameters
    ----------
    n_done, n_pages : int
        Pages labelled or skipped, and all.
    agreement, kappa : float or None
        Share of the labelled blocks whose label is the model's guess, and `cohens_kappa` of them;
        None where there is nothing to tell.
    seconds_left : float or None
        The pages left times the median of what a page took; None before the first.
    """

    n_done: int
    n_pages: int
    agreement: float | None
    kappa: float | None
    seconds_left: float | None


@dataclass(slots=True)
class Session:
    """The labelling of some pages by one person.

    Parameters
    ----------
    tasks : sequence of Task
        The pages.
    path : Path
        The file of labels; what it holds already is kept, and those pages are done.

    Raises
    ------
    ConfigurationError
        The file cannot be written, or another session is writing into it just now.
    DataError
        It holds something else than labels, or those of another page of the same name.
    """

    tasks: Sequence[Task]
    path: Path
    _labels: dict[str, NDArray[np.int8]] = field(init=False, default_factory=dict)
    _seconds: list[float] = field(init=False, default_factory=list)
    _said: list[tuple[int, int]] = field(init=False, default_factory=list)
    _done: dict[str, Task | None] = field(init=False, default_factory=dict)
    _locked: BinaryIO = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lock the file and read what was labelled before."""
        if is_irregular(self.path):
            raise ConfigurationError(f"{self.path} is no regular file; name another .jsonl file")
        try:
            self._locked = open(self.path, "ab")  # noqa: SIM115  # `close` does
        except OSError as error:
            raise not_writable(self.path, error) from error
        try:
            self._read()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let others write into the file."""
        self._locked.close()

    def _read(self) -> None:
        by_id = {task.id: task for task in self.tasks}
        try:
            if not lock(self._locked):
                raise ConfigurationError(
                    f"another session is writing into {self.path}; end it, or name another file"
                )
            for record in read_lines(self.path):
                task = by_id.get(str(record.get("id")))
                self._count(record, task)
                if task and not task.has(block["text"] for block in record["blocks"]):
                    raise _of_another_page(self.path, task)
            for change in read_lines(self._journal):
                task = by_id.get(str(change.get("id")))
                if task and task.id not in self._done:
                    if change.get("page") != task.digest:
                        raise _of_another_page(self._journal, task)
                    self._apply(task, change["labels"])
            for path in (self.path, self._journal):
                end_line(path)
        except OSError as error:
            raise not_writable(self.path, error) from error
        except (AttributeError, LookupError, OverflowError, TypeError, ValueError) as error:
            raise DataError(f"{self.path} holds other things than labels; name another") from error

    @property
    def _journal(self) -> Path:
        return self.path.with_name(f".{self.path.name}.journal")

    def next_task(self) -> Task | None:
        """Return the page that teaches most; None when all are done.

        Returns
        -------
        Task or None
            One that was begun before any other; then the one with the most doubtful words, each
            counted the less, the more the page is like one that is labelled already.
        """
        left = [task for task in self.tasks if task.id not in self._done]
        begun = [task for task in left if task.id in self._labels]
        if begun or not left:
            return begun[0] if begun else None
        known = [task.summary for task in self._done.values() if task is not None]
        return max(left, key=lambda task: task.doubt * _unlikeness(task.summary, known))

    def labels(self, task: Task) -> NDArray[np.int8]:
        """Return a page's labels as they are now: 1 content, 0 noise, -1 not known."""
        return self._labels.get(task.id, task.guess)

    def change(self, identifier: str, labels: Sequence[tuple[int, int]]) -> None:
        """Change labels of the page on the screen.

        Parameters
        ----------
        identifier : str
            The page's id.
        labels : sequence of (int, int)
            Blocks and their labels.

        Raises
        ------
        InputError
            There is no such page left, or no such block or label.
        ConfigurationError
            The change cannot be written; it is not made.
        """
        task = self._left(identifier)
        for block, label in labels:
            if not 0 <= block < len(task.blocks) or label not in (UNKNOWN, 0, 1):
                raise InputError(f"no block {block} or no label {label} on page {identifier}")
        changed = [list(pair) for pair in labels]
        append_line(self._journal, {"id": identifier, "page": task.digest, "labels": changed})
        self._apply(task, labels)

    def finish(self, identifier: str, action: Action, seconds: float) -> None:
        """Write the page's record.

        Parameters
        ----------
        identifier : str
            The page's id.
        action : {"save", "accept", "skip"}
            Keep the labels as they are; take the model's guess; or leave all blocks unlabelled.
        seconds : float
            What the page took.

        Raises
        ------
        InputError
            There is no such page left.
        ConfigurationError
            The record cannot be written; the page is left as it was.
        """
        task = self._left(identifier)
        labels = {"save": self.labels(task), "accept": task.guess}.get(action)
        if labels is None:
            labels = np.full(len(task.blocks), UNKNOWN, np.int8)
        names = [*LABELS, None]
        blocks = [
            dict(block) | {"label": names[label], "guess": names[guess]}
            for block, label, guess in zip(
                task.blocks, labels.tolist(), task.guess.tolist(), strict=True
            )
        ]
        record = dict(task.header) | {
            "seconds": round(min(max(seconds, 0.0), _MOST_SECONDS), 1),
            "blocks": blocks,
        }
        append_line(self.path, record)
        self._labels.pop(identifier, None)
        self._count(record, task)
        with suppress(OSError):  # it tells of a page that is done, and is passed over
            self._journal.unlink()

    def is_done(self, task: Task) -> bool:
        """Tell whether a page is labelled or skipped."""
        return task.id in self._done

    def progress(self) -> Progress:
        """Return how far the work is."""
        ids = {task.id for task in self.tasks}
        n_done = len(ids & self._done.keys())
        said = np.array(self._said, np.int8).reshape(-1, 2)
        kappa = cohens_kappa(said[:, 0], said[:, 1])
        n_left = len(self.tasks) - n_done
        return Progress(
            n_done=n_done,
            n_pages=len(self.tasks),
            agreement=float((said[:, 0] == said[:, 1]).mean()) if len(said) else None,
            kappa=None if np.isnan(kappa) else kappa,
            seconds_left=median(self._seconds) * n_left if self._seconds else None,
        )

    def _left(self, identifier: str) -> Task:
        for task in self.tasks:
            if task.id == identifier and identifier not in self._done:
                return task
        raise InputError(
            f"no page {identifier} is left to label, as after it was saved in another tab; "
            "reload for the next"
        )

    def _apply(self, task: Task, labels: Iterable[Sequence[int]]) -> None:
        changed = self.labels(task).copy()
        for block, label in labels:
            changed[block] = label
        self._labels[task.id] = changed

    def _count(self, record: Mapping[str, Any], task: Task | None) -> None:
        self._done[str(record["id"])] = task
        pairs = [(block.get("label"), block.get("guess")) for block in record["blocks"]]
        known = [
            (LABELS.index(label), LABELS.index(guess)) for label, guess in pairs if label and guess
        ]
        self._said += known
        if known and record.get("seconds"):  # none for labels that were made elsewhere
            self._seconds.append(float(record["seconds"]))


def _letters(texts: Iterable[str]) -> list[str]:
    """Return texts without white space, as a file has them: with no half characters."""
    return ["".join(to_utf8(text).decode().split()) for text in texts]


def _of_another_page(path: Path, task: Task) -> DataError:
    return DataError(f"{path}: page {task.id!r} has other blocks there; name another file")


def _unlikeness(summary: NDArray[np.float64], known: Sequence[NDArray[np.float64]]) -> float:
    """Return 1 less the cosine with the most similar of pages of the same kind; 1 for none."""
    same = [other for other in known if other.shape == summary.shape]
    if not same:
        return 1.0
    rows = np.stack(same)
    norms = np.linalg.norm(rows, axis=1) * np.linalg.norm(summary)
    return float(1 - (rows @ summary / np.maximum(norms, 1e-12)).max())
