"""A question is said back in a sentence; each part can be taken away; the address holds it all."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.models import Theme
from insights.search.question import Offered, Question
from insights.search.wording import beside_of, clauses_of, notes_of, sentence_of
from tests.factories.packs import COURT, HOUSING, MONEY

NAMES = {HOUSING: "Housing", MONEY: "Money", COURT: "Court"}
THEMES = [Theme(pk=pk, code=code, name=name) for pk, (code, name) in enumerate(NAMES.items(), 1)]
OFFERED = Offered(themes=THEMES, languages=["en-gb", "cy", "pl"])
FIELDS = (
    *("q", "any", "without", "also", "given", "given_all", "suggested", "suggested_all", "not"),
    *(
        "coded",
        "read",
        "channel",
        "language",
        "from",
        "until",
        "mark",
        "mark_all",
        "use",
        "use_all",
    ),
    *("late", "person", "list", "view", "p"),
)
VALUES = (
    *("1", "2", "3", "9", "", "cy", "paper", "web", "nobody", "me", "rich", "quotable", "report"),
    *("public", "2026-03-31", "2026-02-31", "20260331", '"no room', "a OR b -c", "=x y", "\0", "-"),
)


def question(address: str) -> Question:
    return Question.of(QueryDict(address), OFFERED)


def said(address: str) -> str:
    return sentence_of(clauses_of(question(address), str))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "All responses of this consultation."),
        ("q=hostel", "Responses that say “hostel”."),
        ("q=hostel+room&any=1", "Responses that say “hostel” or “room”."),
        ('q="no room" a =b', "Responses that say “no room”, “a” and exactly “b”."),
        ("q=a&without=b+c", "Responses that say “a” and don’t say “b” or “c”."),
        (
            "given=1&given=2&channel=paper&coded=nobody",
            "Responses that were given Housing or Money, aren’t coded yet and came by Paper.",
        ),
        ("given=1&given=2&given_all=1", "Responses that were given Housing and Money."),
        (
            "suggested=2&not=3&language=cy",
            "Responses that have Money suggested, weren’t given Court and are in Welsh.",
        ),
        (
            "from=2026-03-31&until=2026-04-30&late=1",
            "Responses that came in the week of 31 March 2026 or later, came up to 30 April 2026 "
            "and came after the week in which it closed.",
        ),
        (
            "mark=rich&mark=quotable&mark_all=1&use=report&read=not_me&person=1",
            "Responses that aren’t read by you, are marked “Rich in evidence” and “Words worth "
            "quoting”, allow “Print them in a report” and need a person, since nothing speaks "
            "clearly for a theme.",
        ),
    ],
)
def test_one_sentence(address: str, sentence: str) -> None:
    assert said(address) == sentence


def test_each_part_is_taken_away_alone() -> None:
    asked = question(
        'q="no room" hostel&given=1&given=2&given_all=1&coded=me&from=2026-03-31&any=1'
    )
    parts = {part.text: part.left.address for c in clauses_of(asked, str) for part in c.parts}
    assert set(parts) == {
        *("say “no room”", "say “hostel”", "were given Housing", "were given Money"),
        *("are coded by you", "came in the week of 31 March 2026 or later"),
    }
    assert parts["say “hostel”"].startswith("?q=%22no+room%22&given=1&given=2&given_all=1&")
    assert "given=1&coded=me" in parts["were given Money"]
    assert "coded" not in parts["are coded by you"]
    assert "from" not in parts["came in the week of 31 March 2026 or later"]


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("q=%22no+room", "no second one"),
        ("q=a+OR+b", "any of these"),
        ("from=soon", "A week couldn’t be read"),
        ("until=2026-02-31", "A week couldn’t be read"),
        ("given=1&given=99", "not in the codebook any more"),
        ("channel=owl", "A part of the address"),
    ],
)
def test_guesses_are_told(address: str, note: str) -> None:
    (told,) = notes_of(question(address))
    assert note in told


def test_nothing_is_told_of_what_was_understood() -> None:
    assert notes_of(question("q=hostel&given=1&from=2026-03-31&channel=&coded=")) == []


def test_synonyms_are_named() -> None:
    assert beside_of(question("q=prison")) == ["jail", "gaol", "inside", "inmate", "carchar"]
    assert beside_of(question('q="prison gate" zebra')) == []


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES) | st.text(max_size=9))))
def test_any_address_is_read_and_read_again_is_the_same(pairs: list[tuple[str, str]]) -> None:
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    once = Question.of(data, OFFERED)
    again = Question.of(QueryDict(once.address.removeprefix("?")), OFFERED)
    assert again.pairs() == once.pairs()
    assert not notes_of(again)
    assert sentence_of(clauses_of(again, str)) == sentence_of(clauses_of(once, str))
    on_the_bench = Question.of(QueryDict(once.on_the_bench.removeprefix("?")), OFFERED)
    assert on_the_bench.pairs() == once.pairs()


def test_themes_are_called_as_the_caller_says() -> None:
    clauses = clauses_of(question("given=1&not=2"), lambda theme: f"<{theme.pk}>")
    assert sentence_of(clauses) == "Responses that were given <1> and weren’t given <2>."
