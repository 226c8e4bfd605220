"""Where text of two elements meets, and which anchors are links."""

import pytest

from boilerclf.segment.html import segment_html

INDENTS = {
    "an element of its own": ("<pre><b> \t</b>a\n<b>  </b>b</pre>", [" \ta\n  b"]),
    "several": ("<pre><i> </i><i> </i><b>a</b></pre>", ["  a"]),
    "lines of a list": (
        "<pre><ol><li><i>a</i></li>\n<li><i>  </i>b</li>\n <li>c</ol></pre>",
        ["a", "  b", "c"],
    ),
    "lines of divs": ("<pre><div><i> </i></div><div>a</div><div><i>  </i>b</div>", ["a\n  b"]),
    "only of the line": ("<pre><i>   \n  </i>a</pre>", ["  a"]),
    "not of the line before": ("<pre><i>   </i><br>a</pre>", ["a"]),
    "not of another block": ("<pre><i>  </i></pre><pre>a</pre>  <p>b", ["a", "b"]),
    "elsewhere": ("<p><i>  </i>a", ["a"]),
}


@pytest.mark.parametrize("case", INDENTS)
def test_the_first_line_of_code_keeps_its_indent(case):
    html, texts = INDENTS[case]
    assert segment_html(html).block_texts() == texts


BUTTONS = {
    "a term of six words": (
        "<p>Press <button>one two three four five six</button> first.",
        ["Press one two three four five six first."],
    ),
    "a term": ("<p>The <button>sluice</button> is open.", ["The sluice is open."]),
    "a note": ("<p>Late<button>[1]</button> in May.", ["Late[1] in May."]),
    "a picture": ("<p>The <button><svg></svg></button> is open.", ["The is open."]),
    "in a list": ("<ul><li>Press <button>Save</button> first.</ul>", ["Press Save first."]),
    "in a link": ("<h2>A <i>b <button>c</button> d</i></h2>", ["A b c d"]),
    "at the end": ("<p>The gate. <button>Copy</button></p>", ["The gate.", "Copy"]),
    "before a full stop": ("<p>The gate <button>rust</button>.", ["The gate rust."]),
    "a picture beside a word": ("<p>It<i><button><svg></svg></button></i> is", ["It is"]),
    "at the beginning": ("<p><button>Copy</button> The gate.", ["Copy", "The gate."]),
    "runs into a word": ("<p>The gate<button>Copy</button> is", ["The gate", "Copy", "is"]),
    "between buttons": ("<li>a <button>b</button> <button>c</button> d", ["a", "b", "c", "d"]),
    "many words": (
        "<p>The <button>a b c d e f g</button> is",
        ["The", "a b c d e f g", "is"],
    ),
    "holds a block": ("<p>a <button><div>b</div></button> c", ["a", "b", "c"]),
    "no paragraph": ("<div>a <button>b</button> c", ["a", "b", "c"]),
}


BUTTON_LINKS = {
    "beside a link": (
        "<li><a href=/><b>Oars</b></a> <a role=button href=/>To cart</a>",
        ["Oars", "To cart"],
    ),
    "in a sentence": ("<p>Tell <a role=button href=/>the office</a>.", ["Tell the office."]),
    "behind a text": ("<p>It rained. <a role=button href=/>More</a>", ["It rained. More"]),
    "two": ("<p><a role=button>Yes</a><a role=button>No</a>", ["Yes", "No"]),
}


@pytest.mark.parametrize("case", BUTTON_LINKS)
def test_a_link_that_is_a_button_is_a_block_outside_of_sentences(case):
    html, texts = BUTTON_LINKS[case]
    assert segment_html(html).block_texts() == texts


@pytest.mark.parametrize("case", BUTTONS)
def test_a_button_amid_a_sentence_is_a_part_of_it(case):
    html, texts = BUTTONS[case]
    assert segment_html(html).block_texts() == texts


INPUTS = {
    "choices": ("<label><input type=radio>a</label><label><input>b</label>", ["a b"]),
    "after the label": ("<label>a<input></label><label>b<input></label>", ["a b"]),
    "a gap to fill": ("<p>a<input>b", ["a b"]),
    "hidden": ("<p>a<input type=hidden>b", ["ab"]),
    "first": ("<p><input>b", ["b"]),
}


