"""What is Spark's own: names of columns are compared without case."""

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="needs the extra [spark]")

JOB = """
import json
from pathlib import Path

from pyspark.sql import SparkSession

from boilerclf.engines.spark import classify_frame

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
page = "<title>Ours</title><p>The first ferry sailed at nine on Monday morning, and it was full."
names = ["Id", "HTML", "Content", "STATUS", "Title", "Input_Headline", "Price"]
frame = spark.createDataFrame([("a", page, "theirs", "theirs", "Theirs", "h", 3)], names)
kept = classify_frame(frame)
wanted = ["id", "content", "status", "title", "input_title", "input_headline", "price"]
said = {"names": kept.columns[16:], "rows": [list(row) for row in kept.select(*wanted).collect()]}
spark.conf.set("spark.sql.caseSensitive", "true")
with_case = classify_frame(frame.withColumnRenamed("HTML", "html"))
said["with case"] = with_case.columns[16:]
Path("said.json").write_text(json.dumps(said))
spark.stop()
"""


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later")
def test_names_of_columns_are_compared_as_spark_does(run_job):
    run_job(JOB)
    said = json.loads(Path("said.json").read_text("utf-8"))
    story = "The first ferry sailed at nine on Monday morning, and it was full."
    assert said == {
        "names": ["input_title", "input_headline", "Price"],
        "rows": [["a", story, "ok", "Ours", "Theirs", "h", 3]],
        "with case": ["Id", "Content", "STATUS", "Title", "Input_Headline", "Price"],
    }


def test_names_that_differ_from_ours_in_case_alone():
    from boilerclf.engines.spark import named_as_ours

    assert named_as_ours(["ID", "Blocks", "html", "Straße", "INPUT_LANGUAGE", "url2"]) == [
        "id",
        "blocks",
        "html",
        "Straße",
        "input_language",
        "url2",
    ]
