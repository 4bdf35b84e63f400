"""From fifty coded responses on the machine learns from them, and says what it learned from."""

from collections.abc import Callable

from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from insights.models import Coding, ReadNext, Suggestion, Theme
from insights.selectors import Show, queue, theming_of
from insights.selectors.coded import coded_number, coded_responses
from insights.services import (
    add_coding,
    choose_codebook,
    mark_read,
    reject_suggestion,
    suggest_themes,
)
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload, make_response
from tests.factories.themes import make_codebook, small_codebook, theme_of

ABOUT = {
    "need.housing": "The landlord threw me out on day {}.",
    "need.money": "My wages were taken for fine number {}.",
    "stage.court": "The magistrate moved hearing {} again.",
}


def coded(form: Form, coder: User, many: int) -> list[Response]:
    """So many responses without a cue, coded with one theme each in turn."""
    codes = [list(ABOUT)[number % 3] for number in range(many)]
    read = []
    for number, code in enumerate(codes):
        payload = make_payload(form, ABOUT[code].format(number))
        receipt = random_id().to_bytes(32, "big")
        read.append(ReadResponse(payload, receipt, payload.answers))
    made = list(record_responses(responses=read))
    themes = {theme.code: theme for theme in Theme.objects.all()}
    Coding.objects.bulk_create(
        Coding(
            response=response,
            theme=themes[code],
            coder=coder,
            decision=Coding.Decision.ADDED,
            codebook_version="1.0",
            coded_on=timezone.localdate(),
        )
        for response, code in zip(made, codes, strict=True)
    )
    return made


def best(response: Response) -> Suggestion:
    found = response.suggestions.order_by("-chance").first()
    assert found is not None
    return found


def test_words_that_are_no_cue_are_learned(coded_form: Form, facilitator: User) -> None:
    before = coded(coded_form, facilitator, 51)
    new = make_response(coded_form, "It rained. Then the landlord threw me out. I walked.")
    report = suggest_themes(consultation=coded_form.consultation)
    assert (report.responses, report.coded) == (52, 51)
    found = best(new)
    assert found.theme.code == "need.housing"
    assert found.chance is not None
    assert found.chance > 0.5
    assert (found.engine, found.codebook_version) == ("pairs-1", "1.0")
    assert found.model_version.startswith("51-")
    assert found.nearest in before
    text = new.answers.get().text
    assert "landlord" in {text[word["start"] : word["end"]] for word in found.words}
    (sentence,) = found.sentences
    assert text[sentence["start"] : sentence["end"]] == "Then the landlord threw me out."


def test_forty_nine_are_too_few(coded_form: Form, facilitator: User) -> None:
    coded(coded_form, facilitator, 49)
    new = make_response(coded_form, "The landlord threw me out.")
    suggest_themes(consultation=coded_form.consultation)
    assert {s.engine for s in new.suggestions.all()} <= {"cues-2"}
    assert {s.chance for s in new.suggestions.all()} <= {None}


def test_the_same_run_twice_writes_the_same_rows(coded_form: Form, facilitator: User) -> None:
    coded(coded_form, facilitator, 50)
    make_response(coded_form, "The judge and the landlord.")
    columns = ("response", "theme", "band", "chance", "words", "sentences", "nearest")
    runs = []
    for _ in range(2):
        suggest_themes(consultation=coded_form.consultation)
        rows = Suggestion.objects.order_by("response", "theme")
        runs.append(list(rows.values_list(*columns, "model_version")))
    assert runs[0] == runs[1]
    assert runs[0]


def test_what_people_decided_is_never_overwritten(coded_form: Form, facilitator: User) -> None:
    response = make_response(coded_form, "The hostel.")
    suggest_themes(consultation=coded_form.consultation)
    suggestion = response.suggestions.get(theme__code="need.housing")
    coding = reject_suggestion(suggestion=suggestion, by=facilitator)
    coded(coded_form, facilitator, 50)
    suggest_themes(consultation=coded_form.consultation)
    suggestion.refresh_from_db()
    coding.refresh_from_db()
    assert (suggestion.engine, coding.decision) == ("cues-2", "rejected")
    assert response.suggestions.filter(theme__code="need.housing").count() == 1


def test_rejecting_alone_teaches_nothing(coded_form: Form, facilitator: User) -> None:
    response = make_response(coded_form, "The hostel.")
    suggest_themes(consultation=coded_form.consultation)
    reject_suggestion(suggestion=response.suggestions.get(), by=facilitator)
    assert learned(coded_form) == []


