"""Where a picture between two texts parts them."""

import pytest

from boilerclf.segment.html import segment_html

PICTURES = {
    "a picture": ("lamps<img src=a>Lanterns", "lamps Lanterns"),
    "before a small letter": ("two<img src=a>shows", "two shows"),
    "a drawing": ("two<svg><path /></svg>shows", "two shows"),
    "a player": ("two<video></video>shows", "two shows"),
    "a frame": ("two<iframe></iframe>shows", "two shows"),
    "an object": ("two<object></object>shows", "two shows"),
    "an advertisement": ("two<ins class=adsbygoogle></ins>shows", "two shows"),
    "a field of a form": ("two<textarea></textarea>shows", "two shows"),
    "an advertisement of AMP": ("two<amp-ad></amp-ad>shows", "two shows"),
    "in an element": ("lamps<b><svg></svg>Lanterns</b>", "lamps Lanterns"),
    "behind a full stop": ("It rains.<img>It pours.", "It rains. It pours."),
    "before a sum": ("from<img>$20", "from $20"),
    "a letter": ("on<img alt=T>he", "onhe"),
    "a large first letter": ("<img alt=T>he ferry", "he ferry"),
    "a hair": ("two<svg width=1></svg>shows", "twoshows"),
    "of a pixel": ("two<img width=1px>shows", "twoshows"),
    "of a pixel and no parts": ("two<img width=' 1.0 '>shows", "twoshows"),
    "of two pixels": ("two<img width=2 height=9>shows", "twoshows"),
    "of three": ("two<img width=3>shows", "two shows"),
    "of twenty": ("two<img width=20>shows", "two shows"),
    "of a pixel by its style": ("two<img style='height:1px; WIDTH: 1px'>shows", "twoshows"),
    "as wide as the line": ("two<img style='max-width:1px;width:100%'>shows", "two shows"),
    "hidden by its name": ("<style>.x{display:none}</style>two<img class=x>shows", "twoshows"),
    "hidden by another": ("<style>.x{display:none}</style>two<img class=y>shows", "two shows"),
    "a drawing hidden by its name": (
        "<style>.x{display:none}</style>two<svg class=x></svg>shows",
        "twoshows",
    ),
    "a measure": ("two<meter>1</meter>shows", "two shows"),
    "what is done of it": ("two<progress></progress>shows", "two shows"),
    "an advertisement that is there": ("two<ins class=adsbygoogle>s</ins>hows", "twoshows"),
    "a hidden one": ("two<img style='display:none'>shows", "twoshows"),
    "the icon of a link": ("the <a href=/>API<svg></svg></a>s", "the APIs"),
    "an insertion": ("two<ins>s</ins>hows", "twoshows"),
    "nothing inserted": ("two<ins></ins>shows", "twoshows"),
    "a comma": ("two<img>, three", "two, three"),
    "ideographs": ("大根<img>人参", "大根人参"),
    "a script": ("two<script></script>shows", "twoshows"),
}


@pytest.mark.parametrize("case", PICTURES)
def test_pictures_part_words(case):
    html, text = PICTURES[case]
    assert segment_html(f"<p>{html}").block_texts() == [text]