@pytest.mark.parametrize("case", INPUTS)
def test_an_input_parts_words(case):
    html, texts = INPUTS[case]
    assert segment_html(html).block_texts() == texts


SEAMS = {
    "a label": ("<p><b>Author:</b>Ann Lee", "Author: Ann Lee"),
    "a label in a price": ("<del><span>Old price:</span>$8.99</del>", "Old price: $8.99"),
    "a value": ("<div>Made By:<span>Tarvo Hut</span></div>", "Made By: Tarvo Hut"),
    "a bold label in running text": (
        "<p><b>Pros:</b> safe and light<strong>Cons:</strong> dear",
        "Pros: safe and light Cons: dear",
    ),
    "a bold sentence": (
        "<p>It says nothing of the lease.<b>What is due?</b> Rent.",
        "It says nothing of the lease. What is due? Rent.",
    ),
    "no label": ("<p>localhost:<b>8080</b>, std::<b>Vec</b>", "localhost:8080, std::Vec"),
    "no label behind a sentence": (
        "<p>Tell it all to us by the new Http:<b>Api</b>, Mc<b>Cabe</b>",
        "Tell it all to us by the new Http:Api, McCabe",
    ),
    "a small value": ("<p>Re:<span>a</span> <b>Mailto:</b>ann", "Re:a Mailto:ann"),
    "a long sentence is no label": (
        "<p>The five towns on the river are:<span>Tarvo</span>",
        "The five towns on the river are:Tarvo",
    ),
    "no sentence": ("<p>With Node.<b>Js</b> and www.<b>Tarvo</b>", "With Node.Js and www.Tarvo"),
    "a bold sentence before text": (
        "<p><strong>She was built of oak.</strong>Then we rowed",
        "She was built of oak. Then we rowed",
    ),
    "a name of a file before text": ("<p>In <b>the main.</b>py file", "In the main.py file"),
    "a site before text": ("<p><b>Node.</b>Js is here", "Node.Js is here"),
    "a number and a word of a letter": (
        "<p><span class=n>2</span><span class=t>A fine of ten shillings</span>",
        "2 A fine of ten shillings",
    ),
    "a number and a short word": ("<p><b>2</b><span>In this Act</span>", "2 In this Act"),
    "a number and a unit of a letter": (
        "<p><span class=n>10</span><span class=u>A fuse</span>",
        "10A fuse",
    ),
    "a number and its unit": ("<p><b>2</b><span>kg</span>", "2kg"),
    "a number and the text behind it": ("<p><b>1.</b>The Act", "1. The Act"),
    "a verse": ("<p><b>1</b>In the start", "1 In the start"),
    "a number in brackets": ("<p><span>[12]</span>The court", "[12] The court"),
    "a number of eight digits": ("<p><b>12345678</b><b>reports</b>", "12345678 reports"),
    "a number of nine, which is no label": (
        "<p><b>123456789</b><b>reports</b>",
        "123456789reports",
    ),
    "a count behind a text": ("<p>Rivers<span class=n>12</span>", "Rivers 12"),
    "a number inside a word": ("<p>Covid<span class=n>19</span>th", "Covid19th"),
    "the two parts of a name": ("<p><b>Mc</b><b>Donald</b>", "McDonald"),
    "two names": ("<p><b>Ann</b><b>Lake</b>", "Ann Lake"),
    "a large first letter": ("<p><b>T</b>he ferry", "The ferry"),
    "rights behind a caption": (
        "<figcaption>At the lock<small>© Falk</small></figcaption>",
        "At the lock © Falk",
    ),
    "a note that is not raised": ("<p>In 1990<a href='#n1'>1</a> it", "In 1990 1 it"),
    "a number that leads elsewhere": ("<p>In 19<a href='/90'>90</a> it", "In 1990 it"),
    "coins behind a currency": ("<p>$24<sup>50</sup> or €3<sup>99</sup>", "$24.50 or €3.99"),
    "coins before a currency": (
        "<p>19<sup>99</sup> € or 5<sup>49</sup> EUR",
        "19,99 € or 5,49 EUR",
    ),
    "a note behind a price": ("<p>$300<sup><a href='#n12'>12</a></sup>", "$300 12"),
    "coins behind coins": ("<p>$24.50<sup>12</sup>", "$24.50^12"),
    "a power of ten before a word": ("<p>10<sup>12</sup> European birds", "10^12 European birds"),
    "coins behind thousands": ("<p>$1,200<sup>99</sup>", "$1,200.99"),
    "no coins": ("<p>10<sup>16</sup> m and $2<sup>5</sup>", "10^16 m and $2^5"),
    "a sum behind what nobody sees": (
        "<p><s>£20</s><b class=sr-only>Sale</b><b>£15</b>",
        "£20 £15",
    ),
    "a label before a source": ("<li><b class=label>10.</b><cite>Doe J.</cite>", "10. Doe J."),
    "a label and its value": ("<span>Width</span><span>140 cm</span>", "Width 140 cm"),
    "prices": ("<span>€349.00</span><span>€289.00</span>", "€349.00 €289.00"),
    "prices, the sign last": ("<b>349 €</b><b>289 €</b>", "349 € 289 €"),
    "a price": ("<small>from</small><b>$10</b>", "from $10"),
    "who speaks": ("<i><a>[01:12]</a><b>MARLOW:</b><span>How", "[01:12] MARLOW: How"),
    "a date": ("<span>Sun</span><span>11</span><span>May</span>", "Sun 11 May"),
    "two links": ("<a>Read</a><a>Comments</a>", "Read Comments"),
    "the letter of an item": ("<span>(a)</span><span>in a town</span>", "(a) in a town"),
    "the number of an item": ("<b>1.</b><span>open</span>", "1. open"),
    "a section of a law": ("<span>§ 3</span><span>hedges</span>", "§ 3 hedges"),
    "a number before a word": ("<span>1</span><span>Hedges</span>", "1 Hedges"),
    "a count": ("<b>56</b><span>comments</span>", "56 comments"),
    "a date before a word": ("<time>4 July</time><span>by</span>", "4 July by"),
    "tabs": ("<label>Python</label><label>C</label>", "Python C"),
    "a count at the end": ("<a>Comments<span class=n>12</span></a>", "Comments 12"),
    "a badge": ("<div>Gil<span class=d>Nov 9</span></div>", "Gil Nov 9"),
    "a sign of the style sheet": (
        "<span class=t>Annual service</span><span class=s></span><span class=p>£79</span>",
        "Annual service £79",
    ),
    "fields that are numbers": (
        "<b class=r>4.6</b><b class=n>212 reviews</b><b class=a>94 m²</b><b class=b>3 rooms</b>",
        "4.6 212 reviews 94 m² 3 rooms",
    ),
    "a number and words": ("<b class=s>9,1</b><b class=f>desde 12</b>", "9,1 desde 12"),
    "sentences": ("<b class=q>Done?</b><b class=a>Tell us</b>", "Done? Tell us"),
    "a label one level deeper": ("<b><strong>Mass</strong></b><b>40 kg</b>", "Mass 40 kg"),
    "links in elements": ("<b><a>Oda</a></b><b><a>May 3</a></b>", "Oda May 3"),
    "spoken lines": ("<b><a>(0:02)</a></b><span>You ring?", "(0:02) You ring?"),
    "two sentences": ("<span>It rings.</span><span>Meg ran.</span>", "It rings. Meg ran."),
    "a script at the end of the first": (
        "<b><i>Mass</i><script>a</script></b><b>40 kg</b>",
        "Mass 40 kg",
    ),
    "a style sheet there": ("<b><i>Mass</i><style>i{top:0}</style></b><b>40 kg</b>", "Mass 40 kg"),
    "a hidden drawing at the start of the second": (
        "<b>Mass</b><b><svg hidden><path /></svg><i>40 kg</i></b>",
        "Mass 40 kg",
    ),
    "four comments between": (f"<b>Mass</b>{'<!---->' * 4}<b>40 kg</b>", "Mass 40 kg"),
    "five, which are too many": (f"<b>Mass</b>{'<!---->' * 5}<b>40 kg</b>", "Mass40 kg"),
    "cells": ("<b role=cell>4.1</b><b role=cell>3.1 m</b><b role=cell>no</b>", "4.1 3.1 m no"),
    "a word one level deeper": ("<b><a>super</a></b><b><a>market</a></b>", "supermarket"),
    "a name that ends with a stop": ("<b>node.</b><b>Js</b>", "node.Js"),
    "the name of a class": ("<b class=m>tidal.grid.</b><b class=n>Grid</b>", "tidal.grid.Grid"),
    "an address": ("<b class=w>www.</b><b class=n>Example.com</b>", "www.Example.com"),
    "the number of a report": ("<bdi>Torn maps</bdi><span>#212</span>", "Torn maps #212"),
    "words without capitals": ("<a>تماس با ما</a><a>درباره ما</a>", "تماس با ما درباره ما"),
    "a street and its price": ("<b>רחוב הברוש</b><b>6,200 ₪</b>", "רחוב הברוש 6,200 ₪"),
    "a floor": ("<b>קומה:</b><b>שנייה</b>", "קומה: שנייה"),
    "questions without capitals": ("<b>밀물은?</b><b>두 시에</b>", "밀물은? 두 시에"),
    "a word without capitals in two colours": ("<b>कम</b><b>रे</b>", "कमरे"),
    "a number and its unit without capitals": ("<b>78</b><b>מ</b>", "78מ"),
    "an abbreviation": ("<b>By U.S.</b><b>Sam</b>", "By U.S.Sam"),
    "ideographs and a number": ("<b class=n>大根</b><b class=a>1/2本</b>", "大根 1/2本"),
    "a part of a word": ("<p>Wasser<span class=hit>kraft</span></p>", "Wasserkraft"),
    "a name of two": ("<h1>Word<span class=red>Press</span></h1>", "WordPress"),
    "a place to break": (
        "<b class=a>Super</b><wbr><b class=b>Long</b>",
        "SuperLong",
    ),
    "a lowered number with a class": ("<b class=el>CO</b><b class=sub>2</b>", "CO2"),
    "figures with classes": ("<b class=a>1</b><b class=b>2</b><b class=c>3</b>", "123"),
    "a currency with a class": ("<b class=c>$</b><b class=a>50</b>", "$50"),
    "a unit with a class": ("<b class=n>16</b><b class=u>oz</b>", "16oz"),
    "a lowered number": ("<p>H<span class=sub>2</span>O, 5 m<span class=sup>2</span>", "H2O, 5 m2"),
    "a name with a class": ("<h1>Print<span class=red>Run</span> has", "PrintRun has"),
    "an ordinal": ("<span>2</span><span>nd</span>", "2nd"),
    "a number with its unit": ("<span>4</span><span>pm</span>", "4pm"),
    "a number amid a line": ("<b>At</b> <b>7</b><b>pmand</b>", "At 7pmand"),
    "one number": ("<span>20</span><span>25</span>", "2025"),
    "a decimal": ("<span>22</span><span>.50</span>", "22.50"),
    "an hour": ("<span>12:</span><span>30</span>", "12:30"),
    "a unit": ("<span>10</span><small>AM</small><small>kg</small>", "10AMkg"),
    "a currency first": ("<span>US$</span><span>349</span>", "US$349"),
    "a drop cap": ("<span>W</span><span>Hen</span>", "WHen"),
    "letters": ("<b>a</b><b>B</b><b>c</b><b>D</b>", "aBcD"),
    "figures": ("<b>a1</b><b>2</b><b>3</b>", "a123"),
    "the rest of a word": ("<b>super</b><b>market</b>", "supermarket"),
    "a name in two colours": ("<b>Print</b><b>Run</b> has covered", "PrintRun has covered"),
    "other elements": ("<i>alpha</i><i>Beta</i>", "alphaBeta"),
    "text between": ("<b>alpha</b>x<b>Beta</b>", "alphaxBeta"),
    "text after": ("<b>alpha</b>Beta", "alphaBeta"),
    "one inside the other": ("<b>alpha<b>Beta</b></b>", "alphaBeta"),
    "a caption and its credit": (
        "<p><span>He says.</span><span>(Photo: Ann Ost)</span>",
        "He says. (Photo: Ann Ost)",
    ),
    "a quote and its source": ("<p><i>“We row.”</i><b>(Ann Ost)</b>", "“We row.” (Ann Ost)"),
    "a credit behind text": ("<p>He says.<small>(Ann Ost)</small>", "He says. (Ann Ost)"),
    "text behind a caption": ("<p><i>He says.</i>(Ann Ost)", "He says. (Ann Ost)"),
    "a stop alone, and a credit": ("<p>He <b>says</b><i>.</i><b>(Ann)</b>", "He says. (Ann)"),
    "a call": ("<p>Try <b>oar.</b><i>(row)</i> and <b>x.</b><i>(y)</i>", "Try oar.(row) and x.(y)"),
    "a sign in brackets": ("<p><b>He says.</b><i>(a)</i>", "He says.(a)"),
    "brackets behind a word": ("<p><b>two oar</b><i>(some more)</i>", "two oar(some more)"),
    "a credit in the same text": ("<p>He says.(Ann Ost) <b>So.</b>", "He says.(Ann Ost) So."),
    "a date behind a sentence": (
        "<i><b class=a>Ann has two dogs.</b><time class=b>14.11. 6:00</time></i>",
        "Ann has two dogs. 14.11. 6:00",
    ),
    "the number of a release, which is no date": (
        "<b class=a>It is tidal 2.</b><b class=b>4</b>",
        "It is tidal 2.4",
    ),
    "an hour and who speaks": ("<b class=t>00:12</b><b class=s>MAJA:</b>", "00:12 MAJA:"),
    "a number and a unit in capitals": ("<b class=n>5</b><b class=u>GB</b>", "5GB"),
    "a share": ("<strong>87%</strong><span>of boats</span>", "87% of boats"),
    "a percent sign in a word": ("<b>100%</b><b>i</b>", "100%i"),
    "an hour before its text": ("<p><b>[00:12]</b>can it be", "[00:12] can it be"),
    "a question's number": ("<p><b>Q1.</b>where", "Q1. where"),
    "a tick": ("<li><b>✓</b>holds heat", "✓ holds heat"),
    "a plus": ("<li><b>+</b>Holds heat", "+ Holds heat"),
    "the ending of a word": ("<p><b>-</b>ness", "-ness"),
    "a hyphen amid a line": ("<p>Top pick<b><i></i><b>-</b>Oar</b>", "Top pick-Oar"),
    "a credit behind a caption": (
        "<figcaption>Boats at rest.<span class=c>A. Moor</span></figcaption>",
        "Boats at rest. A. Moor",
    ),
    "a class at the end": ("<p>a tidal.grid.<span class=n>Grid</span></p>", "a tidal.grid.Grid"),
    "the name of a module": ("<p>tidal.<span class=n>Grid</span></p>", "tidal.Grid"),
    "a dateline": ("<p><span class=l>Hanoi</span>The fog has come", "Hanoi The fog has come"),
    "a name of two before two words": (
        "<p><span class=l>Word</span>Press has won",
        "WordPress has won",
    ),
    "the paragraph of a law": ("<p><sup>2</sup>The council", "2 The council"),
    "an isotope": ("<p>The <sup>14</sup>C and <sup>137</sup>Cs", "The 14C and 137Cs"),
    "verses": (
        "<p><b>1</b>In fog.<span>2</span>And it rose,<span>3</span>and fell",
        "1 In fog. 2 And it rose, 3 and fell",
    ),
    "a decimal comma and a point in a number": (
        "<p>Some 1,<b>5</b>km and 1.<b>200</b>m",
        "Some 1,5km and 1.200m",
    ),
    "a number amid words": ("<p>a<span>2</span>b", "a2b"),
    "stars": ("<b class=l>Rating</b><b class=s>★★★</b><b class=n>3/5</b>", "Rating ★★★ 3/5"),
    "a kind in brackets and a quote": (
        "<b class=n>spoon</b><b class=g>[noun]</b><b class=q>“a spoon”</b>",
        "spoon [noun] “a spoon”",
    ),
    "inches": ("<b class=n>27</b><b class=u>“</b>", "27“"),
    "an index": ("<b class=n>oars</b><b class=i>[0]</b>", "oars[0]"),
    "code": ("<code><span>alpha</span><span>Beta</span></code>", "alphaBeta"),
    "code in lines": ("<pre><span>alpha</span><span>Beta</span></pre>", "alphaBeta"),
    "a line break between": ("<b>alpha</b><br><b>Beta</b>", "alpha\nBeta"),
}


