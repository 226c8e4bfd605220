"""Engines take the keywords of `boilerclf.classify`, and do with them what it does."""

import pickle
from importlib import import_module

import pytest

import boilerclf
from boilerclf.errors import ConfigurationError

PAGE = "<ul><li><a href=/>Home</a><li><a href=/n>News</a></ul><p>" + "The first ferry sailed. " * 9


@pytest.fixture(params=[{}, {"threshold": 0.0}, {"target_precision": 0.9}, {"model": "html"}])
def asked(request):
    return request.param


def test_the_extractor(asked):
    pytest.importorskip("datatrove")
    from boilerclf.engines import datatrove as engine

    made = engine.BoilerclfExtractor(**asked)
    assert made.extract(PAGE) == boilerclf.classify(PAGE, **asked).content
    assert pickle.loads(pickle.dumps(made)).settings == made.settings  # noqa: S301  # ours


def test_the_filter():
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    from boilerclf.engines import datatrove as engine

    text = "Home | News\nThe first ferry sailed at nine on Monday morning, and it was full."
    (kept,) = engine.BoilerclfFilter(threshold=0.0).run([Document(text=text, id="a")])
    assert kept.text == text


def test_the_callable_of_ray(asked):
    pytest.importorskip("ray")
    import pyarrow as pa

    from boilerclf.engines import ray as engine

    rows = engine.BatchClassifier(**asked)(pa.table({"html": [PAGE]})).to_pylist()
    page = boilerclf.classify(PAGE, **asked)
    assert (rows[0]["content"], rows[0]["decision"]) == (page.content, page.decision)


@pytest.mark.parametrize(("engine", "run"), [("spark", "frame"), ("ray", "dataset")])
def test_more_than_one_way_to_choose_is_refused_before_anything_is_done(engine, run):
    pytest.importorskip({"spark": "pyspark"}.get(engine, engine))
    classify = getattr(import_module(f"boilerclf.engines.{engine}"), f"classify_{run}")
    with pytest.raises(ConfigurationError, match="exclude each other"):
        classify(None, threshold=0.5, target_recall=0.9)
