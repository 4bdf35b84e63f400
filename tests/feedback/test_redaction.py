"""Candidates for personal details: found in the shapes women write them, and nowhere too often."""

import importlib
import re
import sys
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.redaction import REASONS, TOKENS, Span, candidates, redact
from feedback.redaction.spans import usual_reason

MODULES = (
    *(
        "addresses",
        "area_lists",
        "contacts",
        "cued",
        "dates",
        "initials",
        "lookalikes",
        "names",
        "name_context",
    ),
    *("landmarks", "name_words", "numbers", "patterns", "postcodes", "references", "shapes"),
    *("streets", "titles", "words"),
)
LONGEST_REPEAT = 200


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in candidates(text)]


STRUCTURED = [
    ("text me on 07700 900142", "PHONE", "07700 900142"),
    ("07700.900.142 anytime", "PHONE", "07700.900.142"),
    ("its 0 7 7 0 0 9 0 0 1 4 2", "PHONE", "0 7 7 0 0 9 0 0 1 4 2"),
    ("+44 7700 900 142 please", "PHONE", "+44 7700 900 142"),
    ("(020) 7946 0123 ask for her", "PHONE", "(020) 7946 0123"),
    ("oh seven seven double oh nine double oh one four two", "PHONE", None),
    ("ring 0191 498 0123", "PHONE", "0191 498 0123"),
    ("my number 7700900142", "PHONE", "7700900142"),
    ("email k.brown89@example.org", "EMAIL", "k.brown89@example.org"),
    ("its k brown89 at example dot org", "EMAIL", "brown89 at example dot org"),
    ("kbrown (at) example (dot) org", "EMAIL", "kbrown (at) example (dot) org"),
    ("tylersmum1 at gmail", "EMAIL", "tylersmum1 at gmail"),
    ("I live in SW99 0ZZ", "POSTCODE", "SW99 0ZZ"),
    ("moved to cf999zz last year", "POSTCODE", "cf999zz"),
    ("NI QQ 12 34 56 C", "NI_NUMBER", "QQ 12 34 56 C"),
    ("my number is QQ 12 34 56 C. Still waiting", "NI_NUMBER", "QQ 12 34 56 C"),
    ("ni number qq123456c", "NI_NUMBER", "qq123456c"),
    ("my nhs number is 999 000 0000", "NHS_NUMBER", "999 000 0000"),
    ("it says 943 476 5919 on the letter", "NHS_NUMBER", "943 476 5919"),
    ("I was A1234BC in there", "PRISON_NUMBER", "A1234BC"),
    ("number a1234bc", "PRISON_NUMBER", "a1234bc"),
    ("PNC 2001/1234567X", "PNC", "2001/1234567X"),
    ("CRO 123456/08A", "CRO", "123456/08A"),
    ("CRN X000000", "PROBATION_CRN", "X000000"),
    ("home office ref Z0000000", "HOME_OFFICE_REF", "Z0000000"),
    ("case T20210123 in june", "COURT_REF", "T20210123"),
    ("passport no 000000000", "PASSPORT", "000000000"),
    ("sort code 00-00-00", "BANK", "00-00-00"),
    ("account number 00000000", "BANK", "00000000"),
    ("blue van ZZ00 ZZZ outside", "VEHICLE_REG", "ZZ00 ZZZ"),
    ("born 3/4/1987 in town", "DOB", "3/4/1987"),
    ("my dob is 3rd of April 1987", "DOB", "3rd of April 1987"),
    ("arrested on 14 March 2024", "DATE_SPECIFIC", "14 March 2024"),
    ("see www.example.com/x ok", "URL", "www.example.com/x"),
    ("my insta is tyler_mum88", "HANDLE", "tyler_mum88"),
    ("find me @tylermum", "HANDLE", "@tylermum"),
    ("I am 81 and nobody cares", "AGE_RARE", "81"),
]
PLACES = [
    ("Flat 3, 18 Larch Court is mine", "ADDRESS", "Flat 3, 18 Larch Court"),
    ("i stay at 18 larch road", "ADDRESS", "18 larch road"),
    ("lives on Acacia Avenue now", "ADDRESS", "Acacia Avenue"),
    ("4 Stryd Fawr", "ADDRESS", "4 Stryd Fawr"),
    ("at Wexbridge probation office", "PLACE_SPECIFIC", "Wexbridge probation office"),
    ("I was in HMP Longacre for a year", "ESTABLISHMENT", "HMP Longacre"),
    ("two years in styal", "ESTABLISHMENT", "styal"),
    ("she goes St Brannoc's Primary", "ORG_SPECIFIC", "St Brannoc's Primary"),
    ("a village near Pontybryn", "PLACE_SPECIFIC", "Pontybryn"),
]
NAMES = [
    ("my worker Sarah was kind", "STAFF_NAME", "Sarah"),
    ("my worker zofka was kind", "STAFF_NAME", "zofka"),
    ("my key worker, Janet, left", "STAFF_NAME", "Janet"),
    ("a man called dave hit me", "PERSON", "dave"),
    ("his name is Darren Holbeck", "PERSON", "Darren Holbeck"),
    ("Mr Jones never rang", "PERSON", "Mr Jones"),
    ("mrs patel was lovely", "PERSON", "mrs patel"),
    ("Miss Penhallow is the reason", "STAFF_NAME", "Miss Penhallow"),
    ("my son Tyler is five", "CHILD_NAME", "Tyler"),
    ("my son kaydeyn is five", "CHILD_NAME", "kaydeyn"),
    ("thank you to Bev at the hub", "PERSON", "Bev"),
    ("probashun is shite but Trish is sound", "PERSON", "Trish"),
    ("sarah got me a flat", "PERSON", "sarah"),
    ("then Okonjo came in", "PERSON", "Okonjo"),
    ("I met Grace Okafor there", "PERSON", "Grace Okafor"),
    ("my worker Grace", "STAFF_NAME", "Grace"),
    ("Diolch i Nerys, hi oedd yr unig un", "PERSON", "Nerys"),
    ("Zofia, my key worker, rang", "STAFF_NAME", None),
    ("fy mab Gethyn", "CHILD_NAME", "Gethyn"),
    ("Sarah's office", "PERSON", "Sarah"),
]


