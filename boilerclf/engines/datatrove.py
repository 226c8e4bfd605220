"""datatrove: a filter that cleans texts line by line, and an extractor for HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Unpack

from boilerclf.bulk import Asked, settings_of
from boilerclf.errors import MissingExtraError

try:
    import pyarrow as pa
    from datatrove.data import Document
    from datatrove.pipeline.extractors.base import BaseExtractor
    from datatrove.pipeline.filters.base_filter import BaseFilter
except ImportError as error:
    raise MissingExtraError(error.name or "datatrove", "datatrove") from error

from boilerclf.bulk.batches import classify_batch
from boilerclf.sources.arrow import strings


class BoilerclfFilter(BaseFilter):  # type: ignore[misc]  # of a package without types
    """Replaces each document's text by the lines that are content, and drops what has none.

    The reason for dropping a document is its page's status, such as "empty" or "failed"; the
    exclusion writer gets it with its text as it was. The statistics ``lines`` and ``lines_kept``
    are per document.

    Parameters
    ----------
    exclusion_writer : DiskWriter or None, default: None
        Writes what is dropped.
    batch_size : int, default: 64
        Documents classified together; makes no difference to the result.
    **asked
        Which model, and how labels are chosen and content is written: `boilerclf.bulk.Asked`.

    Examples
    --------
    >>> story = "The first ferry sailed at nine on Monday morning, and it was full."
    >>> [document.text for document in BoilerclfFilter().run([Document(text=story, id="a")])]
    ['The first ferry sailed at nine on Monday morning, and it was full.']
    """

    name = "🧹 boilerclf"

    def __init__(
        self,
        exclusion_writer: Any = None,  # noqa: ANN401  # a class of theirs
        batch_size: int = 64,
        **asked: Unpack[Asked],
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self.settings = settings_of(**asked)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Clean one document; return whether it is kept, or why it is not.

        Parameters
        ----------
        doc : datatrove.data.Document
            Its text is replaced by its content, unless it has none.

        Returns
        -------
        bool or tuple of (bool, str)
            True where it is kept, else False and the page's status, such as "empty" or "failed".
        """
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[bool | tuple[bool, str]]:
        """Clean documents; return for each whether it is kept, or why it is not.

        Parameters
        ----------
        batch : list of datatrove.data.Document
            The text of each is replaced by its content, unless it has none.

        Returns
        -------
        list of (bool or tuple of (bool, str))
            One a document, as from `filter`; empty for no documents.
        """
        rows = pa.record_batch({"text": strings([doc.text for doc in batch])})
        pages = classify_batch(rows, self.settings, kind="text")
        return [self._take(doc, page) for doc, page in zip(batch, pages.to_pylist(), strict=True)]

    def _take(self, doc: Document, page: dict[str, Any]) -> bool | tuple[bool, str]:
        kept = sum(block["label"] == "content" for block in page["blocks"])
        self.stat_update("lines", value=len(page["blocks"]), unit="doc")
        self.stat_update("lines_kept", value=kept, unit="doc")
        if not page["content"]:
            return False, page["status"]
        doc.text = page["content"]
        return True


class BoilerclfExtractor(BaseExtractor):  # type: ignore[misc]  # of a package without types
    """Takes the place of datatrove's ``Trafilatura``: HTML in, its content out.

    Parameters
    ----------
    timeout : float, default: 10
        Seconds that datatrove gives a page before it drops it.
    **asked
        Which model, and how labels are chosen and content is written: `boilerclf.bulk.Asked`.

    Examples
    --------
    >>> story = "The first ferry sailed at nine on Monday morning, and it was full."
    >>> BoilerclfExtractor().extract(f"<ul><li>Home<li>News</ul><p>{story}").endswith(story)
    True
    """

    name = "🧹 boilerclf"

    def __init__(
        self,
        timeout: float = 10,
        **asked: Unpack[Asked],
    ) -> None:
        super().__init__(timeout)
        self.settings = settings_of(**asked)

    def run(
        self,
        data: Iterable[Document] | None,
        rank: int = 0,
        world_size: int = 1,
    ) -> Iterator[Document]:
        """Extract documents, after the model is known to be of use.

        datatrove drops each document with which something goes wrong, and with a model that cannot
        be used that would be all of them.

        Parameters
        ----------
        data : iterable of datatrove.data.Document or None
            HTML, a page a document.
        rank, world_size : int
            Which of how many tasks this is.

        Yields
        ------
        datatrove.data.Document
            Those with content, which takes the place of the text.

        Raises
        ------
        ModelError, ConfigurationError
            Before anything is read: for a model, or a target, that cannot be used.
        """
        self.extract("")
        yield from super().run(data, rank, world_size)

    def extract(self, text: str) -> str:
        """Return the content of a page.

        Parameters
        ----------
        text : str
            HTML, as datatrove's readers put it into a document.

        Returns
        -------
        str
            In the form that was asked for; empty where the page has no content.
        """
        rows = pa.record_batch({"html": strings([text])})
        page = classify_batch(rows, self.settings, kind="html")
        return str(page.column("content")[0].as_py())
