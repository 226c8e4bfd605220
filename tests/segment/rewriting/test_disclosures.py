"""Which buttons are read as the headings of what they open."""

import pytest

from boilerclf.page import CONTROL
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAGS

ANSWER = "The ferry leaves at nine in the morning, and at ten on Sundays and holidays."
PARAGRAPH = f"<p>{ANSWER}</p>"
LINKS = "".join(f"<a href=/{n}>Timetable of the month {n}</a> " for n in range(9))
OPENS = "button aria-expanded=false"
TWO = (
    "<div><button class=q aria-controls=a>Fares</button><div id=a><p>A pound for each of you.</div>"
    "</div><div><button class=q aria-controls=b>{}</button><div id=b><p>{}</div></div>"
)

FREE = "They travel free of charge."
MORE = f"<button class=q aria-expanded=false>Read more</button><div>{PARAGRAPH}</div>"

HEADS = {
    "by its id": f"<button aria-controls=a>When?</button><div id=a>{PARAGRAPH}</div>",
    "hidden": f"<button aria-controls=a>When?</button><div id=a hidden>{PARAGRAPH}</div>",
    "without a paragraph": f"<button aria-controls=a>When?</button><div id=a>{ANSWER}</div>",
    "of Bootstrap": "<div class=card><div class=card-header><button data-bs-toggle=collapse "
    f"data-bs-target='#a'>When?</button></div><div class=collapse id=a>{ANSWER}</div></div>",
    "by what Bootstrap had before": "<div><button data-toggle=collapse data-target='.a'>When?"
    f"</button></div><div class='collapse a'>{ANSWER}</div>",
    "an id one element deeper": "<button aria-controls=a>When?</button>"
    f"<div><div id=a>{PARAGRAPH}</div></div>",
    "by its state alone": f"<{OPENS}>When?</button><div>{PARAGRAPH}</div>",
    "by its name alone": f"<button class=my-accordion>When?</button><div hidden>{PARAGRAPH}</div>",
    "hidden below what holds the button": f"<div><{OPENS}>When?</button></div>"
    f"<div hidden>{ANSWER}</div>",
    "of another script": f"<{OPENS}>\u0645\u062a\u0649\u061f</button><div>{PARAGRAPH}</div>",
    "a term": f"<dl><dt><{OPENS}>When?</button><dd>{PARAGRAPH}</dl>",
    "with an icon": f"<{OPENS}>When?<svg><path/></svg></button><div>{PARAGRAPH}</div>",
    "with a link in the answer": f"<{OPENS}>When?</button><div>{ANSWER} <a href=/t>Times</a></div>",
    "one of two": TWO.format("Dogs", "They travel free of charge."),
    "three beside two that say the same": f"{TWO.format('Dogs', FREE)}{MORE}{MORE}"
    f"{MORE.replace('Read more', 'Cats')}",
    "four elements deep": f"<div><div><div><{OPENS}>When?</button></div></div></div>{PARAGRAPH}",
    "behind a picture": f"<div><svg></svg><{OPENS}>When?</button></div>{PARAGRAPH}",
    "behind a line of its own": f"They ask<br><b>this</b><br><{OPENS}>When?</button>{PARAGRAPH}",
    "behind an answer": f"<div>They ask<p>much</p><i></i><{OPENS}>When?</button>{PARAGRAPH}</div>",
    "named so": f"<button class=Collapsible>When?</button><div>{PARAGRAPH}</div>",
    "named as a list": f"<button class=faq-3>When?</button><div>{PARAGRAPH}</div>",
    "named as a question": f"<button class='x card-question'>When?</button><div>{PARAGRAPH}</div>",
    "a long answer": f"<{OPENS}>When?</button><div>{PARAGRAPH}{'<b>On</b> ' * 160}</div>",
    "a short answer": f"<{OPENS}>When?</button><p>At nine, or when the tide allows.",
    "a table of data": f"<{OPENS}>When?</button><table><tr><td>First<td>nine<tr><td>Last<td>ten at "
    "night</table>",
    "terms": f"<{OPENS}>When?</button><div><dl><dt>First boat<dd>at nine<dt>Last<dd>at ten</dl>",
    "with the role of a button": f"<div role=button aria-controls=a>When?</div><div id=a>{ANSWER}"
    "</div>",
    "of Elementor, one of two": TWO.format("Dogs", FREE)
    .replace("<button", "<div role=button")
    .replace("</button>", "</div>"),
    "many nodes in the button": f"<{OPENS}>When?{'<i></i>' * 46}</button><p>{ANSWER}",
}

