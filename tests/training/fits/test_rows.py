"""Products with rows that are never written out, against the matrix written out."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from boilerclf.training.fits.rows import Rows, joined

N_ROWS, N_NAMED, N_WORDS = 40, 7, 11


def random(rows, columns, seed):
    return sp.random(rows, columns, 0.3, format="csr", dtype=np.float32, random_state=seed)


RNG = np.random.default_rng(0)
BLOCKS, AGAIN = RNG.permutation(100)[:N_ROWS], np.array([3, 17, 30])
PAGE_OF = np.sort(RNG.integers(0, 6, N_ROWS))
PLAIN = Rows(BLOCKS, (random(N_ROWS, N_NAMED, 1),))
WORDS = replace(PLAIN, words=(random(N_ROWS, N_WORDS, 2),))
MASKED = replace(WORDS, masked=random(3, N_WORDS, 3), masked_rows=AGAIN)
PAGES = replace(MASKED, pages=random(6, N_WORDS, 4), page_of=PAGE_OF)
PAGES_ALONE = replace(PAGES, masked=None, masked_rows=None)
SHARES = {"shares": RNG.random(N_ROWS).astype(np.float32)}

KINDS = {
    "named": PLAIN,
    "words": WORDS,
    "masked": MASKED,
    "pages": PAGES,
    "named, by share": replace(PLAIN, **SHARES),
    "masked, by share": replace(MASKED, **SHARES),
    "all": replace(PAGES, **SHARES),
    "parts": joined([PAGES_ALONE, replace(PAGES_ALONE, named=(random(N_ROWS, N_NAMED, 5),))]),
    "no rows": Rows(np.zeros(0, np.int64), (random(0, N_NAMED, 1),)),
}


def written_out(rows):
    named = sp.vstack(rows.named).toarray()
    n = len(named)
    shares = np.zeros((n, 0)) if rows.shares is None else rows.shares[:, None]
    gated = np.hstack((named, np.ones((n, 1)))) * shares if shares.size else shares
    words = sp.vstack(rows.words).toarray() if rows.words else np.zeros((n, 0))
    if rows.pages is not None:
        words = words + rows.pages.toarray()[rows.page_of]
    full = np.hstack((named, words, gated))
    if rows.masked is None:
        return full
    at = rows.masked_rows
    return np.vstack((full, np.hstack((named[at], rows.masked.toarray(), gated[at]))))


@pytest.mark.parametrize("kind", KINDS)
def test_products_are_those_of_the_matrix(kind):
    rows = KINDS[kind]
    matrix = written_out(rows)
    assert matrix.shape == (len(rows.origins), rows.n_columns)
    weights, numbers = RNG.normal(size=rows.n_columns), RNG.normal(size=len(rows.origins))
    np.testing.assert_allclose(rows.scores(weights), matrix @ weights, atol=1e-5)
    np.testing.assert_allclose(rows.pull(numbers), matrix.T @ numbers, atol=1e-5)


def test_the_blocks_of_rows():
    assert MASKED.origins.tolist() == [*BLOCKS, *BLOCKS[AGAIN]]
    assert KINDS["parts"].origins.tolist() == [*BLOCKS, *BLOCKS]


def test_some_of_the_words():
    rows, chosen = KINDS["all"], np.array([0, 4, 5])
    kept = np.concatenate((np.arange(N_NAMED), N_NAMED + chosen, np.arange(N_NAMED + N_WORDS, 26)))
    assert (written_out(rows.of_words(chosen)) == written_out(rows)[:, kept]).all()


def test_the_words_that_a_block_or_a_page_has():
    words = sp.csr_matrix(np.eye(1, 5, 3, dtype=np.float32))
    pages = sp.csr_matrix(np.eye(1, 5, 1, dtype=np.float32))
    one = Rows(np.array([0]), (sp.csr_matrix((1, 2), dtype=np.float32),), words=(words,))
    assert one.used_words().tolist() == [3]
    assert replace(one, pages=pages, page_of=np.array([0])).used_words().tolist() == [1, 3]
    assert replace(one, words=()).used_words().tolist() == []
