"""The model card for people, as Markdown."""

from __future__ import annotations

from boilerclf.model.card import ModelCard


def card_text(card: ModelCard, digest: str) -> str:
    """Write the model card.

    Parameters
    ----------
    card : ModelCard
        What the model says of itself.
    digest : str
        The stored model's digest.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> print(card_text(ModelCard("mine", "text"), "abc").splitlines()[0])
    # mine
    """
    lines = [
        f"# {card.name}",
        "",
        f"A boilerclf model for {card.kind} pages: it labels every block content or noise.",
        "",
        f"- digest: `{digest}`",
        f"- decision: {card.decision}",
        *([f"- decision on extracted text: {card.extracted}"] if card.extracted else []),
        *(["- comments below a story: content, by its labels"] if card.keeps_comments else []),
        *(f"- {name}: {value}" for name, value in card.options_in_use().items()),
        *(f"- {name} {version}" for name, version in card.versions.items()),
        *("", "## Trained on", "", *_corpora(card)),
        *("", "## Scores on held-out folds", "", *_scores(card)),
    ]
    return "\n".join(lines) + "\n"


def _corpora(card: ModelCard) -> list[str]:
    if not card.corpora:
        return []
    return [
        "| corpus | pages | blocks | licence | SHA-256 |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {note.name} | {note.n_pages:,} | {note.n_blocks:,} "
            f"| {note.licence or 'not stated'} | `{note.digest}` |"
            for note in card.corpora
        ),
    ]


def _scores(card: ModelCard) -> list[str]:
    if not card.scores:
        return ["Not measured."]
    return [
        "Site-grouped folds of the training corpora; everything fitted without the held-out fold.",
        "",
        "| score | value |",
        "| --- | --- |",
        *(f"| {name} | {value:.4f} |" for name, value in card.scores.items()),
    ]
