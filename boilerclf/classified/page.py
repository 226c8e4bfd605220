"""A page with a label for every block."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from boilerclf.classified.kept.headlines import headline_blocks
from boilerclf.classified.notebook import blocks_as_html, shortened
from boilerclf.classified.records import page_record
from boilerclf.errors import ConfigurationError
from boilerclf.lazy import cached_property
from boilerclf.page import LABELS, Block, Page, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from boilerclf.classified.explanation import Explanation

ContentForm = Literal["text", "markdown", "html"]
"""How the kept blocks are written."""

CONTENT_FORMS: Final[tuple[str, ...]] = get_args(ContentForm)

Headline = Literal["content", "apart"]
"""Where the headline goes: into the content, or apart from it."""

HEADLINES: Final[tuple[str, ...]] = get_args(Headline)


@dataclass(frozen=True, eq=False, repr=False)
class ClassifiedPage:
    """A page with a label and a probability for every block.

    Parameters
    ----------
    page : Page
        What was read.
    probabilities : float64 array of shape (n_blocks,)
        Probability of content, on the evidence of all that is decided together with the block
        (`boilerclf.model.Units`).
    kept : bool array of shape (n_blocks,)
        True where the block was decided to be content.
    model : str
        The model's name and digest.
    decision : str
        How labels were chosen from probabilities, in words.
    reasons : tuple of str
        For each block, what speaks most for noise (`Explanation.noise_families`); empty where
        nobody asked.
    headline_block : int
        The block that is most likely the headline, whatever its label; -1 where none is.
    headline_apart : bool
        Leave the headline out of `content`, `html` and `markdown`; its label stays.
    explainer : callable or None
        Takes this page and returns what `explain` does; it is not sent to other processes.
    """

    page: Page
    probabilities: NDArray[np.float64]
    kept: NDArray[np.bool_]
    model: str = ""
    decision: str = ""
    reasons: tuple[str, ...] = ()
    headline_block: int = -1
    headline_apart: bool = False
    explainer: Callable[[ClassifiedPage], Explanation] | None = field(default=None, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the explainer out: it holds a whole model."""
        return self.__dict__ | {"explainer": None}

    def __copy__(self) -> ClassifiedPage:
        """Copy the page, which is explained as this one is."""
        return self._copied(self.__dict__)

    def __deepcopy__(self, memo: dict[int, Any]) -> ClassifiedPage:
        """Copy the page and all it holds but the model, which is shared."""
        return self._copied(deepcopy(self.__getstate__(), memo) | {"explainer": self.explainer})

    def _copied(self, state: dict[str, Any]) -> ClassifiedPage:
        copied = object.__new__(type(self))
        copied.__dict__.update(state)
        return copied

    def __repr__(self) -> str:
        """Return one line, whatever is on the page."""
        source = f" {shortened(self.page.source)!r}" if self.page.source else ""
        kept = f"{int(self.kept.sum())} of {self.page.n_blocks} blocks kept"
        return f"<ClassifiedPage {self.page.kind}{source}: {self.status}, {kept}>"

    def _repr_html_(self) -> str:
        """Return the page as notebooks show it: what is kept, and what is dropped in grey."""
        return blocks_as_html(
            repr(self), self.texts, self.kept.tolist(), self.probabilities.tolist()
        )

    @property
    def status(self) -> Status:
        """The status of the page; "empty" where that is "ok" and no block was kept."""
        if self.page.status == "ok" and not self.kept.any():
            return "empty"
        return self.page.status

    @property
    def reason(self) -> str:
        """Why the status is not "ok"; empty where it is."""
        if self.page.reason or self.status != "empty":
            return self.page.reason
        return "no_content"

    @property
    def title(self) -> str:
        """The text of ``<title>``; empty where there is none."""
        return "" if self.page.markup is None else self.page.markup.title

    @property
    def language(self) -> str:
        """The ``lang`` of ``<html>`` as the page has it; empty where there is none."""
        return "" if self.page.markup is None else self.page.markup.language.strip()

    @property
    def headline(self) -> str:
        """The text of the block taken for the headline; empty where none is, or it is noise."""
        return self.page.block_text(self.headline_block) if self._has_headline else ""

    @property
    def _has_headline(self) -> bool:
        return self.headline_block >= 0 and bool(self.kept[self.headline_block])

    @cached_property
    def texts(self) -> list[str]:
        """Every block's text, in page order."""
        return self.page.block_texts()

    def written_probabilities(self) -> list[float]:
        """Return the probabilities as records have them.

        Returns
        -------
        list of float
            One a block, with six decimals; empty for a page without blocks.
        """
        written: list[float] = self.probabilities.round(6).tolist()
        return written

    @property
    def _written(self) -> NDArray[np.bool_]:
        """The blocks of the content: those that are kept, without a headline that goes apart.

        One that the page has twice goes apart whole.
        """
        if not (self.headline_apart and self._has_headline):
            return self.kept
        written = self.kept.copy()
        kept: list[int] = written.nonzero()[0].tolist()
        written[headline_blocks(self.page, kept, self.headline_block)] = False
        return written

    @cached_property
    def content(self) -> str:
        """The kept blocks' text, one block a line; empty where nothing was kept."""
        return "\n".join(self.page.block_texts(self._written))

    @cached_property
    def spaced_content(self) -> str:
        r"""The kept blocks' text; for plain text with the blank lines between them.

        Two kept lines have as many blank lines between them as in the text or, if lines between
        them are dropped, as the longest run of blank lines there. There are none before the first
        and after the last kept line. For HTML this is `content`.

        Examples
        --------
        >>> import numpy as np
        >>> from boilerclf.segment import segment_text
        >>> page = segment_text("Rain fell.\n\nShare\n\nThen snow.\nThen hail.")
        >>> kept = np.array([True, False, True, True])
        >>> ClassifiedPage(page, np.ones(4), kept).spaced_content
        'Rain fell.\n\nThen snow.\nThen hail.'
        """
        if self.page.lines is None:
            return self.content
        pieces: list[str] = []
        n_blank = last = 0
        lines = zip(self.page.lines.tolist(), self.texts, self.kept.tolist(), strict=True)
        for line, text, kept in lines:
            n_blank = max(n_blank, line - last - 1)
            last = line
            if kept:
                pieces += ["\n" * (n_blank + 1) if pieces else "", text]
                n_blank = 0
        return "".join(pieces)

    @cached_property
    def html(self) -> str:
        """The kept blocks as an ``<article>`` with headings, lists, tables, code and links.

        Empty where nothing was kept. Made from the page when it is first asked for.
        """
        from boilerclf.classified.kept.html import kept_html  # noqa: PLC0415  # patterns to compile

        return kept_html(self.page, self._written, self.page.address)

    @cached_property
    def markdown(self) -> str:
        """The kept blocks as Markdown; empty where nothing was kept.

        Made from the page when it is first asked for.
        """
        from boilerclf.classified.kept.markdown import kept_markdown  # noqa: PLC0415  # patterns to compile

        return kept_markdown(self.page, self._written, self.page.address)

    def content_as(self, form: ContentForm) -> str:
        """Return the content in one of its forms.

        Parameters
        ----------
        form : {"text", "markdown", "html"}
            Which one: `content`, `markdown` or `html`.

        Returns
        -------
        str
            Empty where nothing was kept.
        """
        written: str = getattr(self, "content" if form == "text" else form)
        return written

    def with_headline(self, headline: Headline) -> ClassifiedPage:
        """Return the same page with its headline in the content, or apart from it.

        Parameters
        ----------
        headline : {"content", "apart"}
            "apart" leaves the block taken for the headline out of `content`, `html` and
            `markdown`; `headline` still has its text. Plain text has no headline.

        Returns
        -------
        ClassifiedPage
            The page itself where nothing changes.

        Raises
        ------
        ConfigurationError
            For another value of `headline`.
        """
        if headline not in HEADLINES:
            raise ConfigurationError(f"headline {headline!r} is not known: give content or apart")
        apart = headline == "apart"
        return self if apart == self.headline_apart else replace(self, headline_apart=apart)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block with its label and probability, in page order."""
        page = self.page
        lines = page.lines
        return tuple(
            Block(
                text=self.texts[i],
                label=LABELS[int(self.kept[i])],
                probability=float(self.probabilities[i]),
                line=None if lines is None else int(lines[i]),
                start=None if lines is None else int(page.starts[i]),
                end=None if lines is None else int(page.ends[i]),
            )
            for i in range(page.n_blocks)
        )

    def explain(self) -> Explanation:
        """Tell why each block has its label.

        Where the page was not classified with ``explained``, its columns are computed again: to
        keep them would take many times the memory of the page.

        Returns
        -------
        Explanation
            The parts of every block's log-odds, and its heaviest reasons in words.

        Raises
        ------
        ConfigurationError
            For a page that came from another process or out of a pickle, or was not made by a
            classifier.

        Examples
        --------
        >>> import boilerclf
        >>> page = boilerclf.classify("<p>Rain fell on the whole valley all night.</p>")
        >>> [block.label for block in page.explain().blocks]
        ['content']
        """
        if self.explainer is None:
            message = (
                "this page came from another process, or out of a pickle, without its model: "
                "classify it in this one, as by boilerclf.classify"
            )
            raise ConfigurationError(message)
        return self.explainer(self)

    def to_record(self, identifier: str = "", *, content: ContentForm = "text") -> dict[str, Any]:
        """Return the page as the JSON record that the command line writes.

        Parameters
        ----------
        identifier : str, default: ""
            The record's ``id``.
        content : {"text", "markdown", "html"}, default: "text"
            What ``content`` holds.

        Returns
        -------
        dict
            As from `boilerclf.classified.records.page_record`.
        """
        return page_record(self, identifier, content)
