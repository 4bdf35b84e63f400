"""What is missing before a form goes live: what stops it, what would make it better."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from consultations.models import ConsultationPage
from core.models import Area
from feedback.building.missing import missing_from
from feedback.building.readiness import Missing, hard_word
from feedback.definitions import define
from feedback.intake.models import IntakeKey
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import Kind
from feedback.services import NotReady, publish_form
from tests.factories.feedback import add_welsh, make_question
from tests.feedback.building import opened_by
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
MakeForm = Callable[..., Form]


@pytest.fixture
def welcome(site_root: object) -> Question:
    """A question that nothing can be said against."""
    question = make_question(Kind.LONG_TEXT, "What helped?")
    question.hint = "As much or as little as you like."
    question.save()
    welsh = add_welsh(question, "Beth helpodd?")
    welsh.hint = "Cymaint ag y dymunwch."
    welsh.save()
    return question


@pytest.fixture
def draft(form: MakeForm, welcome: Question, intake_key: IntakeKey) -> Form:
    """A form that could go live."""
    return form(None, welcome, publish=False)


def add(form: Form, question: Question, show_if: list[str] | None = None) -> None:
    place = form.questions.count()
    FormQuestion.objects.create(
        form=form, question=question, sort_order=place, show_if=show_if or []
    )


def missing(form: Form) -> Missing:
    saved = Form.objects.get(pk=form.pk)
    return missing_from(saved, define(saved))


def blocking(form: Form) -> str:
    return "\n".join(missing(form).blocking)


def advice(form: Form) -> str:
    return "\n".join(missing(form).advice)


def test_a_form_that_is_ready_misses_nothing(draft: Form) -> None:
    assert missing(draft) == Missing(blocking=[], advice=[])


# -- What stops it


def no_question(form: Form) -> None:
    form.questions.all().delete()
    FormQuestion.objects.filter(form=form).delete()


def one_option(form: Form) -> None:
    add(form, make_question(Kind.SINGLE, "Where?", ("At home",)))


def empty_page(form: Form) -> None:
    add(form, make_question(Kind.PAGE, "About the next part"))


def twice(form: Form) -> None:
    add(form, form.questions.all()[0].question)


def rule_on_a_later_one(form: Form) -> None:
    later = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    add(form, make_question(Kind.SHORT_TEXT, "Letters?"), opened_by(later, 0))
    add(form, later)


def rule_on_nothing(form: Form) -> None:
    gone = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    add(form, make_question(Kind.SHORT_TEXT, "Letters?"), opened_by(gone, 0))


OF_THE_QUESTIONS: list[tuple[Callable[[Form], None], str]] = [
    (no_question, "This form has no question yet."),
    (one_option, "“Where?” has fewer than two options."),
    (empty_page, "The page “About the next part” has nothing to read on it."),
    (twice, "“What helped?” is in the form twice."),
    (rule_on_a_later_one, "“Letters?”: “In prison” is a choice in “Where?”, which comes later."),
    (
        rule_on_nothing,
        "“Letters?”: It depends on an answer to a question that is not",
    ),
]


@pytest.mark.parametrize(("spoil", "says"), OF_THE_QUESTIONS)
def test_questions_that_can_not_be_asked_stop_it(
    draft: Form, spoil: Callable[[Form], None], says: str
) -> None:
    spoil(draft)
    assert says in blocking(draft)
    with pytest.raises(NotReady):
        publish_form(form=Form.objects.get(pk=draft.pk))
    assert not draft.versions.exists()


def test_a_page_that_is_not_published_stops_it(draft: Form) -> None:
    draft.consultation.unpublish()
    assert f"The page “{draft.consultation.title}” is not published." in blocking(draft)


def test_a_page_that_says_no_reader_stops_it(draft: Form) -> None:
    ConsultationPage.objects.filter(pk=draft.consultation_id).update(who_reads=" ")
    assert "does not say who reads the answers" in blocking(draft)


def test_a_server_without_a_key_stops_it(draft: Form) -> None:
    IntakeKey.objects.all().delete()
    assert "This server has no key to seal answers to." in blocking(draft)


@pytest.mark.parametrize("spoil", [spoil for spoil, _says in OF_THE_QUESTIONS])
def test_the_screen_refuses_while_something_stops_it(
    staff: Staff, area: Area, draft: Form, spoil: Callable[[Form], None]
) -> None:
    spoil(draft)
    client = staff("editor", area)
    for answer in (
        client.get(reverse("publish_form", args=[draft.pk])),
        client.post(reverse("publish_form", args=[draft.pk])),
    ):
        assert "Missing before it can go live" in answer.content.decode()
        assert "Publish these questions" not in answer.content.decode()
    assert not draft.versions.exists()


def test_the_screen_refuses_while_the_page_is_not_there(
    staff: Staff, area: Area, draft: Form
) -> None:
    draft.consultation.unpublish()
    staff("editor", area).post(reverse("publish_form", args=[draft.pk]))
    assert not draft.versions.exists()


def test_the_screen_publishes_what_is_ready(staff: Staff, area: Area, draft: Form) -> None:
    client = staff("editor", area)
    shown = client.get(reverse("publish_form", args=[draft.pk])).content.decode()
    assert "Nothing is missing." in shown
    seen = {"seen": field_of(shown, "seen")}
    assert client.post(reverse("publish_form", args=[draft.pk]), seen).status_code == 302
    assert draft.versions.get().number == 1


@pytest.mark.parametrize("seen", ["", "nonsense", None])
def test_only_what_was_shown_is_published(
    staff: Staff, area: Area, draft: Form, seen: str | None
) -> None:
    """Somebody else changed a question while she looked at what changes."""
    client, address = staff("editor", area), reverse("publish_form", args=[draft.pk])
    shown = field_of(client.get(address).content.decode(), "seen")
    if seen is None:
        Question.objects.update(text="Something else?")
    page = client.post(address, {"seen": shown if seen is None else seen}, follow=True)
    assert "somebody changed the form meanwhile" in page.content.decode()
    assert not draft.versions.exists()
    again = field_of(page.content.decode(), "seen")
    client.post(address, {"seen": again})
    assert draft.versions.get().definition == define(draft)


def test_the_edit_screen_says_what_is_missing(staff: Staff, area: Area, draft: Form) -> None:
    client = staff("editor", area)
    address = reverse("wagtailsnippets_feedback_form:edit", args=[draft.pk])
    assert "Nothing is missing." in client.get(address).content.decode()
    one_option(draft)
    shown = client.get(address).content.decode()
    assert "“Where?” has fewer than two options." in shown
    assert "Nothing is missing." not in shown


def test_the_edit_screen_says_what_women_get(staff: Staff, area: Area, draft: Form) -> None:
    client = staff("editor", area)
    address = reverse("wagtailsnippets_feedback_form:edit", args=[draft.pk])
    assert "Not live yet." in client.get(address).content.decode()
    publish_form(form=draft)
    assert "Women get version 1, which is this." in client.get(address).content.decode()
    add(draft, bare_question())
    shown = client.get(address).content.decode()
    assert "What you changed since reaches them when you publish it." in shown


# -- What would make it better


def long_question() -> Question:
    return make_question(Kind.SINGLE, f"Did {'you ' * 24}go?", ("Yes", "No"))


def hard_question() -> Question:
    return make_question(Kind.SINGLE, "Did anybody hurt you?", ("Yes", "No"))


def hard_option() -> Question:
    return make_question(Kind.SINGLE, "What was it?", ("Money", "Violence"))


def bare_question() -> Question:
    return make_question(Kind.SHORT_TEXT, "What else?")


def endless_scale() -> Question:
    return make_question(Kind.SCALE, "How safe?")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (long_question, "has 26 words. Try 25 or fewer."),
        (hard_question, "“Did anybody hurt you?” says “hurt”. Add a content note"),
        (hard_option, "“What was it?” says “Violence”. Add a content note"),
        (bare_question, "has no hint: “What else?”."),
        (endless_scale, "“How safe?” does not say what 1 and 5 mean."),
    ],
)
def test_advice_stops_nothing(draft: Form, make: Callable[[], Question], says: str) -> None:
    assert says not in advice(draft)
    add(draft, make())
    assert says in advice(draft)
    assert blocking(draft) == ""
    assert publish_form(form=Form.objects.get(pk=draft.pk)).number == 1


def test_a_content_note_answers_the_advice(draft: Form) -> None:
    question = hard_question()
    question.content_note = "This asks about harm."
    question.save()
    add(draft, question)
    assert "content note" not in advice(draft)


@pytest.mark.parametrize("text", ["Sussex", "a sexton who beats time", "harmony", "skills"])
def test_ordinary_words_are_not_hard(text: str) -> None:
    item: dict[str, Any] = {"text": {"en-gb": text}, "hint": {}, "body": {}, "options": []}
    assert hard_word(item) == ""


def test_welsh_that_is_missing_is_named(draft: Form) -> None:
    add(draft, make_question(Kind.WHEN, "When was it?"))
    assert "for 1 question: “When was it?”." in advice(draft)
    assert "“What helped?”" not in advice(draft)


def test_a_consultation_that_is_over_is_said(
    form: MakeForm, consultation: Callable[..., ConsultationPage], welcome: Question
) -> None:
    over = form(consultation("closed"), welcome, publish=False)
    assert "nobody can answer" in advice(over)


# -- What a version keeps


def test_a_form_is_defined_in_as_many_queries_however_long(
    form: MakeForm, site_root: object, django_assert_num_queries: Any
) -> None:
    def asking(count: int) -> Form:
        questions = [
            make_question(Kind.SINGLE, f"Question {n}?", ("Yes", "No")) for n in range(count)
        ]
        for question in questions:
            add_welsh(question, "Cwestiwn?", ("Ie", "Na"))
        return form(None, *questions, publish=False)

    for count in (1, 9):
        made = Form.objects.get(pk=asking(count).pk)
        with django_assert_num_queries(3):
            assert len(define(made)["questions"]) == count


def field_of(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found.group(1)
