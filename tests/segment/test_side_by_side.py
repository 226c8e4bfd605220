"""Which inline elements side by side hold texts of their own."""

import pytest

from boilerclf.segment.html import segment_html

FIELDS = {
    "links": ("<a href=1>alpha</a><a href=2>beta</a>", "alpha beta"),
    "links one level deeper": (
        "<a href=1><b>alpha</b></a><a href=2><b>beta</b></a>",
        "alpha beta",
    ),
    "links with icons": ("<a href=1>alpha<i></i></a><a href=2><svg></svg>beta</a>", "alpha beta"),
    "links with a comment between": ("<a href=1>alpha</a><!-- --><a href=2>beta</a>", "alpha beta"),
    "pages": ("<a href=1>1</a><a href=2>2</a><a href=3>10</a>", "1 2 10"),
    "initials": ("<a href=1>A</a><a href=2>B</a>", "A B"),
    "tags that a script answers": ("<a class=t>stale</a><a class=t>funny</a>", "stale funny"),
    "buttons that a script answers": ("<a href=#>couch</a><a href=#>print</a>", "couch print"),
    "a word in two links": ("<a href=1>stud</a><a href=1>ies</a>", "studies"),
    "the first letter in a link": ("see <a href=1>R</a><a href=2>eal Oars</a>", "see Real Oars"),
    "ideographs in links": ("<a href=1>大根</a><a href=2>人参</a>", "大根人参"),
    "fields": (
        "<span class=a>length</span><span class=b>number</span><span class=c>required</span>",
        "length number required",
    ),
    "capitals": ("<span class=a>GF</span><span class=b>Gluten-Free</span>", "GF Gluten-Free"),
    "by whom": ("<span class=a>By</span><span class=b>Ann Lake</span>", "By Ann Lake"),
    "different elements": (
        "<code>limit</code><em>integer</em><strong class=o>optional</strong>",
        "limit integer optional",
    ),
    "a word and its stress": ("<em>inter</em><strong>national</strong>", "international"),
    "a word and letters": ("<b>HTML</b><i>ements</i>", "HTMLements"),
    "a syllable": ("<em>un</em><b>believ</b><em>able</em>", "unbelievable"),
    "a word of a script without capitals": ("<b>서울</b><i>에서는</i>", "서울에서는"),
    "a company and its claim": ("<strong>Oarwell</strong><em>Row on</em>", "Oarwell Row on"),
    "a word of two links": ("See <a href=1>Eisen</a><a href=2>bahn</a> or", "See Eisenbahn or"),
    "at the end of a sentence": ("An <a href=1>Eisen</a><a href=2>bahn</a>.", "An Eisenbahn."),
    "in two links of another script": (
        "<a href=1>서울</a><a href=2>에서</a> 만나",
        "서울에서 만나",
    ),
    "pages and a word": ("<a href=1>11</a><a href=2>12</a> next", "11 12 next"),
    "a sentence in a link": ("<a href=1>It rains.</a><a href=2>more</a>", "It rains. more"),
    "a name with a point": ("<a href=1>node.</a><a href=2>modules</a>", "node.modules"),
    "two names of links": ("<a href=1>Oars</a><a href=2>Sails</a> and", "Oars Sails and"),
    "a phrase of links": ("<a href=1>old</a><a href=2>two oars</a> and", "old two oars and"),
    "links before a sign": ("<a href=1>oars</a><a href=2>sails</a> | ", "oars sails |"),
    "a name of fields": ("<b class=a>Mc</b><b class=b>Donald</b>", "McDonald"),
    "a quantity of two fields": (
        "<b class=f><i>33</i><i>g</i></b><b class=p><i>Fibre</i>: 2 g</b>",
        "33g Fibre: 2 g",
    ),
    "a quantity": ("<span>250g</span><span>barley</span>", "250g barley"),
    "half a spoon": ("<span>½ tsp</span><span>salt</span>", "½ tsp salt"),
    "a third of one": ("<span>⅓ tbsp</span><span>honey</span>", "⅓ tbsp honey"),
    "a German spoon": ("<span>2 EL</span><span>flour</span>", "2 EL flour"),
    "a small one": ("<span>½ TL</span><span>salt</span>", "½ TL salt"),
    "no quantity": ("<span>½ tub</span><span>salt</span>", "½ tubsalt"),
    "a label": ("<b>Host:</b><span>so how</span>", "Host: so how"),
    "a number and a label": ("<span>SKU: ARM4</span><span>MFR: 20</span>", "SKU: ARM4 MFR: 20"),
    "a sentence of numbers": ("<span>196 m²</span><span>3 hab.</span>", "196 m² 3 hab."),
    "chips": ("<b class=tag>used car</b><b class=tag>batteries</b>", "used car batteries"),
    "rounded boxes": (
        "<b class=rounded-3>used car</b><b class=rounded-3>oars</b>",
        "used car oars",
    ),
    "coloured boxes": ("<b class=bg-red>used car</b><b class=bg-red>oars</b>", "used car oars"),
    "a year and a length": ("<b class=x>2025</b><b class=x>2h 14m</b>", "2025 2h 14m"),
    "years": ("<b class=x>1994</b><b class=x>1995</b>", "1994 1995"),
    "a count behind a word": ("<b class=x>badges</b><b>38</b>", "badges 38"),
    "a number and its count": ("<b>88</b><b class=x>12 silver</b>", "88 12 silver"),
    "an hour and a link": ("<time>7:12pm</time><a>1</a>", "7:12pm 1"),
    "keys": ("<kbd>Ctrl</kbd><kbd>K</kbd>", "Ctrl K"),
    "a method and its address": ("<b>GET</b><span>/v1/boats</span>", "GET /v1/boats"),
    "an address in parts": ("<b>GET</b><span>/<wbr>v1<wbr>/<wbr>boats</span>", "GET /v1/boats"),
    "an address that is a variable": ("<b>GET</b><span>/:boat</span>", "GET /:boat"),
    "an address that begins with a variable": ("<b>PUT</b><span>/{id}</span>", "PUT /{id}"),
    "two methods": ("<code>GET</code>/<code>POST</code> calls", "GET/POST calls"),
    "a method of two": ("<b>GET</b>/POST", "GET/POST"),
    "a method in another element": ("<i>PUT</i><span>/PATCH</span>", "PUT/PATCH"),
    "two methods and a stroke between": ("<b>GET</b><i>/</i><b>POST</b>", "GET/POST"),
    "an address behind another word": ("<b>and</b><span>/or</span>", "and/or"),
    "a style sheet between": (
        "<b class=a>oars</b><style>b{color:red}</style><b class=b>sails</b>",
        "oars sails",
    ),
    "runs of a word processor": (
        "<b class='TextRun A'>Securi</b><b class='TextRun B'>ngs</b>",
        "Securings",
    ),
    "runs of an editor": ("<b class=s1>Cha</b><b class=s2>teau</b>", "Chateau"),
    "letters that move": ("<b class=char>bow</b><i class=char>sprit</i>", "bowsprit"),
    "letters one by one": ("<b class=letter-3>bow</b><i class=letter-4>sprit</i>", "bowsprit"),
    "a split text": ("<b class=split-1>bow</b><i class=split-2>sprit</i>", "bowsprit"),
    "the first letter with a class": ("<b class=a>i</b><b class=b>Phone</b>", "iPhone"),
    "a name in two colours in a line": ("<b class=a>boat</b><b class=b>book</b> is", "boatbook is"),
    "a part that is short": ("<b class=a>walk</b><b class=b>ed</b>", "walked"),
    "one class alone": ("<b class=hit>key</b><b>word</b>", "keyword"),
    "one class": ("<b class=x>super</b><b class=x>market</b>", "supermarket"),
    "an element in a word": ("<em>key</em>word", "keyword"),
    "the cents of a price": ("<b class=i>12</b><b class=d>,99</b>", "12,99"),
    "a formula": ("<b class=x>H</b><b class=n>2</b><b class=x>O</b>", "H2O"),
    "a raised word": ("<b class=x>oars</b><b class=sup>note</b>", "oarsnote"),
    "code": ("<code><b class=k>def</b><b class=n>foo</b></code>", "deffoo"),
}


@pytest.mark.parametrize("case", FIELDS)
def test_fields_and_links_are_parted(case):
    html, text = FIELDS[case]
    assert segment_html(f"<p>{html}").block_texts() == [text]
