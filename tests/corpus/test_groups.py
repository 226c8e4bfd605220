import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import N_FOLDS, fold_of, site_of


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.tarvo.example/news?x=1#y", "tarvo.example"),
        ("HTTP://WWW.Tarvo.Example:8080/", "tarvo.example"),
        ("https://user:secret@news.tarvo.example/", "news.tarvo.example"),
        ("//tarvo.example/a", "tarvo.example"),
        ("tarvo.example/a", "tarvo.example"),
        ("https://wwwide.example", "wwwide.example"),
        ("http://[::1]:80/", "::1"),
        ("http://[broken/", ""),
        ("", ""),
    ],
)
def test_site_is_the_host_without_www(url, site):
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("site", "fold"), [("tarvo.example", 3), ("milvane.example", 1), ("", 2), ("\ud800", 2)]
)
def test_fold_is_the_same_on_every_machine(site, fold):
    assert fold_of(site) == fold


@given(st.text())
def test_fold_is_in_range(site):
    assert fold_of(site) in range(N_FOLDS)


def test_folds_hold_about_as_many_sites_each():
    counts = [0] * N_FOLDS
    for number in range(5000):
        counts[fold_of(f"site{number}.example")] += 1
    assert min(counts) > 900
    assert max(counts) < 1100
