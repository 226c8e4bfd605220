import gzip
import re

import pytest

from boilerclf.sources import read_documents


@pytest.fixture
def crawl(script):
    return script("crawl")


def test_the_warc_file_has_the_pages_again_and_again(crawl, tmp_path):
    path = tmp_path / "a.warc.gz"
    crawl.write_warc(path, ["<p>One", "<p>Two"], 5)
    found = [(document.id, document.data) for document in read_documents([path])]
    assert found == [("<urn:page:0>", b"<p>One"), ("<urn:page:1>", b"<p>Two")] * 2 + found[:1]
    assert gzip.decompress(path.read_bytes()).count(b"WARC/1.0") == 5


def test_its_tables(crawl, corpora, capsys):
    assert crawl.main([str(corpora), "--pages", "30", "--parts", "speed"]) == 0
    shown = capsys.readouterr().out
    assert "30 pages, " in shown
    assert re.search(r"2 jobs ÷ 1 job: \d+\.\d\d; same bytes: True", shown)
    assert re.search(r"outside: -?\d+\.\d %", shown)


def test_a_folder_without_the_pages_is_refused(crawl, tmp_path, capsys):
    assert crawl.main([str(tmp_path)]) == 2
    assert "the folder holds no labelled data" in capsys.readouterr().err
    (tmp_path / "other.jsonl").write_text("")
    assert crawl.main([str(tmp_path)]) == 2
    assert "wcxb-dev is not in" in capsys.readouterr().err
