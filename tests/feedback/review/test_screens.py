"""The reading room's pages: who gets in, what they show, and that a mistake loses nothing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Answer, Form, Response
from feedback.questionnaire import Questionnaire
from feedback.review.forms import ReviewForm
from feedback.review.found import MOST_ROWS
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.services import withdraw
from feedback.slips import find_slip
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import Send, actions, first_key, sweep_now
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

URGENT = "he said he will kill me tonight"
WORDS = "My worker Sarah rang about Zanzibar"


@pytest.fixture
def client(staff: Callable[..., StaffClient], one_form: Form) -> StaffClient:
    """A reviewer of the form's area."""
    return staff("reviewer", one_form.consultation.area)


@pytest.fixture
def at_work(client: StaffClient, send: Send, one_form: Form) -> Callable[..., str]:
    """at_work("her words") gives the address of the item page of the first one in her batch."""

    def start(*texts: str) -> str:
        for text in texts or (WORDS,):
            send(text)
        sweep_now()
        area = one_form.consultation.area
        client.post(reverse("reading_room:open_next", args=[area.pk]))
        waiting = WaitingResponse.objects.exclude(batch=None).order_by("-cue_level", "pk")[0]
        return reverse("reading_room:item", args=[waiting.batch_id, waiting.pk])

    return start


def posted(form: Form, words: str = WORDS, **changes: str) -> dict[str, str]:
    """What the page posts for these words when she changes nothing, and the changes."""
    review = ReviewForm(make_payload(form, words), Questionnaire(()), 0)
    (part,) = review.parts
    data = {"level": "0", part.rest_name: part.rest}
    for formset in (part.found, part.more):
        for bound in (formset.management_form, *formset.forms):
            for field in bound:
                value = field.value()
                if value is not None and value is not False:
                    data[field.html_name] = "on" if value is True else str(value)
    return data | {f"{part.key}-{name}": value for name, value in changes.items()}


# -- who gets in


@pytest.mark.parametrize("name", ["queue", "cases"])
def test_nobody_gets_in_without_a_login(name: str, db: None) -> None:
    response = Client().get(reverse(f"reading_room:{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_an_item_is_not_shown_without_a_login(at_work: Callable[..., str]) -> None:
    address = at_work()
    before = actions()
    assert Client().get(address).status_code == 302
    assert actions() == before


@pytest.mark.parametrize(
    ("role", "queue", "cases"),
    [
        ("reviewer", 200, 302),
        ("safeguarding_lead", 200, 200),
        ("facilitator", 302, 302),
        ("editor", 302, 302),
        ("auditor", 302, 302),
    ],
)
def test_each_screen_asks_for_its_role(
    role: str, queue: int, cases: int, staff: Callable[..., StaffClient], area: Any
) -> None:
    client = staff(role, area)
    assert client.get(reverse("reading_room:queue")).status_code == queue
    assert client.get(reverse("reading_room:cases")).status_code == cases


def test_another_area_does_not_exist_for_her(
    at_work: Callable[..., str], staff: Callable[..., StaffClient], other_area: Any, one_form: Form
) -> None:
    address = at_work()
    stranger = staff("safeguarding_lead", other_area)
    before = actions()
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, posted(one_form)).status_code == 404
    area = one_form.consultation.area
    assert stranger.post(reverse("reading_room:open_next", args=[area.pk])).status_code == 404
    assert actions() == before
    assert not Response.objects.exists()


def test_the_batch_of_a_colleague_does_not_exist_for_her(
    at_work: Callable[..., str], staff: Callable[..., StaffClient], one_form: Form
) -> None:
    address = at_work()
    waiting = WaitingResponse.objects.get()
    second = staff("reviewer", one_form.consultation.area)
    for name in ("batch", "hand_over", "pause"):
        url = reverse(f"reading_room:{name}", args=[waiting.batch_id])
        assert second.post(url).status_code == 404
    assert second.get(address).status_code == 404


def test_a_case_of_another_area_does_not_exist_for_her(
    send: Send, staff: Callable[..., StaffClient], other_area: Any
) -> None:
    send(URGENT)
    sweep_now()
    case = SafeguardingCase.objects.get()
    stranger = staff("safeguarding_lead", other_area)
    for name in ("case", "case_words"):
        assert stranger.get(reverse(f"reading_room:{name}", args=[case.pk])).status_code == 404
    assert actions() == []


def test_an_unknown_batch_is_not_found(client: StaffClient) -> None:
    assert client.get(reverse("reading_room:batch", args=[uuid4()])).status_code == 404


def test_opening_needs_a_post(client: StaffClient, one_form: Form) -> None:
    area = one_form.consultation.area
    assert client.get(reverse("reading_room:open_next", args=[area.pk])).status_code == 405


# -- what they show


def test_the_menu_and_first_screen_show_the_room_to_readers_alone(
    send: Send, client: StaffClient, staff: Callable[..., StaffClient], area: Any
) -> None:
    send(URGENT)
    sweep_now()
    shown = client.get("/manage/").content.decode()
    assert "1 response to read" in shown
    assert "1 response may be of danger</a> <b>urgent</b>" in shown
    other = staff("facilitator", area).get("/manage/").content.decode()
    assert "to read" not in other
    assert "/manage/reading-room/" not in other


def test_only_the_item_page_shows_her_words(
    at_work: Callable[..., str], client: StaffClient
) -> None:
    address = at_work()
    batch = WaitingResponse.objects.get().batch_id
    assert "Zanzibar" in client.get(address).content.decode()
    for url in (
        "/manage/",
        reverse("reading_room:queue"),
        reverse("reading_room:batch", args=[batch]),
    ):
        assert "Zanzibar" not in client.get(url).content.decode()


def test_the_item_page_is_not_kept_by_the_browser(
    at_work: Callable[..., str], client: StaffClient
) -> None:
    assert "no-store" in client.get(at_work())["Cache-Control"]


def test_each_look_leaves_one_line(at_work: Callable[..., str], client: StaffClient) -> None:
    address = at_work()
    client.get(address)
    client.get(address)
    assert actions() == ["opened batch", "opened response", "opened response"]


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert('x')</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }} </textarea><b>"],
)
def test_markup_in_her_words_is_shown_as_words(
    at_work: Callable[..., str], client: StaffClient, hostile: str
) -> None:
    shown = client.get(at_work(hostile)).content.decode()
    assert hostile not in shown
    assert "&lt;" in shown


