"""Pages and labels as Label Studio writes them, for who labels there or has done so.

A project there shows a page with this configuration, in which a region is a run of blocks::

    <View>
      <ParagraphLabels name="label" toName="blocks">
        <Label value="content"/><Label value="noise"/>
      </ParagraphLabels>
      <Paragraphs name="blocks" value="$blocks" textKey="text" nameKey="probability"/>
    </View>

Source: Label Studio's documentation, "Label Studio JSON format of annotated tasks" and
"Paragraphs".
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from boilerclf.errors import DataError, InputError
from boilerclf.files import STDIN, is_irregular, open_input, open_output
from boilerclf.page import LABELS
from boilerclf.web.labelling.lines import read_lines
from boilerclf.web.labelling.session import UNKNOWN, Session


def export_tasks(session: Session, path: str | Path) -> None:
    """Write all pages as tasks: guesses as predictions, and annotations for pages that are done.

    Parameters
    ----------
    session : Session
        The pages and their file of labels.
    path : str or path
        The JSON file to write.
    """
    done = {str(record["id"]): record for record in read_lines(session.path)}
    tasks = []
    for task in session.tasks:
        texts = [str(block["text"]) for block in task.blocks]
        guess: list[str | None] = [LABELS[label] for label in task.guess.tolist()]
        item: dict[str, Any] = {
            "data": {"id": task.id, "blocks": [dict(block) for block in task.blocks]},
            "predictions": [
                {"model_version": task.header.get("model", ""), "result": _regions(texts, guess)}
            ],
        }
        if task.id in done:
            labels = [block.get("label") for block in done[task.id]["blocks"]]
            item["annotations"] = [{"result": _regions(texts, labels)}]
        tasks.append(item)
    with open_output(path) as out:
        json.dump(tasks, out, ensure_ascii=False, allow_nan=False, indent=1)


def import_tasks(session: Session, path: str | Path) -> int:
    """Take the annotations of pages that are not done yet, known by their id.

    Parameters
    ----------
    session : Session
        The pages; their labels are written as if they had been made here.
    path : str or path
        Label Studio's export in its JSON format; "-" is standard input.

    Returns
    -------
    int
        The number of pages that were labelled.

    Raises
    ------
    DataError
        The file cannot be read as such, or a page has other blocks there.
    """
    try:
        tasks = json.loads(_whole(path).decode("utf-8-sig"))
        found = {
            str(exported["data"]["id"]): exported for exported in tasks if _annotations(exported)
        }
        taken = [task for task in session.tasks if task.id in found and not session.is_done(task)]
        labels = {}
        for task in taken:
            texts = [block["text"] for block in found[task.id]["data"]["blocks"]]
            if not task.has(texts):
                raise DataError(f"{path}: page {task.id!r} has other blocks; export it again")
            labels[task.id] = _labels(_annotations(found[task.id])[-1]["result"], len(texts))
    except InputError as error:
        raise DataError(f"{path} {error}; name a file that Label Studio exported") from error
    except (  # RecursionError: nested too deeply
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        raise DataError(
            f"{path} is no list of tasks as Label Studio exports them in its format JSON; "
            "export it again"
        ) from error
    for task in taken:
        session.change(task.id, list(enumerate(labels[task.id])))
        session.finish(task.id, "save", 0.0)
    return len(taken)


def _whole(path: str | Path) -> bytes:
    if os.fspath(path) not in STDIN and is_irregular(path):
        raise InputError("is no regular file")
    with open_input(path) as stream:
        whole = stream.read()
        if stream.problem:
            raise InputError(f"ends early ({stream.problem})")
    return whole


def _annotations(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a task's annotations but for those that say that it was skipped."""
    return [
        annotation
        for annotation in task.get("annotations") or ()
        if not annotation.get("was_cancelled")
    ]


def _regions(texts: Sequence[str], labels: Sequence[str | None]) -> list[dict[str, Any]]:
    """Return a region for each run of blocks with the same label."""
    regions = []
    for label, run in groupby(range(len(labels)), key=lambda block: labels[block]):
        blocks = list(run)
        if label is None:
            continue
        value = {
            "start": str(blocks[0]),
            "end": str(blocks[-1]),
            "startOffset": 0,
            "endOffset": len(texts[blocks[-1]]),
            "paragraphlabels": [label],
        }
        regions.append(
            {"from_name": "label", "to_name": "blocks", "type": "paragraphlabels", "value": value}
        )
    return regions


def _labels(regions: Sequence[Mapping[str, Any]], n_blocks: int) -> list[int]:
    labels = [UNKNOWN] * n_blocks
    for region in regions:
        value = region["value"]
        (label,) = value["paragraphlabels"]
        first, last = int(value["start"]), int(value["end"])
        if not 0 <= first <= last < n_blocks:
            what = f"blocks {first} to {last} of {n_blocks}, counted from 0"
            raise InputError(f"has a region of {what}")
        labels[first : last + 1] = [LABELS.index(label)] * (last + 1 - first)
    return labels
