"""The notices are ours, in many languages, and a third of them is never learnt from."""

from collections import Counter

from boilerclf.training.furniture import FURNITURE
from boilerclf.training.notices import BYLINE, CODE, notices_in, read_notices


def test_there_are_enough_of_many_languages_and_kinds():
    notices = read_notices()
    assert len(notices) == len({(its.language, its.text) for its in notices}) >= 2200
    assert len({notice.language for notice in notices} - {CODE}) == 64
    assert Counter(notice.kind for notice in notices).keys() >= {
        "consent", "javascript", "code", "share", "newsletter", "error", "loading", "copyright",
        "app", "advert", "login", "comments", "stamp", "related", "disclaimer", "menu", BYLINE,
        "poll", "follow", "end", "donate", "rating", "action", "feedback", "shop", "embed", "list",
        "profile",
    }  # fmt: skip
    assert all(notice.text == notice.text.strip() != "" for notice in notices)
    assert {its.language for its in notices if its.kind == "code"} == {CODE}


def test_a_third_and_two_languages_are_there_to_judge_with():
    uses = Counter((notice.language, notice.use) for notice in read_notices())
    judged = sum(number for (_, use), number in uses.items() if use == "judge")
    assert judged / len(read_notices()) >= 1 / 3
    learnt = {language for language, use in uses if use == "learn"}
    assert {language for language, _ in uses} - learnt == {"cs", "el"}
    assert all(uses[language, "judge"] >= 4 for language in learnt)
    assert all(uses[language, "learn"] >= 8 for language in learnt)


def test_what_is_judged_by_is_learnt_in_no_language_and_from_no_other_list():
    def letters(text):
        return "".join(filter(str.isalpha, text.lower()))

    furniture = [line for lines in FURNITURE.values() for line in lines]
    learnt = [notice.text for notice in read_notices() if notice.use == "learn"]
    judged = {letters(notice.text) for notice in read_notices() if notice.use == "judge"}
    assert not judged.intersection(map(letters, furniture + learnt))


def test_what_is_learnt_is_what_may_be():
    judged = {notice.text for notice in read_notices() if notice.use == "judge"}
    assert not judged.intersection(notices_in("de"), notices_in("de", kinds=(BYLINE,)))
    assert "Von Lukas Brandt" in notices_in("de", kinds=(BYLINE,))
    assert "Von Lukas Brandt" not in notices_in("de")
    assert notices_in("el") == notices_in("") == notices_in("en")
    assert notices_in("nb") == notices_in("no") != notices_in("en")
    assert not {*notices_in("hu")} & judged
    assert {*notices_in("hu", is_judged=True)} <= judged


def test_notices_of_some_kinds_are_of_no_other():
    follow = {its.text for its in read_notices() if its.kind == "follow"}
    assert {*notices_in("da", kinds=("follow",))} <= follow
    assert "Følg os på Facebook og Instagram" in follow
