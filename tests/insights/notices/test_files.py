"""Posters and letters: what stands on them, that they fit, and that they can be read aloud."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from consultations.models import Decision, Outcome, Telling
from consultations.outcomes.selectors import Told, ToldReply, told_plainly
from core.models import Area
from insights.models import ReviewPack
from insights.notices.gathering import Matter, document_of, fair_choice, told_in_form
from insights.notices.kinds import FORMS, NOTICES, Notice
from insights.notices.pdf import SIZES, TooLong, notice_pdf
from tests.factories.packs import SAID
from tests.insights.notices.conftest import tell

ADDRESS = "https://alongside.example.org/consultations/getting-out/"
PAGE = re.compile(rb"/Type/Page\b(?!s)")


def matter_of(outcome: Outcome, name: str, **changes: Any) -> Matter:
    notice = NOTICES[name]
    told = told_in_form(outcome, notice.form)
    assert told is not None
    made = Matter(
        notice=notice,
        told=told,
        title="Getting out",
        area=outcome.consultation.area,
        published_on=outcome.published_on,
        address=ADDRESS,
    )
    return replace(made, **changes)


def words_on(matter: Matter, most: int = 99) -> str:
    with translation.override(matter.notice.language):
        return json.dumps(document_of(matter, most), ensure_ascii=False)


def answers(*kinds: str, text: str = "Word.") -> list[ToldReply]:
    """Answers of these kinds, all saying the same, with as many signs as there may be."""
    rows = [Decision(pk=pk, answer=kind) for pk, kind in enumerate(kinds, start=1)]
    return [ToldReply(row, text[:300], text, text) for row in rows]


# -- what there is


def test_there_are_twenty_four_files_with_neutral_names() -> None:
    assert len(NOTICES) == 4 * (2 * 2 + 2)
    assert {"poster-a4-en", "poster-offline-a3-easy-cy", "letter-cy"} <= set(NOTICES)
    assert not [name for name in NOTICES if re.search("prison|wom|justice|alongside", name)]
    assert set(FORMS) == {"en", *Telling.Form.values}
    assert NOTICES["letter-easy-cy"] == Notice("letter", "easy-cy")


# -- what stands on them


@pytest.mark.parametrize(
    "name", sorted(n for n in NOTICES if n.endswith("-en") and "easy" not in n)
)
def test_each_answer_stands_with_its_reason_and_nobody_is_quoted(
    outcome: Outcome, name: str
) -> None:
    words = words_on(matter_of(outcome, name))
    for text in ("Nowhere to stay.", "We did in part", "There are six flats.", "We could not"):
        assert text in words
    assert "The fund is national." in words
    assert SAID not in words
    for row in outcome.quotes:
        assert row["mark"] not in words


@pytest.mark.parametrize("kind", ["poster-{}a4-en", "poster-{}a3-en", "letter-{}en"])
def test_for_a_prison_there_is_no_address_on_the_internet(
    outcome: Outcome, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import segno

    inside = matter_of(outcome, kind.format("offline-"))
    outside = matter_of(outcome, kind.format(""))
    assert json.loads(words_on(outside))["address"] == ADDRESS
    assert json.loads(words_on(inside))["address"] == ""
    assert b"example.org" not in notice_pdf(inside)
    notice_pdf(outside)
    monkeypatch.setattr(segno, "make", None)
    notice_pdf(inside)
    with pytest.raises(TypeError):
        notice_pdf(outside)


@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        ("poster-a4-en", ["Ours", "Everywhere", "Outside"], ["Inside", "Theirs", "Welsh line"]),
        (
            "letter-offline-en",
            ["Ours", "Everywhere", "Inside"],
            ["Outside", "Theirs", "Welsh line"],
        ),
    ],
)
def test_lines_are_those_that_work_there(
    outcome: Outcome, lines: None, name: str, there: list[str], not_there: list[str]
) -> None:
    shown = json.loads(words_on(matter_of(outcome, name)))["lines"]
    assert shown[0] == "Ours: 0800 1"
    assert {line.partition(":")[0] for line in shown} == set(there)
    assert not set(not_there) & set(shown)


def test_a_letter_says_how_to_answer_back_and_names_the_areas_own_line(
    outcome: Outcome, lines: None
) -> None:
    letter = json.loads(words_on(matter_of(outcome, "letter-offline-en")))
    assert "Don't write your name on it." in letter["back"]
    assert letter["own_lines"] == ["Ours: 0800 1"]
    assert "In prison, staff may open a letter" in letter["checked"]
    assert letter["first"][0] == "This letter is the same for every woman. Nobody is named in it."


def test_without_a_line_of_the_area_none_is_named_to_answer_back(outcome: Outcome) -> None:
    assert json.loads(words_on(matter_of(outcome, "letter-en")))["own_lines"] == []


@pytest.mark.parametrize("other", list(Telling.Form))
def test_another_form_has_its_own_words_and_its_own_frame(
    published: ReviewPack, outcome: Outcome, facilitator: User, other: Telling.Form
) -> None:
    assert told_in_form(outcome, other) is None
    tell(published, facilitator, other)
    fresh = Outcome.objects.get(pk=outcome.pk)
    words = words_on(matter_of(fresh, f"poster-a4-{other}"))
    assert f"Said {other} 0." in words
    assert "Nowhere to stay." not in words
    is_welsh = other != Telling.Form.EASY
    assert ("Dywedoch chi" in words) == is_welsh
    assert ("You said" in words) != is_welsh


def test_easy_read_is_a_sentence_a_line(
    published: ReviewPack, outcome: Outcome, facilitator: User
) -> None:
    tell(published, facilitator, Telling.Form.EASY, summary="It is bad. We know.")
    fresh = Outcome.objects.get(pk=outcome.pk)
    letter = json.loads(words_on(matter_of(fresh, "letter-easy-en")))
    assert letter["summary"] == ["It is bad.", "We know."]


# -- that they fit


def test_of_many_answers_each_kind_keeps_its_place() -> None:
    found = answers("do", "do", "do", "not", "part", "do")
    assert [a.decision.pk for a in fair_choice(found, 2)] == [1, 4]
    assert [a.decision.pk for a in fair_choice(found, 3)] == [1, 4, 5]
    assert [a.decision.pk for a in fair_choice(found, 4)] == [1, 2, 4, 5]
    assert fair_choice(found, 99) == found
    assert fair_choice(found, 0) == []


def compiled(matter: Matter) -> bytes:
    pdf = notice_pdf(matter)
    most = 1 if matter.notice.kind == "poster" else 2
    assert 1 <= len(PAGE.findall(pdf)) <= most
    return pdf


LONGEST = "word " * 119 + "word."


@pytest.mark.parametrize("name", ["poster-a4-en", "poster-offline-a3-en", "letter-en"])
@pytest.mark.parametrize("count", [1, 12])
def test_however_much_was_decided_it_fits(outcome: Outcome, name: str, count: int) -> None:
    kinds = [("do", "part", "not")[n % 3] for n in range(count)]
    told = Told("en", "In short.", answers(*kinds, text=LONGEST))
    compiled(matter_of(outcome, name, told=told))


@pytest.mark.parametrize("name", ["poster-a4-easy-en", "letter-offline-easy-en"])
def test_the_longest_easy_read_fits(
    published: ReviewPack, outcome: Outcome, facilitator: User, name: str
) -> None:
    tell(published, facilitator, Telling.Form.EASY)
    fresh = Outcome.objects.get(pk=outcome.pk)
    said = "We wrote this in words that are short. " * 15
    (longest,) = answers("not", text=said[:234])
    told = Told("en", said, [replace(longest, you_said=said[:156])])
    compiled(matter_of(fresh, name, told=told))


@pytest.mark.parametrize("answers_", [0, 3])
def test_a_summary_of_more_than_two_pages_is_owned_up_to(outcome: Outcome, answers_: int) -> None:
    told = Told("en", "A long story. " * 1400, answers(*["do"] * answers_))
    with pytest.raises(TooLong):
        notice_pdf(matter_of(outcome, "letter-en", told=told))
    notice_pdf(matter_of(outcome, "poster-a4-en", told=told))  # has no summary


def test_when_answers_are_left_out_it_says_so(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typst

    given: list[dict[str, Any]] = []

    def keep(*_: Any, sys_inputs: dict[str, str], **__: Any) -> bytes:
        given.append(json.loads(sys_inputs["notice"]))
        return b""

    monkeypatch.setattr(typst, "compile", keep)
    few, many = answers("do"), answers(*["do", "not"] * 10, text=LONGEST[:200])
    for found in (few, many):
        notice_pdf(matter_of(outcome, "poster-a4-en", told=Told("en", "", found)))
    assert [row["is_whole"] for row in given] == [True, False]
    assert {answer["code"] for answer in given[1]["answers"]} == {"do", "not"}
    assert given[0]["size"] == max(SIZES["poster", False])
    assert given[1]["size"] == min(SIZES["poster", False])


# -- that they can be read aloud


@pytest.mark.parametrize("told_as", list(FORMS))
@pytest.mark.parametrize("kind", ["poster-a4-{}", "poster-offline-a3-{}", "letter-{}"])
def test_each_file_is_pdf_ua_in_its_language_with_headings_and_alt_text(
    published: ReviewPack,
    outcome: Outcome,
    facilitator: User,
    lines: None,
    kind: str,
    told_as: str,
) -> None:
    if told_as != "en":
        tell(published, facilitator, Telling.Form(told_as))
    fresh = Outcome.objects.get(pk=outcome.pk)
    matter = matter_of(fresh, kind.format(told_as))
    pdf = compiled(matter)
    language = b"/Lang(cy-GB)" if told_as.endswith("cy") else b"/Lang(en-GB)"
    for mark in (b"pdfuaid:part>1<", b"/Marked true", b"/S/H1", b"/S/H2", b"/S/H3", language):
        assert mark in pdf
    with translation.override(matter.notice.language):
        title = document_of(matter, 99)["title"]
    assert f"<</Title({title}".encode() in pdf
    pictures = pdf.count(b"/S/Figure")
    assert len(re.findall(rb"/Alt[(<]", pdf)) == pictures  # in Welsh as hexadecimal signs
    assert pictures >= (0 if matter.notice.kind == "letter" and not matter.notice.is_easy else 6)


@pytest.mark.parametrize(
    "text",
    [
        '#panic("no") *bold* @ref <label> $x$ // no "); #read("/etc/passwd") (',
        "A family 👨‍👩‍👧\x07 and مرحبا",
        "x" * 300,
    ],
)
@pytest.mark.parametrize("name", ["poster-a4-en", "letter-en"])
def test_any_words_can_be_set(outcome: Outcome, name: str, text: str) -> None:
    told = Told("en", text, answers("part", text=text))
    compiled(matter_of(outcome, name, told=told, title=text))


def test_the_plain_form_is_the_outcome_itself(outcome: Outcome, area: Area) -> None:
    found = told_in_form(outcome, "en")
    assert found == told_plainly(outcome)
