"""Links that lead nowhere: which signs of theirs are left out."""

import re

import pytest

from tests.classified.kept.test_html import rebuilt


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A <a href='#'>\xd7</a> b", "<p>A b</p>"),
        ("<p>A<p><a href='#'>...</a><p>B", "<p>A</p><p>B</p>"),
        ("<p><a href='javascript:;'>[<b>\u2013</b>]</a> A", "<p>A</p>"),
        ("<ul><li>A<li><a href='#'>\u25b6</a></ul>", "<ul><li>A</li></ul>"),
        (
            "<p><a href='#'>2</a> <a href='#a'>\xd7</a>",
            '<p><a href="#">2</a> <a href="#a">\xd7</a></p>',
        ),
        ("<p><a href='#'><code>{}</code></a>", '<p><a href="#"><code>{}</code></a></p>'),
        ("<pre>a<a href='#'>{</a></pre>", '<pre>a<a href="#">{</a></pre>'),
    ],
)
def test_links_that_lead_nowhere_and_say_nothing_are_left_out(html, expected):
    assert rebuilt(html) == expected


SIGNS_OF_TEXTS = ("|", "€", "$", "✓", "✗", "😀", "(", "]", "%", "+", "()")
SIGNS_OF_CONTROLS = (
    *("×", "✕", "✖", "¶", "#", "↑", "↩︎", "▲", "▼", "▶"),
    *("◀", "▾", "▸", "›", "–", "-", "...", "…", "[–]", "[ + ]"),
    *("[-]", "[]", "(+)", " ← –"),
)


@pytest.mark.parametrize("sign", SIGNS_OF_TEXTS)
def test_signs_that_may_be_text_are_kept(sign):
    link = f"<a href='#'>{sign}</a>"
    assert rebuilt(f"<p>Name{link}Age") == f'<p>Name<a href="#">{sign}</a>Age</p>'
    assert rebuilt(f"<p>5<a href='javascript:void(0)'>{sign}</a>") == f"<p>5{sign}</p>"
    cells = re.findall(
        "<td>(.+?)</td>", rebuilt(f"<table><tr><th>A<th>B<tr><td>1<td>{link}</table>")
    )
    assert cells == ["1", f'<a href="#">{sign}</a>']


@pytest.mark.parametrize("sign", SIGNS_OF_CONTROLS)
def test_signs_of_controls_are_left_out_and_words_stay_apart(sign):
    link = f"<a href='#'>{sign}</a>"
    assert rebuilt(f"<p>One{link}two{link}, {link}{link}three{link}") == "<p>One two, three</p>"
    assert rebuilt(f"<p>One{link}<b>two</b>{link} {link}3") == "<p>One <strong>two</strong> 3</p>"
