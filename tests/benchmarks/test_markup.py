from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[2] / "data" / "html"
PAGE = (
    "<nav><a href=/>Home</a></nav><p>See <a href=/b>the  bell</a>.<pre>a\n\n  b</pre>"
    "<table><tr><th>A<th>B<tr><td>1<td></table>"
)


def test_structures_are_read_where_the_content_is(script):
    found = script("markup").structures(PAGE, "See the bell.\na\n  b\nA\nB\n1")
    assert found["text"] == Counter(["see", "the", "bell", "a", "b", "a", "b", "1"])
    assert found["code"] == Counter(["a", "  b"])
    assert found["table"] == Counter([("A", "B"), ("1", "")])
    assert found["link"] == Counter([("the bell", "http://site.example/b")])
    assert ("Home", "http://site.example/") in script("markup").structures(PAGE)["link"]


def test_ours_keeps_more_structure_than_the_other(script):
    scores = script("markup").scores(DATA)
    assert min(scores["boilerclf, gold"].values()) > 0.95
    for kind in ("text", "code", "link"):
        assert scores["boilerclf"][kind] > scores["trafilatura"][kind]
