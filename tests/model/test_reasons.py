from dataclasses import replace

import numpy as np
import pytest

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import AdditiveModel, families, noise_reasons, shipped_model
from boilerclf.segment import segment

TEXT = "The first ferry sailed at nine on Monday morning, and it was full.\nShare on Facebook"


def with_weights(**weights):
    """Return the shipped model for text with other weights, each on the value 1 and above."""
    names = [column.name for column in Featurizer("text").columns]
    curves = np.zeros((len(names), N_KNOTS), np.float32)
    for name, weight in weights.items():
        curves[names.index(name), 1:] = weight
    return replace(
        shipped_model("text"), first=AdditiveModel(-0.1, curves, np.zeros(0, np.float32))
    )


def reasons(classifier, text=TEXT, *kept):
    page = segment(text, kind="text")
    return noise_reasons(classifier, page, np.array(kept, bool))


def test_the_family_that_falls_lowest_below_the_content():
    keywords = with_weights(n_sharing_keywords=-2.0, n_words=-1.0, last_terminal=1.0)
    assert reasons(keywords, TEXT, True, False)[1] == "keywords"
    marks = with_weights(n_sharing_keywords=-2.0, n_words=-1.0, last_terminal=5.0)
    assert reasons(marks, TEXT, True, False)[1] == "punctuation"


def test_where_nothing_is_kept_the_lowest():
    model = with_weights(n_sharing_keywords=-2.0, n_words=-1.0, last_terminal=5.0)
    assert reasons(model, "Share on Facebook", False) == ("keywords",)


def test_what_the_first_pass_takes_for_content_is_noise_for_what_is_around():
    assert reasons(with_weights(n_words=1.0), TEXT, True, False) == ("around", "around")


def test_no_blocks_no_reasons():
    assert reasons(shipped_model("text"), "") == ()


@pytest.mark.parametrize("kind", ["html", "text"])
def test_every_reason_is_a_family(kind):
    page = segment("<h1>News</h1>" + "<p>Share this<p>The ferry sailed." * 20, kind=kind)
    classifier = shipped_model(kind)
    kept = classifier.classify_page(page).kept
    assert set(noise_reasons(classifier, page, kept)) <= set(families(kind))
    assert {"length", "keywords", "punctuation", "position", "around"} <= set(families(kind))
