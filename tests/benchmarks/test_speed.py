import sys
import time
from pathlib import Path

import pytest

from boilerclf.corpus import Record, read_records
from boilerclf.errors import DataError
from boilerclf.model import shipped_model

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def speed(script):
    return script("speed")


@pytest.fixture
def speed_text(script):
    return script("speed_text")


@pytest.fixture
def timing(script):
    return script("timing")


@pytest.fixture
def footprint(script):
    return script("footprint")


@pytest.fixture(scope="module")
def pages():
    return [record.html for record in read_records([DATA / "html"])[:3]]


def test_calls_are_interleaved_and_those_that_raise_counted(timing):
    seen = []

    def call(name):
        def called(page):
            seen.append((name, page))
            if name == "bad":
                raise ValueError

        return called

    times, raised = timing.interleaved({name: call(name) for name in ("good", "bad")}, "xy", 3)
    assert raised == {"good": 0, "bad": 2}
    assert [page for _, page in seen] == list("xx") + list("xxyy") * 3  # the first two warm up
    assert all(len(seconds) == 3 and min(seconds) > 0 for seconds in times.values())


def test_stages_are_those_of_a_prediction(speed, classifier, pages):
    names = [name for name, _ in speed.timed_stages(classifier, pages[0].encode())]
    assert tuple(names) == speed.STAGES
    times = speed.stage_times(classifier, pages, 2)
    assert [*times] == [*speed.STAGES, "all"]
    assert times["featurize"][0] > 0
    total = sum(times[name][1] for name in speed.STAGES)
    assert times["all"][1] == pytest.approx(total)


def test_a_page_without_blocks_ends_after_the_walk(speed, classifier):
    names = [name for name, _ in speed.timed_stages(classifier, b"<p></p>")]
    assert names == ["decode", "parse", "walk"]


def test_time_per_size_is_measured_for_both(speed, classifier):
    ((ours, parse),) = speed.size_times(classifier, [20_000], 1).values()
    assert 0 < parse < ours < 100


def test_c4_keeps_sentences(speed_text):
    text = 'Rain is coming.\nMenu\nToo short.\nEnable JavaScript now.\nSo he "said so"'
    assert speed_text.c4_rule(text) == 'Rain is coming.\nSo he "said so"'


def test_lines_make_full_pages(speed_text):
    lines = tuple(f"line\n{number}" for number in range(450))
    pages = speed_text.pages_of_lines([Record("a", "mine", "a", 0, lines=lines)])
    assert [page.count("\n") + 1 for page in pages] == [200, 200]
    assert pages[1].startswith("line 200\n")
    assert len(speed_text.pages_of_lines([Record("a", "mine", "a", 0, lines=lines)], 20)) == 22


def test_pages_of_text_are_timed_one_by_one_and_together(speed_text):
    pages = [f"Line {number}.\nAnother." for number in range(speed_text.PAGES_A_CALL + 1)]
    calls = {speed_text.OURS: len, "it": speed_text.c4_rule}
    times = speed_text.text_times(shipped_model("text"), calls, pages, 2)
    assert [*times] == [*calls, speed_text.TOGETHER]
    assert all(len(seconds) == 2 and min(seconds) > 0 for seconds in times.values())
    table = speed_text.text_table(
        {speed_text.OURS: [2, 4], "it": [8, 8], speed_text.TOGETHER: [1, 1]}, 90
    )
    assert "| boilerclf | 30 | 1.00 | 3.00 |" in table
    assert "| it | 11 | 3.00 | 8.00 |" in table


def test_fasttext_predicts_a_label_for_each_line(speed_text):
    pytest.importorskip("fasttext", reason="fastText is not installed (extra bench)")
    records = read_records([DATA / "text" / "labels.jsonl"])
    for subwords in speed_text.FASTTEXT.values():
        labels, _ = speed_text.fasttext_predict(records, subwords)("One line.\nAnother line.")
        assert {label[0] for label in labels} <= {"__label__0", "__label__1"}
        assert len(labels) == 2


def test_processes_are_timed_and_failures_told(footprint):
    start = time.perf_counter()
    times = footprint.process_times({"a": [sys.executable, "-c", "pass"]}, 2)
    assert len(times["a"]) == 2
    assert 0 < sum(times["a"]) < time.perf_counter() - start
    with pytest.raises(DataError, match=r"failed: no$"):
        footprint.process_times({"a": [sys.executable, "-c", "raise SystemExit('no')"]}, 1)


def test_memory_is_measured_between_two_numbers_of_pages(footprint, classifier, pages):
    if not Path("/proc/self/statm").exists():
        pytest.skip("resident memory is read from /proc")
    assert footprint.resident_mb() > 10
    assert abs(footprint.memory_growth(classifier, pages, 2, 4)) < 50


def test_the_script_prints_its_tables(speed, corpora, model_folder, capsys):
    arguments = ["--model", str(model_folder), "--pages", "2", "--rounds", "1", "--tools"]
    assert speed.main([str(corpora), *arguments, "--parts", "tools", "stages", "process"]) == 0
    printed = capsys.readouterr().out
    assert "2 pages of wcxb-dev" in printed
    assert "\n| Lexbor parse | 1.00 | 1.00-1.00 | 0 |" in printed
    assert "\n| parse | 1.00 | 1.00-1.00 |" in printed
    assert "÷ `python -c 'import numpy'`: " in printed


@pytest.mark.parametrize("name", ["--rounds", "--pages"])
def test_no_rounds_or_pages_are_refused(speed, corpora, capsys, name):
    assert speed.main([str(corpora), name, "0"]) > 0
    assert "take numbers above 0" in capsys.readouterr().err
