"""The questions in easy read: offered where all of them are, switched without losing her place."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from consultations.models import ConsultationPage
from core.models import Area
from feedback.building.changes import changes
from feedback.building.previews import mode_after
from feedback.building.readiness import easy_read
from feedback.building.services import save_welsh
from feedback.building.welsh import sheets
from feedback.definitions import define
from feedback.intake.models import IntakeKey
from feedback.models import Form, Question, QuestionOption
from feedback.questionnaire import Item, Questionnaire
from feedback.services import publish_form
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import look
from tests.feedback.woman import Woman, field, sent
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

MakeForm = Callable[..., Form]
STEP = "Question 1 of 2"


@pytest.fixture
def day(site_root: object) -> Question:
    question = make_question("long_text", "What took place on the day of your release?")
    Question.objects.filter(pk=question.pk).update(
        hint="Anything that comes to mind.",
        easy="How was the day you got out?",
        easy_hint="One word.",
    )
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def where(site_root: object) -> Question:
    question = make_question("single", "What was your accommodation?", ("Temporary", "Home"))
    Question.objects.filter(pk=question.pk).update(easy="Where did you sleep?")
    QuestionOption.objects.filter(question=question, text="Temporary").update(easy="A hostel")
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def easy(form: MakeForm, day: Question, where: Question) -> Form:
    return form(None, day, where)


def easy_woman(form: Form, prefix: str = "") -> Woman:
    """She comes from easy read and begins."""
    woman = Woman(form, prefix)
    woman.page = woman.client.get(f"{woman.url}easy/")
    woman.press("start", easy=field(woman.page, "easy"))
    woman.press("continue", shown="ready", helped="no")
    return woman


# -- What a version keeps


def item(**raw: Any) -> Item:
    return Item.from_json({"key": "k", "kind": "long_text", "options": [], **raw})


PLAIN = {"text": {"en-gb": "Plain", "cy": "Plaen"}, "hint": {"en-gb": "Hint"}}
EASY = {"easy": {"text": {"en-gb": "Easy"}}}


@pytest.mark.parametrize(
    ("name", "language", "easy", "said"),
    [
        ("text", "en-gb", True, "Easy"),
        ("text", "en-gb", False, "Plain"),
        ("text", "cy", True, "Plaen"),  # Welsh in usual words before English in easy ones
        ("hint", "en-gb", True, "Hint"),
        ("body", "en-gb", True, ""),
    ],
)
def test_words_are_hers_first_and_easy_second(
    name: str, language: str, easy: bool, said: str
) -> None:
    assert item(**PLAIN, **EASY).says(name, language, easy=easy) == said


@pytest.mark.parametrize(
    ("items", "language", "whole"),
    [
        ([item(**PLAIN, **EASY)], "en-gb", True),
        ([item(**PLAIN, **EASY)], "cy", False),
        ([item(**PLAIN, **EASY), item(**PLAIN)], "en-gb", False),
        ([item(kind="page", easy={"text": {"en-gb": "A"}})], "en-gb", False),
        ([item(kind="page", easy={"text": {"en-gb": "A"}, "body": {"en-gb": "B"}})], "en-gb", True),
        ([], "en-gb", False),
    ],
)
def test_half_of_it_is_not_easy(items: list[Item], language: str, whole: bool) -> None:
    assert Questionnaire(tuple(items)).is_easy_in(language) is whole


def test_a_definition_without_easy_read_is_what_it_always_was(form: MakeForm) -> None:
    asked = define(form())["questions"]
    assert all("easy" not in question for question in asked)
    assert all("easy" not in option for question in asked for option in question["options"])


def test_easy_read_is_frozen_in_every_language(easy: Form, day: Question) -> None:
    welsh = add_welsh(day, "Beth ddigwyddodd?")
    Question.objects.filter(pk=welsh.pk).update(easy="Sut oedd y diwrnod?")
    first, second = define(Form.objects.get(pk=easy.pk))["questions"]
    assert first["easy"]["text"] == {
        "en-gb": "How was the day you got out?",
        "cy": "Sut oedd y diwrnod?",
    }
    assert [option.get("easy") for option in second["options"]] == [{"en-gb": "A hostel"}, None]


def test_what_changed_is_said_to_the_editor(easy: Form, day: Question) -> None:
    before = define(easy)
    Question.objects.filter(pk=day.pk).update(easy="How was it?")
    QuestionOption.objects.filter(text="Home").update(easy="My home")
    told = changes(before, define(Form.objects.get(pk=easy.pk)))
    assert any("its easy read changed" in line for line in told)
    assert any("the easy read of option “Home” changed" in line for line in told)
    assert changes(before, before) == []


def test_an_editor_is_told_what_keeps_it_from_being_offered() -> None:
    some, none = item(**PLAIN, **EASY), item(**PLAIN)
    assert list(easy_read([some, none])) == [
        "Easy read is not offered yet: 1 question has none: “Plain”."
    ]
    assert list(easy_read([some])) == []
    assert list(easy_read([none, none])) == []


# -- Her way through


def test_she_begins_and_goes_on_in_easy_read(easy: Form) -> None:
    woman = easy_woman(easy)
    assert "How was the day you got out?" in woman.text
    assert "One word." in woman.text
    assert "What took place" not in woman.text
    woman.press("continue", text="Cold.")
    assert "Where did you sleep?" in woman.text
    assert "<span>A hostel</span>" in woman.text
    assert "<span>Home</span>" in woman.text
    woman.press("skip")
    assert "How was the day you got out?" in woman.text  # check your answers
    assert not woman.client.cookies


def test_the_switch_keeps_her_place_and_what_she_typed(easy: Form) -> None:
    woman = Woman(easy)
    woman.begin()
    assert "What took place" in woman.text
    woman.press("easy", text="It was cold & long")
    assert "How was the day you got out?" in woman.text
    assert STEP in woman.text
    assert "It was cold &amp; long</textarea>" in woman.text
    woman.press("plain", text="It was cold & long, and more")
    assert "What took place" in woman.text
    assert "cold &amp; long, and more</textarea>" in woman.text


def test_the_switch_keeps_a_choice(easy: Form) -> None:
    woman = Woman(easy)
    woman.begin()
    woman.press("continue", text="x")
    key = re.search(r'value="([0-9a-f]{32})"', woman.text)
    assert key is not None
    woman.press("easy", option=key.group(1))
    assert f'value="{key.group(1)}" checked' in woman.text


def test_what_she_sends_says_nothing_of_how_she_read_it(easy: Form, intake_key: IntakeKey) -> None:
    woman = easy_woman(easy)
    woman.press("continue", text="Cold.")
    for go in ("skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    assert woman.words
    (payload,) = sent()
    assert [answer.text for answer in payload.answers.values()] == ["Cold."]
    assert b"easy" not in payload.to_bytes()


@pytest.mark.parametrize("path", ["", "easy/"])
def test_a_form_that_is_easy_in_part_is_not_offered_in_easy_read(
    form: MakeForm, day: Question, client: Client, path: str
) -> None:
    half = form(None, day, make_question("long_text", "And what else took place?"))
    html = client.get(f"/form/{half.slug}/{path}").content.decode()
    assert "Easy read" not in html
    assert "We ask" not in html
    woman = Woman(half)
    woman.press("start", easy="yes")
    woman.press("continue", shown="ready", helped="no")
    assert 'value="easy"' not in woman.text


def test_a_version_from_before_has_no_switch(easy: Form, form: MakeForm) -> None:
    old = form()
    woman = Woman(old)
    woman.begin()
    assert 'value="easy"' not in woman.text
    woman.press("easy", text="kept")  # a page of another time, or a guess
    assert "kept</textarea>" in woman.text


def test_welsh_is_easy_where_its_words_are(
    easy: Form, day: Question, where: Question, client: Client
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    for question, text in ((day, "Sut oedd y diwrnod?"), (where, "Ble gysgoch chi?")):
        add_welsh(question, "Hir", ("Dros dro", "Cartref"))
        found = Question.objects.filter(translation_key=question.translation_key, locale=welsh)
        if question == day:
            found.update(easy=text)
    publish_form(form=Form.objects.get(pk=easy.pk))
    assert "hawdd" not in client.get(f"/cy/form/{easy.slug}/easy/").content.decode().lower()
    found.update(easy=text)
    publish_form(form=Form.objects.get(pk=easy.pk))
    woman = easy_woman(easy, "/cy")
    assert "Sut oedd y diwrnod?" in woman.text
    woman.press("stay", url=f"/form/{easy.slug}/", text="oer")
    assert "How was the day you got out?" in woman.text
    assert "oer</textarea>" in woman.text


def test_the_easy_start_says_what_the_start_says(easy: Form, client: Client) -> None:
    html = client.get(f"/form/{easy.slug}/easy/").content.decode()
    for words in (
        "We ask 2 questions.",
        "She takes out names first.",
        "if you or a child are in danger",
        "We do not know who you are.",
        "Press “Leave this site” at any time.",
        "They will know what you said.",
        "Did a group or a service give you a code?",
    ):
        assert words in html, words
    assert f'href="/form/{easy.slug}/easy/"' in client.get(f"/form/{easy.slug}/").content.decode()


def test_a_wrong_code_comes_back_in_easy_read(easy: Form) -> None:
    woman = Woman(easy)
    woman.press("start", easy="yes", invite="WRONG")
    assert "This code is not right." in woman.text
    assert 'value="WRONG"' in woman.text
    assert "We ask 2 questions." in woman.text


def test_back_to_the_start_stays_easy(easy: Form) -> None:
    woman = Woman(easy)
    woman.press("start", easy="yes")
    woman.press("back")
    assert "We ask 2 questions." in woman.text
    woman.press("start")
    woman.press("continue", shown="ready", helped="no")
    assert "How was the day you got out?" in woman.text


def test_a_closed_form_says_so_at_its_easy_address(
    form: MakeForm, consultation: Callable[..., ConsultationPage], day: Question, client: Client
) -> None:
    closed = form(consultation("closed"), day)
    html = client.get(f"/form/{closed.slug}/easy/").content.decode()
    assert "This is not taking answers now." in html
    assert 'value="start"' not in html


def test_nobody_finds_an_easy_start_of_no_form(client: Client, site_root: object) -> None:
    assert client.get("/form/nothing/easy/").status_code == 404


def test_easy_pages_are_as_light_as_the_others(easy: Form, client: Client) -> None:
    start = len(client.get(f"/form/{easy.slug}/easy/").content)
    question = len(easy_woman(easy).page.content)
    shared = 10_240 + 1_400 + 1_500 + 400  # style, scripts, icon
    assert max(start, question) + shared <= 50 * 1024


# -- For its editor


def test_its_welsh_is_written_with_the_other_welsh(easy: Form, day: Question) -> None:
    sheet = next(sheet for sheet in sheets(easy) if sheet.question == day)
    labels = [str(line.label) for line in sheet.lines]
    assert labels == ["Question", "Hint", "Question in easy read", "Hint in easy read"]
    save_welsh(sheet=sheet, written={"text": "Beth?", "easy": "Sut?"})
    asked = define(Form.objects.get(pk=easy.pk))["questions"][0]
    assert (asked["text"]["cy"], asked["easy"]["text"]["cy"]) == ("Beth?", "Sut?")


def test_the_welsh_of_an_easy_option_is_written_too(easy: Form, where: Question) -> None:
    sheet = next(sheet for sheet in sheets(easy) if sheet.question == where)
    (path,) = [line.path for line in sheet.lines if line.path.endswith(".easy")]
    save_welsh(sheet=sheet, written={"text": "Ble?", path: "Hostel"})
    options = define(Form.objects.get(pk=easy.pk))["questions"][1]["options"]
    assert options[0]["easy"] == {"en-gb": "A hostel", "cy": "Hostel"}


def test_an_editor_looks_at_both(
    staff: Callable[..., StaffClient], area: Area, easy: Form, day: Question
) -> None:
    editor, key = staff("editor", area), day.translation_key.hex
    usual = look(editor, easy, f"en-gb/{key}")
    assert "What took place" in usual
    assert f"switch=en-gb%2Feasy%2F{key}" in usual
    simple = look(editor, easy, f"en-gb/easy/{key}")
    assert "How was the day you got out?" in simple
    assert f"switch=en-gb%2F{key}" in simple
    assert "We ask 2 questions." in look(editor, easy, "en-gb/easy/start")


@pytest.mark.parametrize(
    ("go", "mode"),
    [("easy", "en-gb/easy/check"), ("plain", "en-gb/easy/check"), ("back", "cy/uses")],
)
def test_buttons_of_a_preview_lead_where_they_say(go: str, mode: str) -> None:
    places = {"switch": "en-gb/easy/check", "before": "cy/uses", "here": "en-gb/easy/check"}
    assert mode_after(places, go) == mode
    assert mode_after(places, f"change:{'a' * 32}") == f"en-gb/easy/{'a' * 32}"
