"""Cue rules: what is found, where it stands, and what is left to a person."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.welsh_mutations import mutated
from insights.analysis.cues import Band, CueMatcher, ThemeCues, band_of
from insights.analysis.marks import segments
from insights.analysis.tokens import tokenise
from insights.codebook.files import SHIPPED
from insights.models import Suggestion

THEMES = [
    ThemeCues("housing", ("hostel", "nowhere to go", "flat"), ("tai", "carchar", "lloches")),
    ThemeCues("police", ("police", "police station", "officer")),
    ThemeCues("work", ("ID", "women's centre", "co-ordinator")),
]
MATCHER = CueMatcher(THEMES)


def found(text: str, matcher: CueMatcher = MATCHER) -> dict[str, list[str]]:
    """Theme → the characters that its spans stand on."""
    return {hit.key: [text[s.start : s.end] for s in hit.spans] for hit in matcher.match(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They put me in a hostel.", {"housing": ["hostel"]}),
        ("HOSTELS are all full", {"housing": ["HOSTELS"]}),
        ("I had nowhere\nto go", {"housing": ["nowhere\nto go"]}),
        ("the womens centre", {"work": ["womens centre"]}),
        ("the women’s centre", {"work": ["women’s centre"]}),
        ("a co ordinator rang", {"work": ["co ordinator"]}),
        ("yng ngharchar", {"housing": ["ngharchar"]}),
        ("y garchar a’r charchar", {"housing": ["garchar", "charchar"]}),
    ],
)
def test_a_cue_is_found_where_it_stands(text: str, expected: dict[str, list[str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "hostelry",
        "I had nowhere. To go on was hard.",  # a phrase ends with its sentence
        "nowhere\n\nto go",  # and with its paragraph
        "I'd say so",  # not the cue "ID"
        "go to nowhere",
        "x" * 10_000,
        "🏠🏠",
    ],
)
def test_no_cue_means_no_suggestion(text: str) -> None:
    assert found(text) == {}


def test_a_cue_after_no_still_counts_and_says_so() -> None:
    (hit,) = MATCHER.match("There was never a hostel for me.")
    assert [span.negated for span in hit.spans] == [True]


def test_negation_ends_with_the_sentence() -> None:
    (hit,) = MATCHER.match("No. The hostel rang.")
    assert [span.negated for span in hit.spans] == [False]


def test_a_codebook_may_leave_negated_cues_out() -> None:
    strict = CueMatcher(THEMES, keep_negated=False)
    assert found("no hostel, but a flat", strict) == {"housing": ["flat"]}


def test_one_cue_is_weak_however_often_it_is_said() -> None:
    (hit,) = MATCHER.match("A hostel, another hostel, more hostels.")
    assert hit.band == Band.WEAK


def test_a_word_inside_a_longer_cue_is_not_a_second_reason() -> None:
    (hit,) = MATCHER.match("At the police station.")
    assert hit.band == Band.WEAK


def test_two_different_cues_are_strong() -> None:
    (hit,) = MATCHER.match("The police officer was kind.")
    assert hit.band == Band.STRONG
    assert band_of(["hostel", "Hostels"]) == Band.WEAK


def test_bands_are_those_of_the_model() -> None:
    assert {band.value for band in Band} == set(Suggestion.Band.values)


def test_short_welsh_words_are_not_mutated_into_english_ones() -> None:
    assert mutated("tai", shortest=5) == []
    assert mutated("chwaer", shortest=5) == []
    assert mutated("lloches", shortest=5) == ["loches"]


@given(st.text(), st.sampled_from(["hostel", "nowhere to go", "police station"]), st.text())
def test_spans_stand_on_the_characters_of_the_cue(before: str, cue: str, after: str) -> None:
    text = f"{before} {cue} {after}"
    spans = [span for hit in MATCHER.match(text) for span in hit.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert (len(before) + 1, len(before) + 1 + len(cue)) in {(s.start, s.end) for s in spans}


@given(st.text())
def test_tokens_stand_in_order_on_words(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end].strip() for token in tokens)
    places = [place for token in tokens for place in (token.start, token.end)]
    assert places == sorted(places)


spans_of_text = st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.integers(1, 3))


@given(st.text(max_size=50), st.lists(spans_of_text, max_size=8))
def test_segments_joined_are_the_text_again(text: str, spans: list[tuple[int, int, int]]) -> None:
    parts = segments(text, spans)
    assert "".join(part.text for part in parts) == text
    marked = [place for place, keys in _places(parts) if keys]
    assert marked == [i for i in range(len(text)) if any(s <= i < e for s, e, _ in spans)]


def _places(parts: list) -> list[tuple[int, tuple[int, ...]]]:  # type: ignore[type-arg]
    keys = [part.keys for part in parts for _ in part.text]
    return list(enumerate(keys))


def test_every_cue_of_our_codebook_finds_itself() -> None:
    axes = json.loads(SHIPPED.read_text())["axes"]
    themes = [
        ThemeCues(theme["code"], tuple(theme["cues"] + theme["variants"]), tuple(theme["cues_cy"]))
        for axis in axes
        for theme in axis["themes"]
    ]
    matcher = CueMatcher(themes)
    for theme in themes:
        for cue in (*theme.cues, *theme.cues_cy):
            assert theme.key in found(cue, matcher), (theme.key, cue)
