import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import word_overlap
from boilerclf.evaluation import page_f1
from boilerclf.segment import segment_html, segment_text

WORDS = st.sampled_from(["rain", "Fell", "on", "Tarvo", "…", "東京", "a_b", "12"])
LINES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=8)


@given(LINES, LINES, st.data())
def test_f1_is_the_page_metric_of_the_kept_text(lines, gold, data):
    page = segment_text("\n".join(lines))
    kept = data.draw(st.lists(st.booleans(), min_size=page.n_blocks, max_size=page.n_blocks))
    text = "\n".join(page.block_text(block) for block, its in enumerate(kept) if its)
    overlap = word_overlap(page, "\n".join(gold))
    assert overlap.f1(np.array(kept, dtype=bool)) == page_f1(text, "\n".join(gold))


def test_breaks_inside_a_block_part_words():
    page = segment_html("<p>Rain<br>fell</p><p>Share</p>")
    overlap = word_overlap(page, "Rain\nfell")
    kept = np.array([text != "Share" for text in page.block_texts()])
    assert overlap.f1(kept) == 1.0


def test_a_page_without_blocks_and_a_gold_without_words_agree():
    overlap = word_overlap(segment_text(""), "")
    assert overlap.f1(np.zeros(0, dtype=bool)) == 1.0
