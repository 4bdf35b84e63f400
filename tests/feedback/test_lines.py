"""The benchmarks count as they say, and the engines keep what was measured on lines not seen.

The check lines were written by people who never saw the rules, and nobody reads them to improve the
rules: the floors stand a little below what was measured (docs/decisions/0013).
"""

from pathlib import Path

import pytest

from feedback.redaction import Span
from feedback.review.cues import NONE, URGENT, Judged
from tests.benchmarks import personal_details, safety_cues
from tests.benchmarks.reading import LINES, Row, read_rows


def row(text: str, *spans: tuple[str, str]) -> Row:
    places = [(text.index(words), words, kind) for words, kind in spans]
    return {
        "text": text,
        "pii": [{"start": at, "end": at + len(words), "type": kind} for at, words, kind in places],
    }


def covering(*words: str):  # type: ignore[no-untyped-def]
    def engine(text: str) -> list[Span]:
        found = [(text.index(word), word) for word in words if word in text]
        return [Span(at, at + len(word), "PERSON", "other") for at, word in found]

    return engine


ANNA = row("anna from Leeds rang 07700 today", ("anna", "PERSON"), ("07700", "PHONE"))


def test_a_detail_is_found_whatever_kind_was_given() -> None:
    figures = personal_details.score([ANNA], covering("07700"))
    assert figures["kinds"] == {
        "PERSON": {"n": 1, "recall": 0.0},
        "PHONE": {"n": 1, "recall": 1.0},
    }
    assert figures["groups"]["structured"] == {"n": 1, "recall": 1.0}


def test_half_a_detail_is_not_found() -> None:
    assert personal_details.score([ANNA], covering("0770"))["kinds"]["PHONE"]["recall"] == 0.0


def test_names_without_a_capital_are_counted_twice() -> None:
    groups = personal_details.score([ANNA, row("Bea", ("Bea", "STAFF_NAME"))], covering("anna"))[
        "groups"
    ]
    assert groups["name"] == {"n": 2, "recall": 0.5}
    assert groups["name_lower"] == {"n": 1, "recall": 1.0}
    assert groups["address"] == {"n": 0, "recall": None}


def test_over_redaction_is_the_share_of_words_outside_any_span() -> None:
    figures = personal_details.score([ANNA], covering("anna from", "tod"))
    assert figures["over_redaction"] == 0.5  # from, today of: from Leeds rang today


def test_kinds_for_a_person_to_judge_count_neither_way() -> None:
    rare = row("I am 81 today", ("81", "AGE_RARE"))
    for engine in (covering("81"), covering()):
        figures = personal_details.score([rare], engine)
        assert figures["kinds"] == {}
        assert figures["over_redaction"] == 0.0


def test_levels_are_counted_as_the_issue_says() -> None:
    rows = [
        {"text": text, "safeguarding": {"level": level}}
        for level, text in [
            ("urgent", "2"),
            ("urgent", "1"),
            ("concern", "1"),
            ("concern", "0"),
            ("none", "1"),
            ("none", "0"),
            ("none", "0"),
            ("none", "0"),
        ]
    ]
    figures = safety_cues.score(rows, _highest)
    alone = {
        "urgent": {"n": 2, "recall": 0.5},
        "concern": {"n": 2, "recall": 0.5},
        "none": {"n": 4, "flagged": 0.25},
    }
    assert {level: figures[level] for level in alone} == alone
    longer = {"urgent": 1.0, "concern": 1.0, "none": 1.0}  # one calm text is flagged: now all are
    for more in (figures["padded"], figures["run_on"]):
        assert set(more) == {"60", "200"}
        assert {
            name: row.get("recall", row.get("flagged")) for name, row in more["60"].items()
        } == {
            **longer,
            "urgent": 0.5,
        }


def _highest(text: str) -> tuple[int, list[str]]:
    return max(int(sign) for sign in text if sign.isdigit()), []


