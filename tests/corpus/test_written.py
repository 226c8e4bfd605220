"""What was written to learn from is as its description says."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN, label_records, read_records

DATA = Path(__file__).parents[2] / "data"
README = (DATA / "README.md").read_text()


@pytest.fixture(scope="module", params=["texts", "pages"])
def written(request):
    path = DATA / "written" / f"written-{request.param}.jsonl"
    return request.param, label_records(read_records([path]))


def test_there_are_as_many_as_the_description_says(written):
    name, pages = written
    counts = re.search(rf"`written-{name}\.jsonl`: ([\d,]+) .*? in (\d+) languages", README)
    languages = {page.lang for page in pages} - {""}
    assert counts
    assert int(counts[1].replace(",", "")) == len(pages)
    assert int(counts[2]) == len(languages)


def test_each_has_labels_and_a_name_of_its_own(written):
    _, pages = written
    assert sum(not (page.labels != UNKNOWN).any() for page in pages) <= 1
    assert Counter(page.id for page in pages).most_common(1)[0][1] == 1
    labels = np.concatenate([page.labels for page in pages])
    assert np.mean(labels == UNKNOWN) < 0.02
    assert 0.2 < np.mean(labels == 1) < 0.8


def test_what_is_called_the_title_is_content(written):
    for page in written[1]:
        if page.title:
            labels = page.labels.tolist()
            lines = zip(page.page.block_texts(), labels, strict=True)
            assert (page.title, 1) in lines, page.id
