import json
from pathlib import Path

import pytest

import boilerclf
from boilerclf.errors import ConfigurationError, ModelError

pytest.importorskip("datatrove", reason="needs the extra [datatrove]")


def lines(folder):
    """The records of a folder of JSON Lines, by id."""
    found = {}
    for path in sorted(Path(folder).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            found[record["id"]] = record
    return found


def write(name, key, values):
    Path(name).parent.mkdir()
    records = ({"id": f"page-{n}", key: value} for n, value in enumerate(values))
    Path(name).write_text("".join(json.dumps(record) + "\n" for record in records))
    return name


def statistics(folder):
    steps = json.loads(Path(folder, "stats.json").read_text())
    return {step["name"]: step["stats"] for step in steps}


def step(found):
    return next(stats for name, stats in found.items() if "boilerclf" in name)


def test_the_extractor(run_job, jobs, pages, by_command):
    extract, _ = jobs("datatrove")
    run_job("")  # which makes the folder the current one
    # datatrove passes documents without text over, and knows no null
    name = write("pages/0.jsonl", "html", [page or " " for page in pages])
    run_job(extract)
    plain = {key: record["content"] for key, record in by_command(name).items()}
    made = {key: record["text"] for key, record in lines("extracted").items()}
    assert made == {key: content for key, content in plain.items() if content}
    assert len(made) > 900
    assert step(statistics("logs/extract"))["forwarded"] == len(made)


def test_the_filter(run_job, jobs, texts, by_command):
    _, clean = jobs("datatrove")
    run_job("")
    name = write("texts/0.jsonl", "text", [text or " " for text in texts])
    run_job(clean)
    plain = by_command(name, "--kind", "text")
    made, dropped = lines("cleaned"), lines("dropped")
    assert {key: record["text"] for key, record in made.items()} == {
        key: record["content"] for key, record in plain.items() if record["content"]
    }
    assert {key: record["metadata"]["filter_reason"] for key, record in dropped.items()} == {
        key: record["status"] for key, record in plain.items() if not record["content"]
    }
    assert len(made) + len(dropped) == len(texts)
    found = step(statistics("logs/clean"))
    assert found["lines"]["total"] == sum(len(record["blocks"]) for record in plain.values())
    assert found["lines_kept"]["total"] == sum(
        block["label"] == "content" for record in plain.values() for block in record["blocks"]
    )
    assert found["dropped_empty"] == len(dropped)


def test_the_extractor_gives_markdown():
    from boilerclf.engines.datatrove import BoilerclfExtractor

    story = "The first ferry sailed at nine on Monday morning, and it was full."
    html = f"<title>Ferry</title><h1>Ferry</h1><p>{story}<p>{story} <b>Again</b>."
    made = BoilerclfExtractor(content="markdown", headline="apart").extract(html)
    assert made == f"{story}\n\n{story} **Again**."


@pytest.mark.parametrize("asked", [{"model": "no-such-folder"}, {"target_precision": 0.9999999}])
def test_the_extractor_drops_nothing_for_a_model_that_cannot_be_used(asked):
    from datatrove.data import Document

    from boilerclf.engines.datatrove import BoilerclfExtractor

    step = BoilerclfExtractor(**asked)
    with pytest.raises((ModelError, ConfigurationError)):
        list(step.run([Document(text="<p>The first ferry sailed at nine.", id="a")]))
    assert not step.stats.stats


def test_the_filter_is_told_that_texts_were_extracted():
    story = "The first ferry sailed at nine on Monday morning, and it was full."
    text = f"Home | News\n{story}\n{story.replace('nine', 'noon')}\nAdults: 4 pounds\nShare"
    from datatrove.data import Document

    from boilerclf.engines.datatrove import BoilerclfFilter

    step = BoilerclfFilter(extracted=True)
    (document,) = step.run([Document(text=text, id="a")])
    assert document.text == boilerclf.classify(text, kind="text", extracted=True).content