def test_pairs_are_counted_as_the_queue_has_them() -> None:
    rows = [
        {"text": text, "safeguarding": {"level": level}}
        for level, text in [("urgent", "2 9"), ("urgent", "1 3"), ("none", "1 3"), ("none", "0 8")]
    ]
    assert safety_cues.before(rows, _placed) == 0.875  # of four pairs one is even
    assert safety_cues.before(rows[:2], _placed) is None


def _placed(text: str) -> Judged:
    level, points = text.split()
    return Judged(int(level), [], float(points))


def test_padding_is_calm_is_never_the_line_and_is_the_same_each_time() -> None:
    rows = [
        {"text": text, "safeguarding": {"level": level}}
        for text, level in [("danger here", "urgent"), ("calm one. ", "none"), ("calm two", "none")]
    ]
    longer = safety_cues.padded(rows, 60)
    assert longer == safety_cues.padded(rows, 60)
    assert sorted(longer[0]["text"].split(". ")) == ["calm one", "calm two", "danger here"]
    assert sorted(longer[1]["text"].split(". ")) == ["calm one", "calm two"]
    assert "." not in safety_cues.padded(rows, 60, " ")[0]["text"]
    assert safety_cues.padded(rows, 2) == [*rows[:1], {**rows[1], "text": "calm one"}, rows[2]]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"text": 1}', '{"text": "a", "pii": [{}]}'])
def test_a_line_that_cant_be_read_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "fine"}\n' + line, "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl, line 2"):
        read_rows(file)


def test_a_span_outside_its_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "ab", "pii": [{"start": 1, "end": 3, "type": "PERSON"}]}', "utf-8")
    with pytest.raises(ValueError, match="is not in the text"):
        read_rows(file)


def test_details_are_found_in_lines_not_seen() -> None:
    figures = personal_details.score(read_rows(LINES / "personal_details_check.jsonl"))
    recall = {name: group["recall"] for name, group in figures["groups"].items()}
    assert recall["structured"] >= FLOORS["structured"]
    assert recall["address"] >= FLOORS["address"]
    assert recall["name"] >= FLOORS["name"]
    assert recall["name_lower"] >= FLOORS["name_lower"]
    assert figures["over_redaction"] <= 0.05


def test_danger_is_flagged_in_lines_not_seen() -> None:
    _reaches_the_floors(safety_cues.levels_of(read_rows(LINES / "safety_check.jsonl")))


def test_danger_is_flagged_inside_longer_texts() -> None:
    rows = read_rows(LINES / "safety_check2.jsonl")
    _reaches_the_floors(safety_cues.levels_of(rows))
    longer = safety_cues.score(rows)
    for some in (*longer["quiet"].values(), *longer["run_on"].values()):
        assert some["urgent"]["recall"] >= FLOORS["urgent"]
        assert some["concern"]["recall"] >= FLOORS["concern"]
    assert longer["urgent_before_calm"]["60"] >= 0.8  # by levels alone 0.69
    assert longer["urgent_before_calm"]["200"] > 0.6  # by levels alone 0.5: chance


def test_few_ordinary_long_answers_are_flagged() -> None:
    """Answers of 58 to 79 words, written before the points were learned again, never learned from;
    it was 0.72, and 0.67 urgent."""
    rows = read_rows(LINES / "safety_calm_long.jsonl")
    found = [level for _, level in safety_cues.levels_of(rows)]
    assert len(found) == 60
    assert sum(level > NONE for level in found) <= MOST * len(found)
    assert sum(level == URGENT for level in found) <= MOST_URGENT * len(found)


def _reaches_the_floors(levels: list[tuple[str, int]]) -> None:
    figures = safety_cues.figures_of(levels)
    assert figures["urgent"]["recall"] >= FLOORS["urgent"]
    assert figures["concern"]["recall"] >= FLOORS["concern"]
    assert figures["none"]["flagged"] <= FLOORS["none"]


MOST, MOST_URGENT = 0.5, 0.45  # of calm answers
FLOORS = {
    "structured": 0.95,
    "address": 0.75,
    "name": 0.85,
    "name_lower": 0.65,
    "urgent": 0.88,
    "concern": 0.75,
    "none": 0.2,
}
