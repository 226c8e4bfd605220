"""Ray Data: a callable class for ``map_batches``."""

from __future__ import annotations

from boilerclf.bulk import settings_of
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
    model : str or None, default: None
        A model's name or folder, which has to be there on every machine; None takes the shipped one
        for what each page is. Loaded once an actor.
    threshold, target_recall, target_precision : float or None, default: None
        How labels are chosen, as in `boilerclf.classify`.

    Examples
    --------
    >>> story = "The first ferry sailed at nine on Monday morning, and it was full."
    >>> BatchClassifier()(pa.table({"text": [story]})).column("content").to_pylist() == [story]
    True
    """

    def __init__(
        self,
        *,
        kind: AskedKind = "auto",
        model: str | None = None,
        threshold: float | str | None = None,
        target_recall: float | None = None,
        target_precision: float | None = None,
    ) -> None:
        self._settings = settings_of(
            model=model,
            threshold=threshold,
            target_recall=target_recall,
            target_precision=target_precision,
        )
        self._kind = kind

    def __call__(self, table: pa.Table) -> pa.Table:
        """Classify the pages of a table, as `boilerclf.bulk.batches.classify_batch` does."""
        batches = classify_in_parts(table.to_batches(), self._settings, kind=self._kind)
        return pa.Table.from_batches(batches, classified_schema(table.schema, kind=self._kind))


def classify_dataset(  # noqa: PLR0913  # all but the first are named and have defaults
    dataset: Dataset,
    *,
    kind: AskedKind = "auto",
    model: str | None = None,
    threshold: float | str | None = None,
    target_recall: float | None = None,
    target_precision: float | None = None,
    n_actors: int | tuple[int, int] = 1,
    batch_size: int = 256,
) -> Dataset:
    """Classify the pages of a dataset, in actors.

    Parameters
    ----------
    dataset : ray.data.Dataset
        With a column ``html`` or ``text`` of strings or binary, a page a row.
    kind, model, threshold, target_recall, target_precision
        As for `BatchClassifier`.
    n_actors : int or tuple of int, default: 1
        How many processes, or at least and at most how many.
    batch_size : int, default: 256
        Rows handed to one at a time; makes no difference to the result.

    Returns
    -------
    ray.data.Dataset
        A row a page. Nothing is computed before it is asked for.
    """
    least, most = (n_actors, n_actors) if isinstance(n_actors, int) else n_actors
    return dataset.map_batches(
        BatchClassifier,
        fn_constructor_kwargs={
            "kind": kind,
            "model": model,
            "threshold": threshold,
            "target_recall": target_recall,
            "target_precision": target_precision,
        },
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=ActorPoolStrategy(min_size=least, max_size=most),
    )
