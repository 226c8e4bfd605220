"""From documents to pages that a person labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from boilerclf.features.summary import page_summary
from boilerclf.files import to_utf8
from boilerclf.model import Classifier, load_model
from boilerclf.page import Kind
from boilerclf.segment.decoding.decode import decode
from boilerclf.sources import Document
from boilerclf.web.labelling.session import Task
from boilerclf.web.labelling.units import unit_numbers

_PASSED_ON: Final = ("url", "site", "fold", "type", "lang", "extractor", "title")
"""What labelled records may say of a page beside its labels."""


def tasks_of(documents: Iterable[Document], classifier: Classifier | None = None) -> Iterator[Task]:
    """Read documents and let a model guess their labels.

    Parameters
    ----------
    documents : iterable of Document
        The documents; those that cannot be read, that are of another kind than the model and that
        have no block are left out.
    classifier : Classifier or None, default: None
        The model; the shipped one for each page's kind where None.

    Yields
    ------
    Task
        Where an id was there before, a number is added to it.
    """
    seen: set[str] = set()
    for document in documents:
        page = document.to_page()
        if not page.n_blocks or (classifier is not None and classifier.kind != page.kind):
            continue
        model = classifier or load_model(page.kind)
        features = model.featurizer.first(page)
        labelled = model.classify_page(page)
        first = to_utf8(document.id).decode()  # as the file of labels will have it
        name, number = first, 1
        while name in seen:
            number += 1
            name = f"{first}#{number}"
        seen.add(name)
        record = labelled.to_record(name)
        header = {key: record[key] for key in ("id", "source", "kind", "model")}
        header |= {key: document.extra[key] for key in _PASSED_ON if key in document.extra}
        yield Task(
            header=header | _whole(document, page.kind),
            blocks=tuple(
                {key: value for key, value in block.items() if key != "label"}
                for block in record["blocks"]
            ),
            guess=labelled.kept.astype(np.int8),
            units=unit_numbers(features.view),
            n_words=features.n_words,
            summary=page_summary(features.own, features.n_words),
        )


def _whole(document: Document, kind: Kind) -> dict[str, Any]:
    """Return what a record of HTML is read again from; the lines of text are its blocks."""
    if kind == "text" or document.data is None:
        return {}
    data = document.data
    if isinstance(data, str):
        return {"html": data}
    return {"html": decode(data, declared=document.declared_encoding).text}
