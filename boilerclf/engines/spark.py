"""Spark: a data frame of pages in, one of their content out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Unpack

from boilerclf.bulk import Asked, Settings, settings_of
from boilerclf.errors import MissingExtraError
from boilerclf.sources.document import AskedKind, input_name

try:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructField, StructType
except ImportError as error:
    raise MissingExtraError(error.name or "pyspark", "spark") from error

from boilerclf.bulk.batches import classified_schema, classify_in_parts
from boilerclf.sources.arrow import PAGE_SCHEMA

_PLACE: Final = b"place in the frame"

_OURS: Final = {
    "html",
    "text",
    "url",
    *PAGE_SCHEMA.names,
    *(input_name(name, ()) for name in PAGE_SCHEMA.names),
}
"""Names of columns that are read or written."""


def classify_frame(
    frame: DataFrame, *, kind: AskedKind = "auto", **asked: Unpack[Asked]
) -> DataFrame:
    """Classify the pages of a data frame, by ``mapInArrow``.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        With a column ``html`` or ``text`` of strings or binary, a page a row. Names are compared as
        Spark does, without case unless ``spark.sql.caseSensitive`` is set: ``HTML`` is read too,
        and ``Title`` gives way to that of the page.
    kind : {"auto", "html", "text"}, default: "auto"
        Which column is read where there are both; "auto" takes ``html``.
    **asked
        Which model, and how labels are chosen and content is written: `boilerclf.bulk.Asked`.

    Returns
    -------
    pyspark.sql.DataFrame
        A row a page, with the columns that `boilerclf.bulk.batches.classify_batch` gives. Nothing
        is computed before it is asked for.

    Raises
    ------
    ConfigurationError
        Where there is no such column, or for more than one way to choose.
    """
    settings = settings_of(**asked)
    if frame.sparkSession.conf.get("spark.sql.caseSensitive") != "true":
        frame = frame.toDF(*named_as_ours(frame.columns))
    # Spark takes a dot in the name of a column that it gives to Arrow for one in a path.
    numbered = frame.toDF(*(f"_{number}" for number in range(len(frame.columns))))
    schema = _schema(frame.schema, kind)
    return numbered.mapInArrow(_classifying(settings, kind, frame.columns), schema)


def _schema(given: StructType, kind: AskedKind) -> StructType:
    """Return the schema of what is made of a frame; what is passed through keeps Spark's types."""
    # Not all of them have one in Arrow without the session's time zone: names alone are asked for.
    names = [
        pa.field(field.name, pa.null(), metadata={_PLACE: str(place)})
        for place, field in enumerate(given)
    ]
    made = classified_schema(pa.schema(names), kind=kind)
    places = [(field.metadata or {}).get(_PLACE) for field in made]
    ours = from_arrow_schema(pa.schema([field for field in made if not field.metadata]))
    fields = [
        ours[field.name]
        if place is None
        else StructField(
            field.name, given[int(place)].dataType, metadata=given[int(place)].metadata
        )
        for field, place in zip(made, places, strict=True)
    ]
    return StructType(fields)


def named_as_ours(names: Sequence[str]) -> list[str]:
    """Return names of columns, those that differ from one of ours in case alone as ours.

    Parameters
    ----------
    names : sequence of str
        Any names.

    Returns
    -------
    list of str
        As many names.

    Examples
    --------
    >>> named_as_ours(["HTML", "Title", "Content", "Price"])
    ['html', 'title', 'content', 'Price']
    """
    return [name.casefold() if name.casefold() in _OURS else name for name in names]


def missing_java() -> str:
    """Say that a local Spark cannot start for lack of Java.

    Returns
    -------
    str
        One sentence; empty where there is a ``java``, of whatever version.
    """
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=os.path.join(home, "bin") if home else None):
        return ""
    where = f"in JAVA_HOME ({home})" if home else "on the PATH"
    return (
        f"there is no java {where}: Spark needs Java 17 or later, as from openjdk-17-jre-headless"
    )


def _classifying(
    settings: Settings, kind: AskedKind, names: list[str]
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def classify(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named = (pa.RecordBatch.from_arrays(batch.columns, names=names) for batch in batches)
        return classify_in_parts(named, settings, kind=kind)

    return classify
