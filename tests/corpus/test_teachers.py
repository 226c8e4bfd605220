import pytest

from boilerclf.corpus import teachers
from boilerclf.corpus.teachers import silver_labels
from boilerclf.segment import segment_html, segment_text

STORY = [
    "Herons return to the river every spring, and this year they came two weeks early, said Olga.",
    "The birds build their nests in the old poplars, where the wind is weak and the view is wide.",
    "Last year forty pairs raised their young there; the town counts them from a boat in May.",
]
PAGE = (
    "<html><head><title>Herons come early</title></head><body>"
    "<ul class=menu><li><a href=/a>Home</a></li><li><a href=/b>Weather today</a></li></ul>"
    "<div class=article><h1>Herons come early</h1>"
    + "".join(f"<p>{its}</p>" for its in STORY)
    + "</div>"
    "<div class=footer><a href=/c>Imprint</a> <a href=/d>Contact us</a></div></body></html>"
)


@pytest.fixture
def installed():
    pytest.importorskip("trafilatura", reason="the extra silver is not installed")
    pytest.importorskip("readability", reason="the extra silver is not installed")


@pytest.mark.usefixtures("installed")
def test_what_both_keep_is_content_and_so_is_its_headline():
    page = segment_html(PAGE)
    labels = dict(zip(page.block_texts(), silver_labels(page, PAGE).tolist(), strict=True))
    assert [labels[its] for its in STORY] == [1, 1, 1]
    assert labels["Herons come early"] == 1
    assert labels["Home"] == labels["Weather today"] == 0


@pytest.mark.usefixtures("installed")
def test_a_page_that_a_teacher_does_not_understand_teaches_nothing():
    html = "<p>Herons.</p><p>Menu</p>"
    assert silver_labels(segment_html(html), html).tolist() == [-1, -1]


@pytest.mark.parametrize("keeps_more", ["_trafilatura", "_readability"])
def test_nothing_is_known_of_what_one_keeps_and_the_other_drops(monkeypatch, keeps_more):
    both, one, none = STORY
    for name in ("_trafilatura", "_readability"):
        kept = f"{both} {one}" if name == keeps_more else both
        text = f"{kept} {name * 20}"  # long enough to be taken for a page that was understood
        monkeypatch.setattr(teachers, name, lambda _, text=text: text)
    page = segment_text(f"{both}\n{one}\n{none}\n* * *")
    assert silver_labels(page, "").tolist() == [1, -1, 0, -1]
