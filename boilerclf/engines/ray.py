"""Ray Data: a callable class for ``map_batches``."""

from __future__ import annotations

from typing import Unpack

from boilerclf.bulk import Asked, settings_of
from boilerclf.errors import MissingExtraError
from boilerclf.sources.document import AskedKind

try:
    import pyarrow as pa
    from ray.data import ActorPoolStrategy, Dataset
except ImportError as error:
    raise MissingExtraError(error.name or "ray", "ray") from error

from boilerclf.bulk.batches import classified_schema, classify_in_parts


class BatchClassifier:
    """Classifies the tables that ``map_batches(..., batch_format="pyarrow")`` gives.

    Parameters
    ----------
    kind : {"auto", "html", "text"}, default: "auto"
        Which column is read where there are both; "auto" takes ``html``.
    **asked
        Which model, and how labels are chosen and content is written: `boilerclf.bulk.Asked`.

    Examples
    --------
    >>> story = "The first ferry sailed at nine on Monday morning, and it was full."
    >>> BatchClassifier()(pa.table({"text": [story]})).column("content").to_pylist() == [story]
    True
    """

    def __init__(self, *, kind: AskedKind = "auto", **asked: Unpack[Asked]) -> None:
        self._settings = settings_of(**asked)
        self._kind = kind

    def __call__(self, table: pa.Table) -> pa.Table:
        """Classify the pages of a table, as `boilerclf.bulk.batches.classify_batch` does."""
        batches = classify_in_parts(table.to_batches(), self._settings, kind=self._kind)
        return pa.Table.from_batches(batches, classified_schema(table.schema, kind=self._kind))


def classify_dataset(
    dataset: Dataset,
    *,
    kind: AskedKind = "auto",
    n_actors: int | tuple[int, int] = 1,
    batch_size: int = 256,
    **asked: Unpack[Asked],
) -> Dataset:
    """Classify the pages of a dataset, in actors.

    Parameters
    ----------
    dataset : ray.data.Dataset
        With a column ``html`` or ``text`` of strings or binary, a page a row.
    kind : {"auto", "html", "text"}, default: "auto"
        Which column is read where there are both; "auto" takes ``html``.
    n_actors : int or tuple of int, default: 1
        How many processes, or at least and at most how many.
    batch_size : int, default: 256
        Rows handed to one at a time; makes no difference to the result.
    **asked
        Which model, and how labels are chosen and content is written: `boilerclf.bulk.Asked`.

    Returns
    -------
    ray.data.Dataset
        A row a page. Nothing is computed before it is asked for.

    Raises
    ------
    ConfigurationError
        For more than one way to choose labels, or a value that is none: here, not in every actor.
    """
    settings_of(**asked)
    least, most = (n_actors, n_actors) if isinstance(n_actors, int) else n_actors
    return dataset.map_batches(
        BatchClassifier,
        fn_constructor_kwargs={"kind": kind, **asked},
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=ActorPoolStrategy(min_size=least, max_size=most),
    )