@pytest.mark.parametrize("case", SEAMS)
def test_what_a_style_sheet_parts_is_parted(case):
    html, text = SEAMS[case]
    assert segment_html(html).block_texts() == [text]


ROWS = {
    "a row": ("<p style='display: flex'><i>heating</i><i>wood stove</i>", "heating wood stove"),
    "by its class": ("<p class=r><a>allo</a><a>rotimo</a>", "allo rotimo"),
    "a grid, one level up": ("<p class='x g'><b><i>onion</i></b><b>3</b>", "onion 3"),
    "text behind a box": ("<p class=r><b>oars:</b>two pairs", "oars: two pairs"),
    "no box of the row": ("<p class=r><b>wood<i>stove</i></b>", "woodstove"),
    "letters": ("<p class=r><i>o</i><i>a</i><i>r</i>", "oar"),
    "signs": ("<p class=r><i>oar</i><i>, (two)</i>", "oar, (two)"),
    "no row": ("<p class=x><i>wood</i><i>stove</i>", "woodstove"),
    "a row on small screens": ("<p class=m><i>wood</i><i>stove</i>", "woodstove"),
}


@pytest.mark.parametrize("case", ROWS)
def test_boxes_of_a_row_are_parted(case):
    html, text = ROWS[case]
    style = (
        "<style>.r{display:flex}.x>.y,.g{display:inline-grid}"
        "@media (max-width:99px){.m{display:flex}}</style>"
    )
    assert segment_html(style + html).block_texts() == [text]


