"""Questions, forms and responses that have been read."""

from itertools import count

from django.utils import timezone
from wagtail.models import Locale

from consultations.models import ConsultationPage
from feedback.models import Form, FormQuestion, FormVersion, Question, QuestionOption, Response
from feedback.payload import AnswerPayload, Payload
from feedback.sealing import monday, random_id
from feedback.services import publish_form, record_response
from tests.factories.unindexed import unindexed

_numbers = count(1)


@unindexed()
def make_question(kind: str, text: str = "", options: tuple[str, ...] = ()) -> Question:
    """A question in English, with options where there is something to choose."""
    english = Locale.objects.get(language_code="en-gb")
    words = text or f"Question {next(_numbers)}?"
    question = Question.objects.create(text=words, kind=kind, locale=english)
    for place, option in enumerate(options):
        QuestionOption.objects.create(
            question=question, text=option, sort_order=place, locale=english
        )
    return question


def add_welsh(question: Question, text: str, options: tuple[str, ...] = ()) -> Question:
    """The same question in Welsh, its options in the same order."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    translated = question.copy_for_translation(welsh)
    translated.text = text
    translated.save()
    for option, words in zip(translated.options.all(), options, strict=False):
        option.text = words
        option.save()
    return translated


@unindexed()
def make_form(
    consultation: ConsultationPage, *questions: Question, publish: bool = True, title: str = ""
) -> Form:
    """A form; without questions it gets three: long text, one of three options, short text."""
    number = next(_numbers)
    form = Form.objects.create(
        consultation=consultation, title=title or f"Form {number}", slug=f"form-{number}"
    )
    for place, question in enumerate(questions or three_questions()):
        FormQuestion.objects.create(form=form, question=question, sort_order=place)
    if publish:
        publish_form(form=form)
    return form


def three_questions() -> list[Question]:
    """What most tests ask: long text, single choice of three, short text."""
    kind = Question.Kind
    return [
        make_question(kind.LONG_TEXT, "What happened on the day?"),
        make_question(kind.SINGLE, "Where were you?", ("In prison", "At home", "Somewhere else")),
        make_question(kind.SHORT_TEXT, "One thing to change?"),
    ]


def live(form: Form) -> FormVersion:
    """The version that is asked now."""
    return form.versions.get(replaced_on=None)


def make_payload(form: Form, text: str = "They listened to me.", **fields: object) -> Payload:
    """What she sent: words to the first question, unless `answers` says otherwise."""
    version = live(form)
    first = version.definition["questions"][0]["key"]
    values: dict[str, object] = {
        "version": version.pk,
        "language": "en-gb",
        "channel": "web",
        "week": monday(timezone.localdate()).isoformat(),
        "answers": {first: AnswerPayload(text=text)},
        **fields,
    }
    return Payload(**values)  # type: ignore[arg-type]


def make_response(form: Form, text: str = "They listened to me.", **fields: object) -> Response:
    """A response that has been read and stored. `uses=["report"]` lets words into a report."""
    payload = make_payload(form, text, **fields)
    response = record_response(
        payload=payload,
        intake_hash=random_id().to_bytes(32, "big"),
        answers=payload.answers,
    )
    assert response is not None
    return response
