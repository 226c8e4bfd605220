"""The notices are ours, in many languages, and a third of them is never learnt from."""

from collections import Counter

from boilerclf.training.copies.notices import BYLINE, CODE, learnt_notices, read_notices


def test_there_are_enough_of_many_languages_and_kinds():
    notices = read_notices()
    assert len(notices) == len({(its.language, its.text) for its in notices}) >= 900
    assert len({notice.language for notice in notices} - {CODE}) == 20
    assert Counter(notice.kind for notice in notices).keys() >= {
        "consent", "javascript", "code", "share", "newsletter", "error", "loading", "copyright",
        "app", "advert", "login", "comments", "stamp", "related", "disclaimer", "menu", BYLINE,
    }  # fmt: skip
    assert all(notice.text == notice.text.strip() != "" for notice in notices)
    assert {its.language for its in notices if its.kind == "code"} == {CODE}


def test_a_third_and_two_languages_are_there_to_judge_with():
    uses = Counter((notice.language, notice.use) for notice in read_notices())
    judged = sum(number for (_, use), number in uses.items() if use == "judge")
    assert judged / len(read_notices()) >= 1 / 3
    learnt = {language for language, use in uses if use == "learn"}
    assert {language for language, _ in uses} - learnt == {"cs", "el"}
    assert all(uses[language, "judge"] >= 5 for language in learnt)


def test_what_is_learnt_is_what_may_be():
    judged = {notice.text for notice in read_notices() if notice.use == "judge"}
    assert not judged.intersection(learnt_notices("de"), learnt_notices("de", bylines=True))
    assert "Von Lukas Brandt" in learnt_notices("de", bylines=True)
    assert "Von Lukas Brandt" not in learnt_notices("de")
    assert learnt_notices("el") == learnt_notices("") == learnt_notices("en")
