"""What a worker tells of the pages that it writes."""

from boilerclf.bulk.rendering import MOST_NOTES, render
from boilerclf.model import shipped_model
from boilerclf.sources import Document


def test_warnings_of_a_batch_hide_no_failure():
    shells = [Document(f"{n}", "a", "<p>", "html") for n in range(MOST_NOTES + 5)]
    warned = [(shell, shell_page(shell)) for shell in shells]
    failed = [(Document("late", "a", None, error="is a folder"), None)] * (MOST_NOTES + 5)
    notes = render([*warned, *failed], "jsonl", "text", with_dropped=False).notes
    assert [note[2] for note in notes] == ["empty"] * MOST_NOTES + ["failed"] * MOST_NOTES
    assert notes[-1] == ("late", "a", "failed", "is a folder")


def shell_page(document):
    return shipped_model("html").classify_page(document.to_page())
