"""An area's own lists: what is allowed is never a candidate, what is denied always is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.redaction import candidates


def found(text: str, allow: tuple[str, ...] = (), **deny: str) -> list[tuple[str, str]]:
    denied = {phrase.replace("_", " "): kind for phrase, kind in deny.items()}
    spans = candidates(text, allow=allow, deny=denied)
    return [(span.kind, text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("they were kind at Maya House", "Maya House"),
        ("they were kind at SARAH HOUSE", "Sarah House"),
        ("they were kind at Maya-House’s door", "Maya House"),
        ("then they rang Siân", "sian"),
        ("then they rang Sia\u0302n Okafor", "siân okafor"),
        ("I went to St. Brannoc's Primary", "St Brannocs Primary"),
        ("ring 0191 498 0123", "0191 498 0123"),
    ],
)
def test_an_allowed_phrase_is_no_candidate(text: str, allowed: str) -> None:
    assert found(text) != []
    assert found(text, (allowed,)) == []


@pytest.mark.parametrize(
    ("text", "allowed", "left"),
    [
        ("I told Maya about it", "Maya House", ("PERSON", "Maya")),
        ("Sarah. House was cold", "Sarah House", ("PERSON", "Sarah")),
        ("mail maya@example.org", "maya", ("EMAIL", "maya@example.org")),
        ("I met Sarah Mayall", "Maya", ("PERSON", "Sarah Mayall")),
        ("I met Sarah Okafor", "sarah", ("PERSON", "Okafor")),
    ],
)
def test_what_is_only_near_an_allowed_phrase_stays(
    text: str, allowed: str, left: tuple[str, str]
) -> None:
    assert found(text, (allowed,)) == [left]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("it was grace who said no", "grace"),
        ("GRACE said no", "GRACE"),
        ("Gráce’s desk", "Gráce’s"),
        ("graces desk", "graces"),
        ("(grace)", "grace"),
    ],
)
def test_a_denied_phrase_is_a_candidate(text: str, words: str) -> None:
    assert ("STAFF_NAME", words) in found(text, grace="STAFF_NAME")


@pytest.mark.parametrize("text", ["a disgrace", "graceful", "grac e"])
def test_a_part_of_a_word_is_no_denied_phrase(text: str) -> None:
    assert found(text, grace="STAFF_NAME") == []


def test_a_denied_phrase_takes_what_it_touches_with_it() -> None:
    assert found("I met Grace Okafor", grace="STAFF_NAME") == [("STAFF_NAME", "Grace Okafor")]
    assert found("the red door hostel", red_door="PLACE_SPECIFIC") == [
        ("PLACE_SPECIFIC", "red door")
    ]


def test_a_denied_name_inside_an_address_leaves_the_address_whole() -> None:
    assert found("grace@example.org", grace="STAFF_NAME") == [("EMAIL", "grace@example.org")]


def test_denied_wins_over_allowed() -> None:
    assert found("at Grace House", ("Grace House",), grace="PERSON") == [("PERSON", "Grace")]


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="No such kind of detail: STAFF"):
        candidates("x", deny={"grace": "STAFF"})


PIECES = [
    "Maya House",
    "maya's ",
    " grace",
    "é",
    "\u0302",
    "'s",
    ". ",
    "Sarah ",
    "07700 900142",
    "@x.org",
]
pieces = st.sampled_from(PIECES)


@given(st.lists(pieces, max_size=20).map("".join))
def test_spans_stay_in_order_and_apart(text: str) -> None:
    end = 0
    denied = {"grace sarah": "PERSON", "house": "PLACE_SPECIFIC", "": "PERSON"}
    for span in candidates(text, allow=["Maya House", "maya", ""], deny=denied):
        assert end <= span.start < span.end <= len(text)
        end = span.end
