import pytest

from boilerclf.errors import DataError

PAGE = (
    "<html><head><title>Ferry</title></head><body><nav><a href='/'>Home</a> <a href='/a'>About</a>"
    "</nav><article><h1>The ferry</h1>"
    + "<p>The old ferry crosses the harbour every hour, and the people of the island, who know it "
    "by the sound of its bell, run down the hill when they hear it coming, "
    "for it does not wait for any of them and the next one may be the last of the day.</p>"
    * 6
    + "</article><footer>Imprint</footer></body></html>"
)


@pytest.mark.parametrize("number", range(7))
def test_each_tool_keeps_the_story_and_drops_the_menu(script, number, capsys):
    peers = script("peers")
    name = peers.PEERS[number].name
    tools = [tool for tool in peers.installed([name]) if tool.name == name]
    if not tools:
        pytest.skip(capsys.readouterr().out.strip())
    text = tools[0].extract(PAGE, "https://isle.example/ferry")
    assert "sound of its bell" in text
    assert "About" not in text
    assert "<p>" not in text


def test_tools_are_chosen_by_the_beginning_of_their_names(script):
    peers = script("peers")
    assert peers.installed([]) == []
    with pytest.raises(DataError, match="tool 'x' is not known; choose from: trafilatura"):
        peers.installed(["x"])


def test_a_tool_that_is_not_installed_is_left_out_with_a_reason(script, monkeypatch, capsys):
    peers = script("peers")
    monkeypatch.setattr(peers, "PEERS", (peers.Peer("none", "no-such-package", lambda: None),))
    assert peers.installed() == []
    assert "left out: none: package no-such-package is not installed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("n_items", "chosen"), [(None, [0, 1, 2, 3, 4]), (2, [0, 2]), (9, [0, 1, 2, 3, 4]), (0, [])]
)
def test_samples_are_spread_evenly(script, n_items, chosen):
    assert script("peers").sample(range(5), n_items) == chosen


@pytest.mark.parametrize(
    ("markdown", "body"),
    [("---\ntitle: a\n---\nBody", "Body"), ("Body", "Body"), ("---\nBody", "---\nBody")],
)
def test_front_matter_is_taken_away(script, markdown, body):
    assert script("peers").without_front_matter(markdown) == body


def test_addresses_and_tables(script, corpora):
    peers = script("peers")
    urls = peers.addresses(corpora / "wcxb-dev.jsonl")
    assert urls["article-allotment-blog"].endswith("/notes/what-the-slugs-left")
    table = peers.markdown_table(["a", "b"], [["x", "1"]])
    assert table == "| a | b |\n| --- | ---: |\n| x | 1 |"


def test_a_missing_folder_is_refused(script, tmp_path):
    with pytest.raises(DataError, match="is no folder"):
        script("peers").find(tmp_path / "none", ["a"])