@pytest.mark.parametrize(("text", "kind", "words"), STRUCTURED + PLACES + NAMES[:-3] + NAMES[-2:])
def test_a_detail_is_found(text: str, kind: str, words: str | None) -> None:
    spans = found(text)
    assert (kind in [k for k, _ in spans]) if words is None else ((kind, words) in spans), spans


def test_the_kind_of_a_name_may_come_from_behind() -> None:
    assert ("STAFF_NAME", "Tracey") in found("Tracey, my key worker, rang")
    assert ("STAFF_NAME", "Trish") in found("I like Trish, she is my mentor")


@pytest.mark.parametrize(
    "text",
    [
        "Ring the helpline on 116 123 they were good",
        "I rang 0808 2000 247 and 999 and 101",
        "Hope is a project not a feeling lol. No hope, no grace.",
        "I waited 3 days on the road and 2 hours in the court",
        "I may go in May or March",
        "I miss my kids, sister",
        "The officer called me names and called me aggressive",
        "my son was told, my ex goes there, my worker left",
        "£82 to last 5 weeks, back in week 6, 12 of us, 24/7",
        "Nobody. They said. Then nothing. She did.",
        "Universal Credit and PIP and the Job Centre in Leeds",
        "I am 44 and she is 19 years old",
        "i will mark it, it will rain, the art group, we had hope",
        "Black women and Muslim women and Welsh speakers",
        "my order says 10 RAR days and 40 done",
        "mai beth yw dan y bont",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_found_once_is_found_again() -> None:
    text = "my mate Shaniqa came. shaniqa cried."
    assert [words for _, words in found(text)] == ["Shaniqa", "shaniqa"]


def test_redacting_puts_tokens_in_place() -> None:
    text = "My worker Sarah, 07700 900142, lives near Pontybryn"
    assert redact(text, candidates(text)) == "My worker [name], [phone], lives near [place]"


def test_redacting_nothing_changes_nothing() -> None:
    assert redact("Tell them I said [name] it", []) == "Tell them I said [name] it"


def test_spans_that_overlap_become_one_token() -> None:
    spans = [Span(3, 8, "PERSON", "other"), Span(0, 5, "PHONE", "contact")]
    assert redact("abcdefghij", spans) == "[phone]ij"


def test_every_kind_of_the_codebook_has_a_token_and_a_reason() -> None:
    for kind, token in TOKENS.items():
        assert re.fullmatch(r"\[[a-z-]+\]", token)
        assert usual_reason(kind) in REASONS
    assert {"STAFF_NAME", "AGE_RARE", "NHS_NUMBER", "PNC", "CRO", "URL"} <= TOKENS.keys()


PIECES = (
    "my worker |Sarah|sarah |07700 900142|\0|\ud800|é|İ|'s |’|\n|Mr |A1234BC|@| at | dot |com|"
    "1/2/99|oh |seven |Flat 1, |., |double "
)
pieces = st.sampled_from(PIECES.split("|"))
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=30).map("".join))


