"""What is Spark's own: names of columns are compared without case, and columns keep its types."""

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
typed = spark.sql(
    "select 'Rain fell on the town all day.' text, timestamp'2026-11-30 08:00:00' at, "
    "array(timestamp'2026-11-30 09:00:00', null) more, struct(1 x, date'2026-11-30' d) s, "
    "timestamp_ntz'2026-11-30 10:00:00' ntz, 1.20 n, interval 1 day i, null z, "
    "cast(3 as tinyint) title"
)
told = classify_frame(typed)
said["types"] = [[its.name, its.dataType.simpleString()] for its in told.schema.fields[16:]]
(row,) = told.collect()
said["typed"] = [row.status, *map(str, row[16:])]
dotted = spark.sql("select 'Rain fell on the town all day.' text, 1 `a.b`, 2 `c``d`, 3 `no name`")
kept = classify_frame(dotted)
said["dotted"] = [kept.columns[16:], [list(row[16:]) for row in kept.collect()]]
Path("said.json").write_text(json.dumps(said))
spark.stop()
"""


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later")
def test_columns_are_named_and_typed_as_spark_does(run_job):
    run_job(JOB)
    said = json.loads(Path("said.json").read_text("utf-8"))
    story = "The first ferry sailed at nine on Monday morning, and it was full."
    assert said == {
        "names": ["input_title", "input_headline", "Price"],
        "rows": [["a", story, "ok", "Ours", "Theirs", "h", 3]],
        "with case": ["Id", "Content", "STATUS", "Title", "Input_Headline", "Price"],
        "types": [
            ["at", "timestamp"],
            ["more", "array<timestamp>"],
            ["s", "struct<x:int,d:date>"],
            ["ntz", "timestamp_ntz"],
            ["n", "decimal(3,2)"],
            ["i", "interval day"],
            ["z", "void"],
            ["input_title", "tinyint"],
        ],
        "typed": [
            "ok",
            "2026-11-30 08:00:00",
            "[datetime.datetime(2026, 11, 30, 9, 0), None]",
            "Row(x=1, d=datetime.date(2026, 11, 30))",
            "2026-11-30 10:00:00",
            "1.20",
            "1 day, 0:00:00",
            "None",
            "3",
        ],
        "dotted": [["a.b", "c`d", "no name"], [[1, 2, 3]]],
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
