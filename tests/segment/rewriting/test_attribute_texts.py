"""Text that stands in attributes: where it is put, and what says nothing."""

import pytest

from boilerclf.segment import segment_html

HIDDEN = "data-cfemail=0160416f6f2f6f6e"
BEHIND = "<script src=/cdn-cgi/scripts/email-decode.min.js></script>"
TABLE = "<table><tr><th>Plan<th>Post<tr><td>Small<td>{}</table>"

TEXTS = {
    "tasks without a space": (
        "<ul><li><input type=checkbox disabled>Oars"
        "<li><input type=checkbox disabled hidden>Rope</ul>",
        ["[ ] Oars", "Rope"],
    ),
    "tasks": (
        "<ul><li><input type=checkbox checked disabled> Oars<li><input type=checkbox disabled> Rope"
        "<li><input type=checkbox> Tar</ul><p><input type=checkbox disabled> Sail",
        ["[x] Oars", "[ ] Rope", "Tar", "Sail"],
    ),
    "tasks of Notion": (
        "<ul class=to-do-list><li><div class='checkbox checkbox-on'></div> <span>Oars</span></ul>"
        "<ul class=to-do-list><li><div class='checkbox checkbox-off'></div><b>Rope</b></ul>"
        "<div class='checkbox checkbox-on'></div>Tar",
        ["[x] Oars", "[ ] Rope", "Tar"],
    ),
    "tasks of Confluence": (
        "<ul class=inline-task-list><li class=checked><span>Oars</span><li>Rope</ul>"
        "<ul><li class=checked>Tar</ul>",
        ["[x] Oars", "[ ] Rope", "Tar"],
    ),
    "an address": (
        f"<p>Write to <a class=__cf_email__ {HIDDEN}>[email protected]</a>.",
        ["Write to a@nn.no."],
    ),
    "an address in a link": (
        "<p>To <a href='/cdn-cgi/l/email-protection#01'>"
        f"<span class=__cf_email__ {HIDDEN}>[email&#160;protected]</span></a>{BEHIND}",
        ["To a@nn.no"],
    ),
    "an address in a link with more": (
        "<p><a href='/cdn-cgi/l/email-protection#01'>Write: "
        f"<span class=__cf_email__ {HIDDEN}>[email]</span></a>{BEHIND}",
        ["Write: a@nn.no"],
    ),
    "no address": ("<p><a class=__cf_email__ data-cfemail=x>[email]</a>", ["[email]"]),
    "emoji": (
        "<p>We <img class=emoji alt=❤️> rain <img class=wp-smiley alt=':)'>",
        ["We ❤️ rain :)"],
    ),
    "emoji of other classes": (
        "<p>We <img alt=😂> rain <img class=x alt=👍🏽><img alt='1️⃣'> <img alt=★★☆><img alt=12>",
        ["We 😂 rain 👍🏽1️⃣"],
    ),
    "smilies of a board": ("<p>We <img class='smilie x' alt=':)'> rain", ["We :) rain"]),
    "emoji by their names": ("<p>We <img class=emoji alt=:heart:> rain", ["We rain"]),
    "other pictures": ("<p>We <img alt=hearts> rain <img alt=12>", ["We rain"]),
    "a sign in a cell": (TABLE.format("<b><img alt=Yes></b>"), ["Plan", "Post", "Small", "Yes"]),
    "a drawn sign": (
        TABLE.format("<svg aria-label=Yes><path/></svg>"),
        ["Plan", "Post", "Small", "Yes"],
    ),
    "a hidden picture": (
        TABLE.format("<img alt=Yes style='display:none'>"),
        ["Plan", "Post", "Small"],
    ),
    "what is only a picture": (TABLE.format("<img alt=spacer>"), ["Plan", "Post", "Small"]),
    "a drawing": (TABLE.format("<svg><path/></svg>"), ["Plan", "Post", "Small"]),
    "a picture beside text": (TABLE.format("<img alt=Yes>no"), ["Plan", "Post", "Small", "no"]),
    "a title in a cell": (TABLE.format("<i title=Yes></i>"), ["Plan", "Post", "Small", "Yes"]),
    "a span that is a picture": (
        TABLE.format("<span role=img aria-label=Yes></span>"),
        ["Plan", "Post", "Small", "Yes"],
    ),
    "a title of a drawing": (
        TABLE.format("<svg><title>Yes</title></svg>"),
        ["Plan", "Post", "Small", "Yes"],
    ),
    "text beside a drawing": (
        TABLE.format("Yes <svg><title>check</title></svg>"),
        ["Plan", "Post", "Small", "Yes"],
    ),
    "a file in a cell": (TABLE.format("<img alt=yes.png>"), ["Plan", "Post", "Small"]),
    "a long text in a cell": (
        TABLE.format("<img alt='A heron above the weir at dusk'>"),
        ["Plan", "Post", "Small"],
    ),
    "several pictures": (TABLE.format("<img alt=★><img alt=★>"), ["Plan", "Post", "Small"]),
    "two addresses in a link": (
        "<p>x <a href='/cdn-cgi/l/email-protection#01'>"
        f"<span class=__cf_email__ {HIDDEN}></span> <span class=__cf_email__ {HIDDEN}></span></a>"
        f"{BEHIND}",
        ["x a@nn.no a@nn.no"],
    ),
    "an address in an address": (
        f"<p><a href='/cdn-cgi/l/email-protection#01'><span class=__cf_email__ {HIDDEN}>"
        f"<span class=__cf_email__ {HIDDEN}>x</span></span></a>{BEHIND}",
        ["a@nn.no"],
    ),
    "a table without heads": ("<table><tr><td>Small<td><img alt=Yes></table>", ["Small"]),
    "no table": ("<template><td><img alt=Yes></template>a", ["a"]),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_of_attributes_is_put_in_its_place(case):
    html, texts = TEXTS[case]
    assert segment_html(html).block_texts() == texts
