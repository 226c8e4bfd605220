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
    ]
    lines += [f"- {name}: {value}" for name, value in card.options_in_use().items()]
    lines += [f"- {name} {version}" for name, version in card.versions.items()]
    lines += ["", "## Trained on", ""]
    if card.corpora:
        lines += [
            "| corpus | pages | blocks | licence | SHA-256 |",
            "| --- | --- | --- | --- | --- |",
        ]
    lines += [
        f"| {note.name} | {note.n_pages:,} | {note.n_blocks:,} | {note.licence or 'not stated'} "
        f"| `{note.digest}` |"
        for note in card.corpora
    ]
    lines += ["", "## Scores on held-out folds", ""]
    if card.scores:
        lines += [
            "Site-grouped folds of the training corpora; everything fitted without the held-out "
            "fold.",
            "",
            "| score | value |",
            "| --- | --- |",
        ]
        lines += [f"| {name} | {value:.4f} |" for name, value in card.scores.items()]
    else:
        lines += ["Not measured."]
    return "\n".join(lines) + "\n"
