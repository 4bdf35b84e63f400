"""What women, facilitators and the machine do at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from insights.models import Coding, ReadNext, Suggestion, SuggestionRun
from insights.selectors import words
from insights.selectors.coded import coded_number
from insights.services import accept_suggestion, reject_suggestion, runs, suggest_themes
from insights.services.runs import RunFailed, cancel_run, carry_out_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient
from tests.insights.running import Page, State, after, asked, now, page

__all__ = ["page"]

pytestmark = pytest.mark.django_db
HOSTEL, DEBT = "The hostel was full and cold again", "In debt, they took my benefits away"


def stored(form: Form, said: list[str], **fields: Any) -> list[Response]:
    payloads = [make_payload(form, text, **fields) for text in said]
    return record_responses(
        responses=[
            ReadResponse(one, random_id().to_bytes(32, "big"), one.answers) for one in payloads
        ]
    )


def code(response: Response, theme: str, coder: User) -> None:
    Coding.objects.create(
        response=response,
        theme=theme_of(theme),
        coder=coder,
        decision=Coding.Decision.ADDED,
        codebook_version="1.0",
        coded_on=timezone.localdate(),
    )


@pytest.fixture
def learned(form: Callable[..., Form], area: Area, monkeypatch: pytest.MonkeyPatch) -> Form:
    """Enough coded responses for a model, and as many that nobody has coded; chunks of ten."""
    monkeypatch.setattr(words, "CHUNK", 10)
    made = form()
    use_codebook(made.consultation)
    coder = make_staff("facilitator", area)
    for n, row in enumerate(stored(made, [f"{(HOSTEL, DEBT)[n % 2]} {n}." for n in range(52)])):
        code(row, ("need.housing", "need.money")[n % 2], coder)
    stored(made, [f"{(HOSTEL, DEBT)[n % 2]}, every day {n}." for n in range(50)])
    return made


def test_a_coded_response_that_goes_meanwhile_is_named_no_more(learned: Form) -> None:
    def take_back(_: SuggestionRun) -> None:
        named = Suggestion.objects.exclude(nearest=None).values("nearest")
        assert named.exists()
        Response.objects.filter(codings__isnull=False).delete()

    run = asked(learned.consultation)
    report = carry_out_run(run=run, seen=after(3, take_back))
    assert report is not None
    assert report.has_learned
    assert now(run).state == State.DONE
    assert not Suggestion.objects.exclude(nearest=None).exists()


def test_a_chunk_that_the_database_refuses_is_done_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Refusing(times=2)
    monkeypatch.setattr("insights.services.suggestions.write_rows", refused)
    suggest_themes(consultation=page)
    assert Suggestion.objects.count() == 5


def test_one_that_is_refused_each_time_fails(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insights.services.suggestions.write_rows", Refusing(times=99))
    with pytest.raises(RunFailed, match="IntegrityError"):
        carry_out_run(run=asked(page))
    assert not Suggestion.objects.exists()


class Refusing:
    """Refuses so often what is to be written, as a database does when a row has gone."""

    def __init__(self, times: int) -> None:
        from insights.services.rows import write_rows

        self.left, self.write = times, write_rows

    def __call__(self, rows: Any) -> None:
        self.left -= 1
        if self.left >= 0:
            raise IntegrityError
        self.write(rows)


@pytest.mark.parametrize("decide", [accept_suggestion, reject_suggestion])
def test_a_decision_stands_where_its_suggestion_has_gone(
    page: Page, area: Area, decide: Callable[..., Coding]
) -> None:
    suggest_themes(consultation=page)
    shown = Suggestion.objects.order_by("pk")[0]
    Suggestion.objects.filter(pk=shown.pk).delete()
    coding = decide(suggestion=shown, by=make_staff("facilitator", area))
    assert Coding.objects.get() == coding
    assert (coding.suggestion, coding.theme) == (None, shown.theme)


def test_a_decision_is_about_the_suggestion_that_there_is(page: Page, area: Area) -> None:
    suggest_themes(consultation=page)
    shown = Suggestion.objects.order_by("pk")[0]
    suggest_themes(consultation=page)
    anew = Suggestion.objects.get(response=shown.response, theme=shown.theme)
    assert anew.pk != shown.pk
    coding = accept_suggestion(suggestion=shown, by=make_staff("facilitator", area))
    assert coding.suggestion == anew
    suggest_themes(consultation=page)
    assert Coding.objects.get().suggestion == anew


def fail_once(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """The last part of the next run does something and fails."""

    def fail(**_: Any) -> None:
        act()
        raise LookupError

    monkeypatch.setattr(runs, "propose_themes", fail)


def test_a_look_that_a_new_codebook_breaks_is_followed_by_another(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        theme_of("need.money").codebook.__class__.objects.update(version="1.0+1")

    fail_once(monkeypatch, change)
    first = asked(page)
    assert carry_out_run(run=first) is None
    (run,) = SuggestionRun.objects.all()
    assert run.pk != first.pk
    assert run.state == State.WAITING


@pytest.mark.parametrize("again", [True, False])
def test_a_look_that_fails_is_followed_by_another_only_where_words_changed(
    page: Page, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    first = asked(page)
    fail_once(monkeypatch, lambda: SuggestionRun.objects.update(again=again))
    with pytest.raises(RunFailed):
        carry_out_run(run=first)
    (run,) = SuggestionRun.objects.all()
    assert (run.pk == first.pk, run.state) == ((False, "waiting") if again else (True, "failed"))


def test_a_look_is_stopped_in_its_last_part_too(
    page: Page, area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_in_between(texts: Any, *, go_on: Callable[[], None], **_: Any) -> Any:
        go_on()
        cancel_run(consultation=page, by=make_staff("facilitator", area))
        go_on()
        raise AssertionError("It went on.")

    monkeypatch.setattr("insights.analysis.proposals.propose", stop_in_between)
    run = asked(page)
    assert carry_out_run(run=run) is None
    assert now(run).state == State.CANCELLED
    assert Suggestion.objects.exists()


def test_what_has_no_words_teaches_nothing_and_isnt_counted(learned: Form, area: Area) -> None:
    page, coder = learned.consultation, make_staff("facilitator", area)
    codebook = theme_of("need.money").codebook
    assert coded_number(page, codebook) == 52
    with transaction.atomic():
        for row in stored(learned, [""] * 3):
            code(row, "need.money", coder)
    assert coded_number(page, codebook) == 52


def test_who_is_coded_on_an_older_row_isnt_read_next(learned: Form, area: Area) -> None:
    visit = {"visit_hash": (b"\x07" * 32).hex()}
    older, newer = stored(learned, ["Nothing like the others, a parrot.", "A parrot."], **visit)
    lead, other = sorted((older, newer), key=lambda row: row.pk, reverse=True)
    suggest_themes(consultation=learned.consultation)
    assert ReadNext.objects.filter(response=lead).exists()
    code(other, "need.money", make_staff("facilitator", area))
    suggest_themes(consultation=learned.consultation)
    assert not ReadNext.objects.filter(response__in=(lead, other)).exists()


def test_the_nearest_response_is_named_wherever_in_the_area_it_is(
    learned: Form,
    form: Callable[..., Form],
    consultation: Callable[..., Page],
    staff: Callable[..., StaffClient],
    area: Area,
    other_area: Area,
) -> None:
    client = staff("facilitator", area)
    here, elsewhere, abroad = (
        stored(where, [f"{HOSTEL} said {n}."])[0]
        for n, where in enumerate((learned, form(), form(consultation(area=other_area))))
    )
    suggestion = Suggestion.objects.create(
        response=here, theme=theme_of("need.housing"), band="strong", chance=0.9, engine="pairs-1"
    )
    place = reverse("insights:bench", args=[learned.consultation.pk, here.pk])
    for near, shown in ((elsewhere, True), (abroad, False)):
        Suggestion.objects.filter(pk=suggestion.pk).update(nearest=near)
        page = client.get(place).content.decode()
        assert (f"/responses/{near.pk}/" in page) is shown
    assert "Most like" not in page
