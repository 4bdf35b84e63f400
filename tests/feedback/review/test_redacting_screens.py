"""Pages of names, opening again, checks, translations: who gets in, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from feedback.models import Answer, Form, Response
from feedback.redaction import Span
from feedback.review.models import ListedPhrase, SecondCheck, WaitingResponse
from feedback.review.services import complete_review
from tests.feedback.review.conftest import Send, actions, first_key, sweep_now
from tests.feedback.review.test_screens import posted
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

WORDS = "My worker Sarah rang about the carnival"
POLISH = "Nie chcieli mnie słuchać, jestem tu sama i bardzo się boję"


@pytest.fixture
def client(staff: Callable[..., StaffClient], one_form: Form) -> StaffClient:
    return staff("reviewer", one_form.consultation.area)


@pytest.fixture
def at_work(client: StaffClient, send: Send, one_form: Form) -> Callable[..., WaitingResponse]:
    """at_work("her words") gives the response that lies in her batch."""

    def start(text: str = WORDS) -> WaitingResponse:
        send(text)
        sweep_now()
        client.post(reverse("reading_room:open_next", args=[one_form.consultation.area.pk]))
        return WaitingResponse.objects.exclude(batch=None).get()

    return start


def item(waiting: WaitingResponse) -> str:
    return reverse("reading_room:item", args=[waiting.batch_id, waiting.pk])


@pytest.mark.parametrize("name", ["names", "read", "checks", "translations"])
@pytest.mark.parametrize(("role", "status"), [("reviewer", 200), ("facilitator", 302)])
def test_each_screen_asks_for_its_role(
    name: str, role: str, status: int, staff: Callable[..., StaffClient], area: Any
) -> None:
    assert staff(role, area).get(reverse(f"reading_room:{name}")).status_code == status


def test_never_mark_this_is_one_step_and_loses_nothing(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    waiting = at_work()
    key = first_key(one_form)
    data = posted(one_form, WORDS, **{"more-0-words": "carnival", "more-0-kind": "PLACE_SPECIFIC"})
    page = client.post(item(waiting), data | {"never": f"{key}-found-0"})
    assert ListedPhrase.objects.get().words == "Sarah"
    assert not Response.objects.exists()
    assert "My worker Sarah rang about the [place]" in page.content.decode()


def test_always_mark_this_is_one_step(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    waiting = at_work()
    key = first_key(one_form)
    data = posted(one_form, WORDS, **{"more-0-words": "carnival", "more-0-kind": "PLACE_SPECIFIC"})
    client.post(item(waiting), data | {"always": f"{key}-more-0"})
    phrase = ListedPhrase.objects.get()
    assert (phrase.words, phrase.kind) == ("carnival", "PLACE_SPECIFIC")
    page = client.get(item(waiting)).content.decode()
    assert "My worker [name] rang about the [place]" in page


@pytest.mark.parametrize("row", ["", "nonsense", "../x", "1-found-99"])
def test_a_row_that_is_not_there_lists_nothing(
    row: str, at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    page = client.post(item(at_work()), posted(one_form, WORDS) | {"never": row})
    assert page.status_code == 200
    assert not ListedPhrase.objects.exists()


def test_undo_opens_what_was_saved_and_stores_it_again(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    waiting = at_work()
    saved = client.post(item(waiting), posted(one_form, WORDS), follow=True)
    undo = reverse("reading_room:undo", args=[waiting.pk])
    assert undo in saved.content.decode()
    assert "My worker [name] rang" in client.get(undo).content.decode()
    data = posted(one_form, WORDS)
    data.pop(f"{first_key(one_form)}-found-0-take_out")
    client.post(undo, data)
    assert Answer.objects.get().text == WORDS
    assert "opened response again: undo" in actions()


def test_undo_is_hers_who_saved(
    at_work: Callable[..., WaitingResponse],
    client: StaffClient,
    staff: Callable[..., StaffClient],
    one_form: Form,
) -> None:
    waiting = at_work()
    client.post(item(waiting), posted(one_form, WORDS))
    other = staff("reviewer", one_form.consultation.area)
    assert other.get(reverse("reading_room:undo", args=[waiting.pk])).status_code == 404


def test_a_colleague_opens_it_again_with_a_reason_only(
    at_work: Callable[..., WaitingResponse],
    client: StaffClient,
    staff: Callable[..., StaffClient],
    one_form: Form,
    other_area: Any,
) -> None:
    waiting = at_work()
    client.post(item(waiting), posted(one_form, WORDS))
    again = reverse("reading_room:again", args=[waiting.pk])
    other = staff("reviewer", one_form.consultation.area)
    assert "Sarah" not in other.get(again).content.decode()
    assert "Sarah" not in other.post(again, {"open": "1", "why": ""}).content.decode()
    assert "Sarah" in other.post(again, {"open": "1", "why": "too_much"}).content.decode()
    assert staff("reviewer", other_area).post(again, {"why": "too_much"}).status_code == 404
    other.post(again, posted(one_form, WORDS, **{"more-0-words": "rang"}) | {"why": "missed"})
    assert Answer.objects.get().text == "My worker [name] [name] about the carnival"


def test_the_screen_says_that_the_original_is_gone(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    waiting = at_work()
    client.post(item(waiting), posted(one_form, WORDS))
    WaitingResponse.objects.update(sealed=b"")
    again = reverse("reading_room:again", args=[waiting.pk])
    assert "have been destroyed" in client.get(again).content.decode()
    page = client.post(again, {"open": "1", "why": "missed"}, follow=True)
    assert "have been destroyed" in page.content.decode()


def test_what_was_read_is_found_by_its_words(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    client.post(item(at_work()), posted(one_form, WORDS))
    read = reverse("reading_room:read")
    assert "rang about the carnival" in client.post(read, {"words": "CARNIVAL"}).content.decode()
    nothing = client.post(read, {"words": "Sarah"}).content.decode()
    assert "rang about" not in nothing


def test_a_check_is_made_on_its_page(
    at_work: Callable[..., WaitingResponse],
    client: StaffClient,
    staff: Callable[..., StaffClient],
    one_form: Form,
) -> None:
    waiting = at_work()
    key = first_key(one_form)
    complete_review(
        user=client.user,
        waiting=waiting,
        spans={key: [Span(10, 15, "STAFF_NAME", "staff")]},
        level=0,
    )
    check = SecondCheck.objects.get()
    page = reverse("reading_room:check", args=[check.pk])
    second = staff("reviewer", one_form.consultation.area)
    assert client.get(page).status_code == 302
    assert "My worker [name] rang" in second.get(page).content.decode()
    second.post(page, posted(one_form, WORDS, **{"more-0-words": "carnival"}))
    check.refresh_from_db()
    assert (check.by, check.missed) == (second.user, {"PERSON": 1})


def test_a_translation_is_written_and_a_name_in_it_is_said(
    at_work: Callable[..., WaitingResponse], client: StaffClient, one_form: Form
) -> None:
    waiting = at_work(POLISH)
    shown = client.get(item(waiting)).content.decode()
    assert '<option value="pl" selected>' in shown
    data = posted(one_form, POLISH) | {f"{first_key(one_form)}-language-language": "pl"}
    client.post(item(waiting), data)
    answer = Answer.objects.get()
    assert (answer.language, answer.translation) == ("pl", "")
    page = reverse("reading_room:translation", args=[answer.pk])
    named = {"language": "pl", "translation": "Ring 07700 900123, I am alone"}
    refused = client.post(page, named).content.decode()
    assert "Still in it: 07700 900123" in refused
    assert "I am alone" in refused
    client.post(page, {"language": "pl", "translation": "They would not listen."})
    answer.refresh_from_db()
    assert (answer.text, answer.translation) == (POLISH, "They would not listen.")


def test_nobody_translates_for_another_area(
    at_work: Callable[..., WaitingResponse],
    client: StaffClient,
    staff: Callable[..., StaffClient],
    one_form: Form,
    other_area: Any,
) -> None:
    data = posted(one_form, POLISH) | {f"{first_key(one_form)}-language-language": "pl"}
    client.post(item(at_work(POLISH)), data)
    page = reverse("reading_room:translation", args=[Answer.objects.get().pk])
    stranger = staff("reviewer", other_area)
    assert stranger.post(page, {"translation": "x", "language": "pl"}).status_code == 404
    assert Answer.objects.get().translation == ""