def test_a_theme_counts_where_half_of_the_coders_gave_it(coded_form: Form, area: Area) -> None:
    response = make_response(coded_form, "Something.")
    first, second, third = (make_staff("facilitator", area) for _ in range(3))
    for coder in (first, second, third):
        add_coding(response=response, theme=theme_of("need.money"), by=coder)
    add_coding(response=response, theme=theme_of("stage.court"), by=first)
    (row,) = learned(coded_form)
    assert row == {theme_of("need.money").pk}


def test_a_sub_theme_teaches_the_theme_above(coded_form: Form, facilitator: User) -> None:
    response = make_response(coded_form, "Something.")
    add_coding(response=response, theme=theme_of("need.housing.unsafe"), by=facilitator)
    assert learned(coded_form) == [{theme_of("need.housing").pk}]


def test_words_taken_back_teach_nothing(coded_form: Form, facilitator: User) -> None:
    gone = make_response(coded_form, "Something.", receipt_hash="bb" * 32)
    add_coding(response=gone, theme=theme_of("need.money"), by=facilitator)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("bb" * 32), kind="withdraw")
    assert learned(coded_form) == []
    assert number(coded_form) == 0


def test_the_area_teaches_and_other_areas_do_not(
    coded_form: Form,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    facilitator: User,
    other_area: Area,
) -> None:
    here, there = form(), form(consultation(area=other_area))
    codebook = theme_of("need.money").codebook
    for made in (here, there):
        choose_codebook(consultation=made.consultation, codebook=codebook, by=None)
    by = {here: facilitator, there: make_staff("facilitator", other_area)}
    for made, coder in by.items():
        add_coding(response=make_response(made), theme=theme_of("need.money"), by=coder)
    assert number(coded_form) == len(learned(coded_form)) == 1


def test_another_codebook_teaches_nothing(coded_form: Form, facilitator: User) -> None:
    add_coding(response=make_response(coded_form), theme=theme_of("need.money"), by=facilitator)
    other = make_codebook({**small_codebook(), "id": "other"})
    choose_codebook(consultation=coded_form.consultation, codebook=other, by=None)
    assert (number(coded_form), learned(coded_form)) == (0, [])


def test_parts_of_a_visit_teach_once_and_together(coded_form: Form, facilitator: User) -> None:
    visit = "11" * 32
    first = make_response(coded_form, "One part.", visit_hash=visit)
    make_response(coded_form, "Another part.", visit_hash=visit)
    add_coding(response=first, theme=theme_of("need.money"), by=facilitator)
    theming = theming_of(coded_form.consultation)
    assert theming is not None
    (row,) = coded_responses(coded_form.consultation, theming.codebook)
    assert set(row.passages) == {"One part.", "Another part."}


def test_what_to_read_next_is_in_the_queue_until_somebody_touches_it(
    coded_form: Form, facilitator: User, area: Area
) -> None:
    made = [make_response(coded_form, ABOUT["need.money"].format(n)) for n in range(4)]
    empty = make_response(coded_form, "")
    suggest_themes(consultation=coded_form.consultation)
    assert not ReadNext.objects.filter(response=empty).exists()
    order = [row.response_id for row in ReadNext.objects.all()]
    assert sorted(order) == sorted(response.pk for response in made)
    other = make_staff("facilitator", area)
    mark_read(response=Response.objects.get(pk=order[0]), by=other)
    add_coding(response=Response.objects.get(pk=order[1]), theme=theme_of("need.money"), by=other)
    left = queue(consultation=coded_form.consultation, reader=facilitator, show=Show.NEXT)
    assert list(left.values_list("pk", flat=True)) == order[2:]


def test_a_new_run_chooses_anew_and_leaves_out_what_is_coded(
    coded_form: Form, facilitator: User
) -> None:
    first, second = (make_response(coded_form, f"Sheep number {n}.") for n in range(2))
    suggest_themes(consultation=coded_form.consultation)
    add_coding(response=first, theme=theme_of("need.money"), by=facilitator)
    suggest_themes(consultation=coded_form.consultation)
    assert list(ReadNext.objects.values_list("response", "place")) == [(second.pk, 1)]


def learned(form: Form) -> list[set[int]]:
    theming = theming_of(form.consultation)
    assert theming is not None
    return [set(row.themes) for row in coded_responses(form.consultation, theming.codebook)]


def number(form: Form) -> int:
    theming = theming_of(form.consultation)
    assert theming is not None
    return coded_number(form.consultation, theming.codebook)