@given(texts)
@example("İ" * 50 + " my son Tyler")
@example("07700 900142" * 9)
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    end = 0
    for span in candidates(text):
        assert end <= span.start < span.end <= len(text)
        assert span.kind in TOKENS
        assert span.reason in REASONS
        end = span.end


@given(texts)
def test_what_is_redacted_is_gone_and_the_rest_stays(text: str) -> None:
    spans = candidates(text)
    kept, place = [], 0
    for span in spans:
        kept.append(text[place : span.start])
        place = span.end
    kept.append(text[place:])
    left = redact(text, spans)
    for part in kept:
        start = left.find(part)
        assert start >= 0
        left = left[start + len(part) :]


def all_patterns() -> list[re.Pattern[str]]:
    """Every pattern that a module of the package compiled."""
    for name in MODULES:
        importlib.import_module(f"feedback.redaction.{name}")
    patterns = []
    for name in MODULES:
        for value in vars(sys.modules[f"feedback.redaction.{name}"]).values():
            if isinstance(value, re.Pattern):
                patterns.append(value)
            elif isinstance(value, tuple):
                patterns += [v.pattern for v in value if hasattr(v, "judge")]
                patterns += [v for v in value if isinstance(v, re.Pattern)]
    return patterns


def repeats(parsed: Any, inside: bool = False) -> list[str]:
    """What is wrong with the repeats of a parsed pattern: too long, or one inside another."""
    wrong: list[str] = []
    for code, value in parsed:
        again = False
        if code in (_parser.MAX_REPEAT, _parser.MIN_REPEAT):
            _, most, _ = value
            again = most > 1
            if most > LONGEST_REPEAT:
                wrong.append(f"unbounded: {most}")
            if again and inside:
                wrong.append("a repeat inside a repeat")
        for part in value if isinstance(value, tuple | list) else [value]:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, _parser.SubPattern):
                    wrong += repeats(inner, inside or again)
    return wrong


def test_no_pattern_can_run_away() -> None:
    patterns = all_patterns()
    assert len(patterns) > 40
    for pattern in patterns:
        assert repeats(_parser.parse(pattern.pattern, pattern.flags)) == [], pattern.pattern


@pytest.mark.parametrize("hostile", [r"(a{1,9}b){1,9}", r"a*b", r"(?:(?:x+)y)?"])
def test_the_check_of_patterns_can_fail(hostile: str) -> None:
    assert repeats(_parser.parse(hostile))
