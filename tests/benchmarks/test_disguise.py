import pytest

from boilerclf.segment import segment_html

HTML = (
    "<body class=x><nav id=menu><a href=/a>Home</a></nav><main role=main><h1>Rain &lt;b&gt;</h1>"
    "<p class='lead big'>It <b>fell</b>.<script>var a = '<p>';</script><custom-tag>End</custom-tag>"
)
CASES = {
    "without_names": (
        '<html><head></head><body><nav><a href="/a">Home</a></nav><main><h1>Rain &lt;b&gt;</h1>'
        "<p>It <b>fell</b>.<script>var a = '<p>';</script><custom-tag>End</custom-tag></p></main>"
        "</body></html>"
    ),
    "with_plain_tags": (
        '<html><head></head><body class="x"><div id="menu"><a href="/a">Home</a></div>'
        '<div role="main"><div>Rain &lt;b&gt;</div><div class="lead big">It <span>fell</span>.'
        "<div>End</div></div></div></body></html>"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_markup_changes_and_text_stays(script, name):
    changed = getattr(script("disguise"), name)(HTML)
    assert changed == CASES[name]
    assert segment_html(changed).block_texts() == segment_html(HTML).block_texts()