HEADS_NOT = {
    "no question, and alone": f"<{OPENS}>Read more</button><div>{PARAGRAPH}</div>",
    "two that say the same": TWO.format("Fares", FREE),
    "one beside two that say the same": f"{MORE}{MORE}{MORE.replace('Read more', 'Close')}",
    "two beside two that say the same": MORE * 2 + TWO.format("Dogs", FREE),
    "a menu": f"<{OPENS}>When?</button><div>{LINKS}</div>",
    "more links than text": f"<{OPENS}>When?</button><div>{PARAGRAPH}{LINKS}</div>",
    "a form": f"<{OPENS}>When?</button><div>{PARAGRAPH}<input></div>",
    "a dialog": f"<{OPENS}>When?</button><div role=dialog>{PARAGRAPH}</div>",
    "a window over the page": f"<{OPENS}>When?</button><div class=login-popup>{PARAGRAPH}</div>",
    "few words": f"<{OPENS}>When?</button><div>At nine.</div>",
    "another part": f"<button aria-controls=b>When?</button><div id=a>{PARAGRAPH}</div>",
    "nothing told": f"<button>When?</button><div>{PARAGRAPH}</div>",
    "text after it": f"<div><{OPENS}>When?</button> they ask<div>{PARAGRAPH}</div></div>",
    "text before it": f"<div>They ask <{OPENS}>When?</button><div>{PARAGRAPH}</div></div>",
    "text and a phrase before it": f"<div>They <b>do</b> <{OPENS}>When?</button>{PARAGRAPH}</div>",
    "text and a picture before it": f"<div>They ask<svg></svg><{OPENS}>When?</button>{PARAGRAPH}"
    "</div>",
    "text and a comment before it": f"<div>They ask<!----><{OPENS}>When?</button>{PARAGRAPH}</div>",
    "beside other text": f"<div><b>Ferry</b><{OPENS}>When?</button></div><div>{PARAGRAPH}</div>",
    "for screen readers": f"<{OPENS}><svg></svg><b class=sr-only>When?</b></button>{PARAGRAPH}",
    "no letters": f"<{OPENS}>?</button><div>{PARAGRAPH}</div>",
    "a tab": f"<button role=tab aria-controls=a>When?</button><div id=a>{PARAGRAPH}</div>",
    "a menu by its button": f"<{OPENS} aria-haspopup=true>When?</button><div>{PARAGRAPH}</div>",
    "a menu that its name opens": "<button class=accordion aria-haspopup=true>When?</button>"
    f"<div>{PARAGRAPH}</div>",
    "a vote": f"<button class=question-vote>When?</button><div>{PARAGRAPH}</div>",
    "a short list": f"<{OPENS}>When?</button><ul><li>First boat at nine<li>Last boat at ten</ul>",
    "a short line": f"<{OPENS}>When?</button><p>At nine, or at ten.",
    "a script": f"<{OPENS}>When?</button><div>At nine.<script>{ANSWER}</script></div>",
    "a part of the page": f"<{OPENS}>When?</button><div>{PARAGRAPH}{'<i></i>' * 510}</div>",
    "a long text": f"<{OPENS}>When?</button><div>{'a bc ' * 4001}</div>",
    "many nodes": f"<{OPENS}>When?{'<i></i>' * 47}</button><p>{ANSWER}",
    "many nodes around it": f"<div><{OPENS}>When?</button>{' <!---->' * 24}</div>{PARAGRAPH}",
    "five elements deep": f"<p><b><i><u><{OPENS}>When?</button></u></i></b></p>{PARAGRAPH}",
    "in the foot of the page": f"<footer><{OPENS}>When?</button><div>{PARAGRAPH}</div></footer>",
}

BOXES = {
    "nothing named": f"<div role=button aria-expanded=false>When?</div><div>{PARAGRAPH}</div>",
    "another part": f"<div role=button aria-controls=b>When?</div><div id=a>{PARAGRAPH}</div>",
    "a menu": f"<div role=button aria-controls=a aria-haspopup=true>When?</div><p id=a>{ANSWER}",
}


def read(html):
    """Return the page, and the tags of the elements that its blocks are of, with their texts."""
    page = segment_html(f"<h1>The ferry</h1>{PARAGRAPH * 9}{html}")
    tags = (TAGS[page.markup.tags[element]] for element in page.markup.block_element)
    return page, [*zip(tags, page.block_texts(), strict=True)]


@pytest.mark.parametrize("case", HEADS)
def test_a_button_is_a_heading_of_what_it_opens(case):
    page, blocks = read(HEADS[case])
    heads = [text for tag, text in blocks if tag == "summary"]
    assert heads in (
        ["When?"],
        ["\u0645\u062a\u0649\u061f"],
        ["Fares", "Dogs"],
        ["Fares", "Dogs", "Cats"],
    )
    assert not page.is_unseen.any()
    assert (page.markup.part_flags & CONTROL).any() == ("Read more" in HEADS[case])


@pytest.mark.parametrize("case", HEADS_NOT)
def test_other_buttons_stay_controls(case):
    page, blocks = read(HEADS_NOT[case])
    assert {"summary", "button"}.intersection(tag for tag, _ in blocks) == {"button"}
    assert (page.markup.part_flags & CONTROL).any()


@pytest.mark.parametrize("case", BOXES)
def test_other_boxes_with_the_role_of_a_button_stay_boxes(case):
    assert ("div", "When?") in read(BOXES[case])[1]
