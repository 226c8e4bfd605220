"""Headlines of other pages are noise, the page's own lines keep text, order and label."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.training.copies.furniture import FURNITURE
from boilerclf.training.copies.splicing import HeadlinePool, headline_of, splice, spliced_copies


def story(name, site, lang="en", n_lines=6):
    lines = [f"Harbour {name} wins a prize", "Menu"]
    lines += [f"The {name} number {n} was seen at sea." for n in range(n_lines)]
    labels = (1, 0, *[1] * n_lines)
    record = Record(name, "mine", site, 0, lines=tuple(lines), labels=labels, lang=lang)
    return label_record(record)


@pytest.fixture
def pages():
    return [story(f"boat{n}", f"site{n}") for n in range(12)]


def texts(page):
    return [page.page.block_text(index) for index in range(page.page.n_blocks)]


def test_own_lines_keep_their_order_and_labels(pages):
    pool = HeadlinePool.of(pages, [0] * len(pages))
    for page in pages:
        made = splice(page, pool, 0)
        kept = [text for text, own in zip(texts(made.page), made.own, strict=True) if own]
        assert kept == texts(page)
        assert made.page.labels[made.own].tolist() == page.labels.tolist()
        assert made.page.site == page.site
        assert made.page.fold == page.fold


def test_what_is_spliced_in_is_noise_from_other_sites(pages):
    pool = HeadlinePool.of(pages, [0] * len(pages))
    for page in pages:
        made = splice(page, pool, 0)
        assert made.foreign.any()
        assert not made.page.labels[~made.own].any()
        for text, foreign, own in zip(texts(made.page), made.foreign, made.own, strict=True):
            if foreign:  # some in lower case, some cut after their third word
                assert "harbour boat" in text.lower()
                assert "boat" + page.id.removeprefix("boat") + " " not in f"{text} ".lower()
            elif not own:
                assert text in FURNITURE["en"]


def test_a_copy_can_keep_the_headline_that_people_left_out(pages):
    pool = HeadlinePool.of(pages, [0] * len(pages))
    lines = (
        "Old harbour ferry returns to Norwick",
        "By our reporter",
        "The old ferry, which left the harbour of Norwick in the year of the flood, is back again "
        "and sails on Monday.",
        *(f"It was seen at sea {n} times." for n in range(4)),
    )
    record = Record("ferry", "mine", "ferry", 0, lines=lines, labels=(0, 0, 1, 1, 1, 1, 1))
    page = replace(label_record(record), lang="en")
    kept = [
        splice(page, pool, 0, keeps_headline=keeps)
        .page.labels[splice(page, pool, 0, keeps_headline=keeps).own]
        .tolist()
        for keeps in (False, True)
    ]
    assert kept == [[0, 0, 1, 1, 1, 1, 1], [1, 0, 1, 1, 1, 1, 1]]
    copies, _ = spliced_copies([*pages, page], [0] * 13, share=1.0, headlines_of={"mine"})
    assert copies[-1].labels.sum() == 6


def test_headlines_never_cross_groups_or_languages(pages):
    others = [story(f"Schiff{n}", f"ort{n}", "de") for n in range(12)]
    every = [*pages, *others]
    groups = [n % 2 for n in range(24)]
    pool = HeadlinePool.of(every, groups)
    for page, group in zip(every, groups, strict=True):
        allowed = {
            headline_of(its)
            for its, at in zip(every, groups, strict=True)
            if at == group and its.lang == page.lang and its.site != page.site
        }
        rng = np.random.default_rng(0)
        assert set(pool.draw(page, group, 9, rng)) <= allowed


def test_a_copy_depends_on_name_and_seed_alone(pages):
    pool = HeadlinePool.of(pages, [0] * len(pages))
    once, again = splice(pages[3], pool, 0, seed=1), splice(pages[3], pool, 0, seed=1)
    other = splice(pages[3], pool, 0, seed=2)
    assert texts(once.page) == texts(again.page)
    assert texts(once.page) != texts(other.page)


def test_short_pages_and_empty_pools_give_no_copy(pages):
    pool = HeadlinePool.of(pages, [0] * len(pages))
    assert splice(story("raft", "raft", n_lines=2), pool, 0) is None
    assert splice(pages[0], pool, 1) is None
    assert splice(pages[0], HeadlinePool({}), 0) is None


def test_copies_are_a_share_of_the_pages_without_gold(pages):
    assert spliced_copies(pages, [0] * 12, share=0.0) == ([], [])
    copies, cells = spliced_copies(pages, [0] * 12, share=1.0)
    assert [copy.id for copy in copies] == [f"{page.id}+spliced" for page in pages]
    assert cells == [0] * 12
    assert all(copy.gold is None for copy in copies)
    half, _ = spliced_copies(pages, [0] * 12, share=0.5)
    assert 0 < len(half) < 12


def test_long_pages_are_not_copied(pages):
    long_ = story("ark", "site20", n_lines=149)
    copies, _ = spliced_copies([*pages, long_], [0] * 13, share=1.0)
    assert [copy.id for copy in copies] == [f"{page.id}+spliced" for page in pages]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ferry fares to rise in spring", True),
        ("Ferry fares to rise in spring.", False),
        ("Ferry fares", False),
        ("Ferry fares rise", False),
        ("Ferry fares rise again", True),
        (" ".join(["Ferry"] * 14), True),
        (" ".join(["Ferry"] * 15), False),
        ("ferry fares to rise in spring", False),
    ],
)
def test_headlines_are_short_capitalized_and_unstopped(line, found):
    record = Record("a", "mine", "a", 0, lines=(line, "Menu"), labels=(1, 0))
    assert bool(headline_of(label_record(record))) is found
