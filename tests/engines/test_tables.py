"""Engines that hand over Arrow: the documented job makes what the plain command makes."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture(scope="module")
def table(pages, tmp_path_factory):
    """The pages in a Parquet file of several row groups, with a column that nobody reads."""
    path = tmp_path_factory.mktemp("table") / "pages.parquet"
    ids = [f"page-{number}" for number in range(len(pages))]
    columns = {"id": ids, "html": pages, "n": pa.array(range(len(pages)), pa.int16())}
    pq.write_table(pa.table(columns), path, row_group_size=300)
    return path


@pytest.fixture(scope="module")
def plain(table, by_command):
    return by_command(table)


@pytest.fixture
def here(table, tmp_path, monkeypatch):
    """A folder with the table in it."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(table, "pages.parquet")


def rows(folder):
    found = pa.concat_tables(pq.read_table(path) for path in Path(folder).glob("*.parquet"))
    assert found.schema.field("n").type == pa.int16()
    return found.to_pylist()


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later")
def test_spark(here, run_job, jobs, plain, same_bytes):
    pytest.importorskip("pyspark", reason="needs the extra [spark]")
    (job,) = jobs("spark")
    run_job(job)
    same_bytes(rows("kept-by-spark"), plain)


def test_ray(here, run_job, jobs, plain, same_bytes):
    pytest.importorskip("ray", reason="needs the extra [ray]")
    (job,) = jobs("ray")
    run_job(job)
    same_bytes(rows("kept-by-ray"), plain)


def test_a_batch(table, plain, same_bytes):
    from boilerclf.bulk.batches import classify_in_parts

    parts = classify_in_parts(pq.ParquetFile(table).iter_batches(batch_size=100))
    same_bytes([row for part in parts for row in part.to_pylist()], plain)