LINES = {
    "boxes in boxes": (
        "<pre><div><div><b>a</b></div></div><div><div><b>b</b></div></div></pre>",
        "a\nb",
    ),
    "boxes that end with line feeds": ("<pre><div>a\n</div><div>b\n</div></pre>", "a\nb"),
    "a box of a line break": ("<pre><div>a</div><div><br></div><div>b</div></pre>", "a\n\nb"),
    "a box of nothing": ("<pre><div>a</div><div></div><div>b</div></pre>", "a\n\nb"),
    "by their class": ("<pre><code><i class=line>a</i><i class=line>b</i></code></pre>", "a\nb"),
    "among other classes": ("<pre><i class='x code-line'>a</i><i class=code-line>b</i>", "a\nb"),
    "one code each": ("<pre><code>a</code><code> b</code></pre>", "a\n b"),
    "an empty one": ("<pre><i class=line>a</i><i class=line></i><i class=line>b</i>", "a\n\nb"),
    "with line feeds": (
        "<pre><i class=line>a</i>\n<i class=line>b\n</i><i class=line>c",
        "a\nb\nc",
    ),
    "with line breaks": ("<pre><code>a<br></code><code>b</code></pre>", "a\nb"),
    "in one another": (
        "<pre><div><div>a</div></div><div><b></b><div>b</div></div><div><div>c</div>d</div>",
        "a\nb\nc\nd",
    ),
    "numbered": ("<pre><b>1 </b><i class=line>a</i>\n<b>2 </b><i class=line>b</i>", "1 a\n2 b"),
    "words": ("<pre>a <code>b</code> c <code>d</code></pre>", "a b c d"),
    "colours": ("<pre><i class=x>a</i><i class=x>b</i></pre>", "ab"),
    "elsewhere": ("<p><i class=line>a</i><i class=line>b</i>", "ab"),
}


@pytest.mark.parametrize("case", LINES)
def test_lines_of_code_are_parted(case):
    html, text = LINES[case]
    assert segment_html(html).block_texts() == [text]


QUOTED = {
    "a board": ("<div><cite>harold wrote:</cite>It <cite>may</cite> do.</div>", ["harold wrote:"]),
    "without a div": (" <cite>harold</cite><p>It may do.", ["harold"]),
    "at the end": ("It may do.<cite>harold</cite>", []),
    "alone": ("<cite>harold</cite>", []),
}


@pytest.mark.parametrize("case", QUOTED)
def test_who_is_quoted_stands_over_the_quote(case):
    html, names = QUOTED[case]
    texts = segment_html(f"<blockquote>{html}</blockquote>").block_texts()
    assert texts[:-1] == names
    assert segment_html(f"<div>{html}</div>").n_blocks <= 2
