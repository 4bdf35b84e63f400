"""What the machine suggests, and what it must leave alone."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Answer, Form, Response
from feedback.payload import AnswerPayload
from insights.models import Coding, Suggestion
from insights.selectors import words
from insights.services import (
    NoCodebook,
    SuggestionReport,
    accept_suggestion,
    add_coding,
    reject_suggestion,
    suggest_themes,
)
from insights.services.runs import ask_for_run
from insights.tasks import suggest_for_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import live, make_response
from tests.factories.themes import make_codebook, small_codebook, theme_of, use_codebook


@pytest.fixture
def coded_form(form: Callable[..., Form]) -> Form:
    """A form of a consultation that is coded with the small codebook."""
    made = form()
    use_codebook(made.consultation)
    return made


def suggest(form: Form) -> SuggestionReport:
    return suggest_themes(consultation=form.consultation)


def codes(response: Response) -> set[str]:
    return set(response.suggestions.values_list("theme__code", flat=True))


def test_a_suggestion_shows_the_words_that_caused_it(coded_form: Form) -> None:
    response = make_response(coded_form, "They said the hostel was full, then in debt.")
    report = suggest(coded_form)
    assert report == SuggestionReport(responses=1, without=0, written=2, kept=0)
    housing = response.suggestions.get(theme=theme_of("need.housing"))
    answer = response.answers.get()
    (word,) = housing.words
    assert answer.text[word["start"] : word["end"]] == word["cue"] == "hostel"
    assert word["answer"] == answer.pk
    assert (housing.band, housing.codebook_version) == ("weak", "1.0")


def test_cues_of_two_answers_add_up(coded_form: Form) -> None:
    first, _, last = (q["key"] for q in live(coded_form).definition["questions"])
    answers = {first: AnswerPayload(text="A hostel."), last: AnswerPayload(text="A flat.")}
    response = make_response(coded_form, answers=answers)
    suggest(coded_form)
    assert response.suggestions.get().band == "strong"
    assert {word["answer"] for word in response.suggestions.get().words} == set(
        response.answers.values_list("pk", flat=True)
    )


def test_cues_of_a_sub_theme_speak_for_the_theme_above(coded_form: Form) -> None:
    response = make_response(coded_form, "The mixed hostel was full of men.")
    suggest(coded_form)
    assert codes(response) == {"need.housing"}


def test_without_a_cue_a_response_needs_a_person(coded_form: Form) -> None:
    make_response(coded_form, "She rang when she said she would.")
    assert suggest(coded_form) == SuggestionReport(responses=1, without=1, written=0, kept=0)


def test_the_machine_never_writes_a_coding(coded_form: Form) -> None:
    make_response(coded_form, "hostel flat debt court judge")
    suggest(coded_form)
    assert Suggestion.objects.count() == 3
    assert not Coding.objects.exists()


def test_running_again_writes_the_same_and_no_more(coded_form: Form) -> None:
    response = make_response(coded_form, "The hostel, and the judge.")
    suggest(coded_form)
    before = list(response.suggestions.order_by("theme").values("theme", "words", "band"))
    suggest(coded_form)
    assert list(response.suggestions.order_by("theme").values("theme", "words", "band")) == before


@pytest.mark.parametrize("decide", [accept_suggestion, reject_suggestion])
def test_what_a_person_decided_is_kept_word_for_word(
    coded_form: Form, area: Area, decide: Callable[..., Coding]
) -> None:
    response = make_response(coded_form, "The hostel, and the judge.")
    suggest(coded_form)
    decided = response.suggestions.get(theme=theme_of("need.housing"))
    coding = decide(suggestion=decided, by=make_staff("facilitator", area))
    data = small_codebook()
    data["version"] = "2.0"
    data["axes"][0]["themes"][0]["cues"] = ["street"]
    data["axes"][0]["themes"][0]["children"] = []
    make_codebook(data)

    report = suggest(coded_form)

    assert report.kept == 1
    again = response.suggestions.get(theme=theme_of("need.housing"))
    assert (again.pk, again.words, again.codebook_version) == (decided.pk, decided.words, "1.0")
    coding.refresh_from_db()
    assert coding.suggestion == again
    assert response.suggestions.get(theme=theme_of("stage.court")).codebook_version == "2.0"


def test_a_theme_that_a_person_added_is_left_alone(coded_form: Form, area: Area) -> None:
    response = make_response(coded_form, "The hostel.")
    coding = add_coding(
        response=response, theme=theme_of("need.housing"), by=make_staff("second_coder", area)
    )
    suggest(coded_form)
    assert list(Coding.objects.values_list("pk", "decision")) == [(coding.pk, "added")]


def test_what_another_engine_suggested_goes_unless_somebody_decided_on_it(
    coded_form: Form, area: Area
) -> None:
    response = make_response(coded_form, "Nothing here.")
    money, court = (
        Suggestion.objects.create(
            response=response, theme=theme_of(code), band="weak", engine="pairs-1"
        )
        for code in ("need.money", "stage.court")
    )
    reject_suggestion(suggestion=court, by=make_staff("facilitator", area))
    suggest(coded_form)
    assert list(response.suggestions.all()) == [court]
    assert not Suggestion.objects.filter(pk=money.pk).exists()


def test_retired_themes_are_not_suggested(coded_form: Form) -> None:
    data = small_codebook()
    del data["axes"][1]
    make_codebook(data)
    response = make_response(coded_form, "The judge and the hostel.")
    suggest(coded_form)
    assert codes(response) == {"need.housing"}


def test_words_taken_back_are_not_read(coded_form: Form) -> None:
    kept = make_response(coded_form, "The hostel.", receipt_hash="aa" * 32)
    gone = make_response(coded_form, "The hostel was cold.", receipt_hash="bb" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("bb" * 32), kind="withdraw")
    assert suggest(coded_form).responses == 1
    assert (codes(kept), codes(gone)) == ({"need.housing"}, set())


def test_another_consultation_is_left_alone(coded_form: Form, form: Callable[..., Form]) -> None:
    elsewhere = make_response(form(), "The hostel.")
    suggest(coded_form)
    assert codes(elsewhere) == set()


def test_all_chunks_are_read(coded_form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "CHUNK", 2)
    for number in range(5):
        make_response(coded_form, f"Hostel {number}.")
    assert suggest(coded_form) == SuggestionReport(responses=5, without=0, written=5, kept=0)


def test_without_a_codebook_nothing_is_suggested(form: Callable[..., Form]) -> None:
    page = form().consultation
    with pytest.raises(NoCodebook):
        suggest_themes(consultation=page)
    with pytest.raises(CommandError, match=page.slug):
        call_command("suggest_themes", page.slug)


def test_a_consultation_without_responses_is_no_error(coded_form: Form) -> None:
    assert suggest(coded_form) == SuggestionReport(0, 0, 0, 0)


def test_the_task_returns_counts_and_no_words(coded_form: Form) -> None:
    make_response(coded_form, "The hostel.")
    run = ask_for_run(consultation=coded_form.consultation, by=None)
    result = suggest_for_run.call(run.pk)
    counts = {"responses": 1, "without": 0, "written": 1, "kept": 0, "coded": 0}
    assert result == {**counts, "has_learned": False}


def test_taking_a_response_away_takes_its_suggestions(coded_form: Form) -> None:
    response = make_response(coded_form, "The hostel.")
    suggest(coded_form)
    response.delete()
    assert not Suggestion.objects.exists()


def test_an_answer_without_words_is_passed_over(coded_form: Form) -> None:
    _, choice, _ = live(coded_form).definition["questions"]
    answers = {choice["key"]: AnswerPayload(options=[choice["options"][0]["key"]])}
    response = make_response(coded_form, answers=answers)
    assert isinstance(response.answers.get(), Answer)
    assert suggest(coded_form).without == 1


def test_the_command_says_what_it_did(coded_form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    make_response(coded_form, "The hostel.")
    make_response(coded_form, "She rang.")
    call_command("suggest_themes", coded_form.consultation.slug)
    said = capsys.readouterr().out
    assert said.startswith("2 responses in ")
    assert "1 suggestions written" in said
    assert "1 responses need a person" in said
