"""How shards are written."""

import gzip
from pathlib import Path

import pytest

from boilerclf.bulk import Job, classify_crawl

EMPTY = gzip.compress(b"", 4, mtime=0)


@pytest.mark.parametrize("lines", ["", "\n\n"])
def test_a_shard_without_pages_is_a_whole_gzip_file(tmp_path, lines):
    Path(tmp_path, "none.jsonl").write_text(lines)
    done = classify_crawl(Job([str(tmp_path / "none.jsonl")], tmp_path / "out"))
    assert (done.n_pages, done.n_done) == (0, 1)
    (shard,) = Path(tmp_path, "out").glob("*.jsonl.gz")
    assert shard.read_bytes() == EMPTY
