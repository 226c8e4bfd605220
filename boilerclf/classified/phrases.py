"""Columns in plain English: what a high or a low value says of a block, compared with others."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_NAMED: Final[dict[str, tuple[str, str]]] = {
    # length
    "n_words": ("long", "short"),
    "n_characters": ("long", "short"),
    "word_length": ("long words", "short words"),
    "n_sentences": ("several sentences", "no sentence"),
    "words_per_sentence": ("long sentences", "no long sentence"),
    # punctuation
    "upper_share": ("many capitals", "few capitals"),
    "title_case_share": ("words with capitals", "words in lower case"),
    "all_caps_share": ("words in capitals", "no words in capitals"),
    "number_share": ("mostly numbers", "few numbers"),
    "n_glued": ("words run together", "no words run together"),
    "last_question": ("ends in a question mark", "no question"),
    "last_terminal": ("ends in a full stop", "no full stop"),
    "terminal_density": ("full stops", "no full stop"),
    # markup
    "link_density": ("mostly links", "few links"),
    "n_links": ("many links", "few links"),
    "emphasis_density": ("emphasised", "not emphasised"),
    "control_density": ("buttons and forms", "no buttons"),
    "depth": ("deep in the page's structure", "high in the page's structure"),
    "is_hidden": ("hidden when the page opens", "in view"),
    "is_preformatted": ("preformatted", "not preformatted"),
    "n_lists_around": ("in nested lists", "in no list"),
    "n_tables_around": ("in nested tables", "in no table"),
    "n_sections_around": ("in nested sections", "in no section"),
    # position
    "block_position": ("towards the page's end", "towards the page's start"),
    "word_position": ("towards the page's end", "towards the page's start"),
    "n_blocks_before": ("much stands before it", "at the page's start"),
    "n_words_before": ("much text before it", "little text before it"),
    "n_blocks_after": ("much stands after it", "at the page's end"),
    "n_words_after": ("much text after it", "little text after it"),
    # look-alikes
    "n_same_shape": ("many built alike", "few built alike"),
    "n_same_place": ("many in places alike", "few in places alike"),
    "n_same_text": ("its text is repeated", "its text stands once"),
    "text_seen_before": ("its text stood before", "its text is new"),
    "shape_words_per_block": ("those built alike are long", "those built alike are short"),
    "shape_link_density": ("those built alike are links", "those built alike are no links"),
    "shape_long_share": ("those built alike are long", "those built alike are short"),
    "shape_word_share": ("much text is built like it", "little text is built like it"),
    # words shared with the page
    "recurring_share": ("shares words with the page", "shares few words with the page"),
    "recurring_in_long_share": (
        "shares words with long blocks",
        "shares no words with long blocks",
    ),
    "n_recurring": ("many words that recur", "few words that recur"),
    "title_overlap": ("words of the title", "no words of the title"),
    "title_covered": ("much of the title", "little of the title"),
    "lead_share": ("said again in the story below", "not said again below"),
    "n_lead": ("words of the story below", "no words of the story below"),
    "is_lead": ("likely the headline", "not the headline"),
    # lines of plain text
    "sentence_run": ("among sentences", "not among sentences"),
    "sentence_run_words": ("in a long run of sentences", "in no long run of sentences"),
    "short_run": ("among short lines", "not among short lines"),
    "bullet_run": ("among bullets", "not among bullets"),
    "unstopped_run": ("among lines without full stops", "among lines with full stops"),
    "title_case_run": ("among lines like titles", "not among lines like titles"),
    "blocks_since_sentence": ("far below the last sentence", "right below a sentence"),
    "blocks_until_sentence": ("far above the next sentence", "right above a sentence"),
    "page_words": ("a long page", "a short page"),
    "longest_run_words": ("a page with long text", "a page without long text"),
    "page_blocks": ("a page of many lines", "a page of few lines"),
    "page_sentence_share": ("a page of sentences", "a page of few sentences"),
    "page_stopped_share": ("a page with full stops", "a page without full stops"),
    "page_title_line_share": ("a page of title lines", "a page of few title lines"),
    "page_bullet_share": ("a page of bullets", "a page without bullets"),
    "in_longest_run": ("in the longest text", "outside the longest text"),
    "before_longest_run": ("above the longest text", "not above the longest text"),
    "after_longest_run": ("below the longest text", "not below the longest text"),
    "blank_lines_before": ("blank lines above", "no blank line above"),
    "blank_lines_after": ("blank lines below", "no blank line below"),
    "outside_share": ("shares words with other text", "shares no words with other text"),
    "run_outside_share": ("its list shares words with the page", "its list shares few words"),
    "run_relative_share": ("its list shares words with the page", "its list shares few words"),
    "run_lines": ("in a long list", "in a short list"),
    "named_below": ("names what stands below", "not said again below"),
    "named_above": ("named above", "not named above"),
    "named_run": ("in a list of what stands below", "in no list of what stands below"),
    "blocks_until_named": ("far from a list of contents", "close to a list of contents"),
    "n_noise_keywords": ("words of notices and menus", "no words of notices and menus"),
    "noise_share": ("mostly words of notices and menus", "few words of notices and menus"),
    "has_notice": ("a notice's words", "no notice's words"),
    "has_notices": ("a notice's words", "no notice's words"),
    "notice_share": ("mostly a notice's words", "few of a notice's words"),
    "likely_notice_share": ("mostly words as in notices", "few words as in notices"),
    # hashed columns and the page's kind: high for content
    "names": ("tags and names as content has", "tags and names as noise has"),
    "words": ("words as content has", "words as noise has"),
    "page kind": ("for a page of its kind", "for a page of its kind"),
    # the second pass
    "own_logit": ("by itself like content", "by itself like noise"),
    "blocks_to_content_before": ("far below content", "right below content"),
    "blocks_to_noise_before": ("far below noise", "right below noise"),
    "blocks_to_content_after": ("far above content", "right above content"),
    "blocks_to_noise_after": ("far above noise", "right above noise"),
    "in_best_run": ("in the page's main text", "outside the page's main text"),
    "blocks_before_best_run": ("far above the main text", "not above the main text"),
    "blocks_after_best_run": ("far below the main text", "not below the main text"),
    "narrow_shape_probability": ("those built alike are content", "those built alike are noise"),
    "wide_shape_probability": (
        "those in like places are content",
        "those in like places are noise",
    ),
    "same_text_probability": ("the same text is content", "the same text is noise"),
    "mass_above": ("surer content elsewhere", "among the surest content"),
    "share_above": ("surer blocks elsewhere", "among the surest blocks"),
    "words_above": ("surer text elsewhere", "among the surest text"),
    "words_below": ("surer than much text", "surer than little text"),
    "behind_surest_tenth": ("as sure as the surest", "less sure than the surest"),
    "behind_surest_half": ("as sure as most content", "less sure than most content"),
    "surest_tenth": ("a page with sure content", "a page without sure content"),
    "surest_half": ("a page with sure content", "a page without sure content"),
    "trusted_share": ("words as in content", "words not as in content"),
    "trusted_others_share": ("words as in content", "words not as in content"),
    "n_trusted": ("many words as in content", "few words as in content"),
    "trusted_outside_share": ("words as in content", "words not as in content"),
    "run_trusted_share": ("its list has words as in content", "its list has other words"),
    "run_probability": ("its list is content", "its list is noise"),
}
"""What a high and a low value mean."""

_KEYWORDS: Final = {
    "consent": "cookies and consent",
    "navigation": "navigation",
    "subscription": "subscription",
    "comments": "comments",
    "byline": "bylines",
    "date": "dates",
    "commerce": "buying",
}
_SIGNS: Final = {
    "terminal": "full stop", "comma": "comma", "quote": "quotation mark", "bracket": "bracket",
    "colon": "colon", "separator": "separator", "bullet": "bullet", "currency": "currency sign",
    "digit": "digit", "lower": "small letter", "upper": "capital",
}  # fmt: skip
_ANCHORS: Final = {"headline": "the headline", "longest": "the longest block"}

_PATTERNS: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (re.compile(r"n_(\w+)_keywords"), "words of {0}", "no words of {0}"),
    (re.compile(r"([a-z]+)_density|n_([a-z]+)s"), "{0}s", "no {0}s"),
    (re.compile(r"first_(\w+)"), "begins with a {0}", "begins with no {0}"),
    (re.compile(r"last_(\w+)"), "ends in a {0}", "ends in no {0}"),
    (re.compile(r"(?:own|leaf)_(\w+)"), "a <{0}> element", "no <{0}> element"),
    (re.compile(r"in_(\w+)_name"), "in a part named {0}", "in no part named {0}"),
    (re.compile(r"near_(\w+)_name"), "close to a part named {0}", "close to no part named {0}"),
    (re.compile(r"in_(\w+)"), "in <{0}>", "not in <{0}>"),
    (re.compile(r"container\d_n_words"), "in a part with much text", "in a part with little text"),
    (re.compile(r"container\d_n_blocks"), "in a part of many blocks", "in a part of few blocks"),
    (
        re.compile(r"container\d_words_per_block"),
        "in a part of long blocks",
        "in a part of short blocks",
    ),
    (re.compile(r"container\d_link_density"), "in a part of links", "in a part with few links"),
    (
        re.compile(r"container\d_long_share"),
        "in a part of long blocks",
        "in a part without long blocks",
    ),
    (
        re.compile(r"container\d_word_share"),
        "in the page's largest part",
        "in a small part of the page",
    ),
    (
        re.compile(r"container\d_position"),
        "in a late part of the page",
        "in an early part of the page",
    ),
    (
        re.compile(r"container\d_(?:probability|content_share)"),
        "in a part of content",
        "in a part of noise",
    ),
    (re.compile(r"(\w+)_level"), "far from {0}", "close to {0}"),
    (re.compile(r"levels_to_(\w+)"), "far from {0}", "close to {0}"),
    (re.compile(r"(\w+)_shared_word_share"), "far from {0}", "close to {0}"),
    (re.compile(r"(\w+)_shared_purity"), "in good text with {0}", "apart from {0} in poor text"),
    (re.compile(r"blocks_after_(\w+)"), "far below {0}", "not below {0}"),
    (re.compile(r"blocks_before_(\w+)"), "far above {0}", "not above {0}"),
    (re.compile(r"(?:previous\d|before_window\d+)_probability"), "below content", "below noise"),
    (re.compile(r"(?:next\d|after_window\d+)_probability"), "above content", "above noise"),
    (re.compile(r"(?:previous\d|before_window\d+)_(\w+)"), "above it: {0}", "above it: {0}"),
    (re.compile(r"(?:next\d|after_window\d+)_(\w+)"), "below it: {0}", "below it: {0}"),
    (re.compile(r"page_(\w+)"), "on the page: {0}", "on the page: {0}"),
)
"""Names of columns, and the phrases made of the part that varies."""


@cache
def phrase(column: str, *, is_high: bool) -> str:
    """Say in English what a column's value means.

    Parameters
    ----------
    column : str
        The column's name, or the family of the hashed columns.
    is_high : bool
        Whether the value is above that of the blocks it is compared with.

    Returns
    -------
    str
        A few words; the name itself for a column that is not known here.

    Examples
    --------
    >>> phrase("link_density", is_high=True), phrase("last_terminal", is_high=False)
    ('mostly links', 'no full stop')
    >>> phrase("previous1_n_words", is_high=False)
    'above it: short'
    """
    if column in _NAMED:
        return _NAMED[column][not is_high]
    for pattern, *texts in _PATTERNS:
        found = pattern.fullmatch(column)
        if found:
            varying = next((part for part in found.groups() if part), "")
            return texts[not is_high].format(_varying(varying, is_high))
    return column


def _varying(name: str, is_high: bool) -> str:
    """Return the varying part of a column's name in English."""
    for names in (_KEYWORDS, _SIGNS, _ANCHORS):
        if name in names:
            return names[name]
    return phrase(name, is_high=is_high) if name in _NAMED or name.count("_") else name