def test_candidates_are_marked_and_ticked(at_work: Callable[..., str], client: StaffClient) -> None:
    shown = client.get(at_work()).content.decode()
    assert '<mark data-row="0">Sarah</mark>' in shown
    assert "My worker [name] rang about [name]" in shown


# -- reading


def test_saving_stores_what_is_left_and_goes_on(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    address = at_work()
    response = client.post(address, posted(one_form))
    assert response.status_code == 302
    assert "/batches/" in response["Location"]
    assert Answer.objects.get().text == "My worker [name] rang about [name]"


def test_what_she_unticks_stays(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    address = at_work()
    data = posted(one_form)
    del data[f"{first_key(one_form)}-found-1-take_out"]
    client.post(address, data)
    assert Answer.objects.get().text == "My worker [name] rang about Zanzibar"


def test_words_that_she_types_go_wherever_they_stand(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    words = "the carnival fire. THE CARNIVAL FIRE and more"
    address = at_work(words)
    data = posted(one_form, words, **{"more-0-words": "the carnival fire"})
    data[f"{first_key(one_form)}-more-0-kind"] = "RARE_EVENT"
    data[f"{first_key(one_form)}-more-0-reason"] = "rare"
    client.post(address, data)
    assert Answer.objects.get().text == "[event]. [event] and more"


def test_words_that_she_selects_go_once(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    words = "the fire and the fire"
    address = at_work(words)
    data = posted(one_form, words, **{"more-0-words": "the fire", "more-0-start": "13"})
    client.post(address, data)
    assert Answer.objects.get().text == "the fire and [name]"


def test_a_mistake_keeps_all_that_she_entered(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    address = at_work()
    more = {"more-0-words": "not in there", "more-1-words": "rang"}
    data = posted(one_form, **more) | {"level": "1"}
    del data[f"{first_key(one_form)}-found-0-take_out"]
    response = client.post(address, data)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "These words are not in the answer" in shown
    assert 'value="not in there"' in shown
    assert 'value="rang"' in shown
    part = response.context["form"].parts[0]
    assert part.found.forms[0]["take_out"].value() is False
    assert response.context["form"].level["level"].value() == "1"
    assert not Response.objects.exists()


def test_a_preview_stores_nothing(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    address = at_work()
    data = posted(one_form, **{"more-0-words": "rang"}) | {"preview": "1"}
    shown = client.post(address, data).content.decode()
    assert "My worker [name] [name] about [name]" in shown
    assert not Response.objects.exists()


@pytest.mark.parametrize("places", ["", "x", "5:2", "0:9999", "1:2:3"])
def test_a_place_outside_the_words_is_refused(
    at_work: Callable[..., str], client: StaffClient, one_form: Form, places: str
) -> None:
    data = posted(one_form, **{"found-0-places": places})
    assert client.post(at_work(), data).status_code == 200
    assert not Response.objects.exists()


def test_a_post_without_anything_stores_nothing(
    at_work: Callable[..., str], client: StaffClient
) -> None:
    assert client.post(at_work(), {}).status_code == 200
    assert not Response.objects.exists()


def test_words_taken_back_meanwhile_lead_to_the_batch(
    client: StaffClient, send: Send, one_form: Form
) -> None:
    code = send(WORDS)
    sweep_now()
    area = one_form.consultation.area
    client.post(reverse("reading_room:open_next", args=[area.pk]))
    waiting = WaitingResponse.objects.get()
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    address = reverse("reading_room:item", args=[waiting.batch_id, waiting.pk])
    for response in (client.get(address), client.post(address, posted(one_form))):
        assert response.status_code == 302
        assert "Zanzibar" not in response.content.decode()
    assert not Response.objects.exists()
    assert actions() == ["opened batch"]


def test_what_was_read_leads_to_the_batch(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    address = at_work()
    client.post(address, posted(one_form))
    assert client.get(address).status_code == 302
    assert client.post(address, posted(one_form)).status_code == 302
    assert Response.objects.count() == 1


def test_without_the_key_the_page_says_so(
    at_work: Callable[..., str], client: StaffClient, settings: Any, tmp_path: Any
) -> None:
    address = at_work()
    settings.INTAKE_KEYS_DIR = tmp_path / "elsewhere"
    response = client.get(address, follow=True)
    assert "can’t be opened on this machine" in response.content.decode()


# -- safeguarding


def test_the_lead_sees_open_cases_without_words_and_decides(
    send: Send, staff: Callable[..., StaffClient], one_form: Form
) -> None:
    send(URGENT + " Zanzibar")
    sweep_now()
    lead = staff("safeguarding_lead", one_form.consultation.area)
    case = SafeguardingCase.objects.get()
    address = reverse("reading_room:case", args=[case.pk])
    for url in (reverse("reading_room:cases"), address):
        assert "Zanzibar" not in lead.get(url).content.decode()
    for done, words in (("", "x"), ("police", " "), ("nothing", "x")):
        wrong = {"seen": "0", "done": done, "words": words}
        assert lead.post(address, wrong).status_code == 200
    right = {"seen": "0", "done": ["service", "could_not"], "words": "Told the hostel."}
    assert lead.post(address, right).status_code == 302
    shown = lead.get(reverse("reading_room:cases")).content.decode()
    assert "Told the hostel." in shown
    assert "Told the service; Could not act, because" in shown


def test_the_lead_opens_words_of_a_case_and_each_look_is_noted(
    send: Send, staff: Callable[..., StaffClient], one_form: Form
) -> None:
    send(URGENT + " <b>Zanzibar</b>")
    sweep_now()
    lead = staff("safeguarding_lead", one_form.consultation.area)
    address = reverse("reading_room:case_words", args=[SafeguardingCase.objects.get().pk])
    shown = lead.get(address).content.decode()
    assert "&lt;b&gt;Zanzibar" in shown
    assert actions() == ["opened words of a case"]


def test_more_candidates_than_rows_are_taken_out_all_the_same(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    words = " ".join(f"0770090{number:04d}," for number in range(MOST_ROWS + 20))
    address = at_work(words)
    assert "There is more than this page can list" in client.get(address).content.decode()
    client.post(address, posted(one_form, words))
    assert "0770" not in Answer.objects.get().text
