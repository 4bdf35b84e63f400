"""A body answers: what it types is kept once, and nothing of it is lost."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from consultations.bodies import views
from consultations.bodies.models import BodyAnswer, BodyForm
from consultations.bodies.selectors import standing_answers
from consultations.models import ConsultationPage, Stage
from core.floods import Bucket
from core.plain_english import read
from tests.factories.bodies import GAP, OFTEN, WORKS, YES, make_body_form

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
TYPED = {
    "organisation": "Oak House",
    "kind": "voluntary",
    "role": "Manager",
    "email": "manager@oak.example",
    "shown": "name",
    f"q-{WORKS}": "Somebody meets her at the gate.",
    f"p-{WORKS}": "on",
    f"q-{OFTEN}": YES,
}


class Body:
    """Somebody who fills the page in."""

    def __init__(self, form: BodyForm, language: str = "") -> None:
        self.client = Client()
        self.address = f"{language}/bodies/{form.consultation_id}/"
        self.page = self.client.get(self.address)

    @property
    def text(self) -> str:
        return self.page.content.decode()

    @property
    def code(self) -> str:
        return re.findall(r"<b>([0-9A-Z-]{19})</b>", self.text)[0]

    def send(self, address: str = "", **typed: Any) -> "Body":
        visit = re.findall(r'name="visit" value="([^"]+)"', self.text)[-1]
        sent = {"visit": visit, "go": "send", **TYPED, **typed}
        self.sent = {name: value for name, value in sent.items() if value is not None}
        return self.repeat(address)

    def repeat(self, address: str = "") -> "Body":
        self.page = self.client.post(address or self.address, self.sent)
        return self


@pytest.fixture
def asked(consultation: Make) -> BodyForm:
    return make_body_form(consultation())


def test_what_it_sends_is_kept(asked: BodyForm) -> None:
    body = Body(asked).send()
    assert body.page.status_code == 200
    kept = BodyAnswer.objects.get()
    assert (kept.organisation, kept.kind, kept.role) == ("Oak House", "voluntary", "Manager")
    assert kept.email == "manager@oak.example"
    assert kept.is_named
    assert [(row["text"], row["publish"]) for row in kept.said] == [
        ("Somebody meets her at the gate.", True),
        ("Yes", False),
    ]
    assert [row.get("text_cy") for row in kept.said] == [None, "Ydyn"]
    for words in ("We have your answer", body.code, "Somebody meets her at the gate.", "Oak House"):
        assert words in body.text


def test_a_kind_alone_is_not_named_and_an_address_is_not_needed(asked: BodyForm) -> None:
    Body(asked).send(shown="kind", email="")
    kept = BodyAnswer.objects.get()
    assert not kept.is_named
    assert kept.email == ""


def test_the_page_sent_twice_is_kept_once(asked: BodyForm) -> None:
    body = Body(asked).send()
    code = body.code
    assert body.repeat().code == code
    assert BodyAnswer.objects.count() == 1


def test_back_and_other_words_take_the_place_of_the_first(asked: BodyForm) -> None:
    body = Body(asked)
    first = body.text
    code = body.send().code
    body.page.content = first.encode()
    assert body.send(role="Director").code == code
    assert BodyAnswer.objects.count() == 2
    assert standing_answers(asked.consultation).get().role == "Director"


def test_with_its_code_it_writes_again(asked: BodyForm) -> None:
    code = Body(asked).send().code
    again = Body(asked).send(code=code.lower(), **{f"q-{WORKS}": "New words."})
    assert "We have your new answer" in again.text
    assert again.code == code
    assert standing_answers(asked.consultation).get().said[0]["text"] == "New words."


def test_a_code_of_another_consultation_replaces_nothing(
    asked: BodyForm, consultation: Make
) -> None:
    other = make_body_form(consultation())
    code = Body(other).send().code
    Body(asked).send(code=code)
    assert standing_answers(other.consultation).count() == 1
    assert standing_answers(asked.consultation).count() == 1


@pytest.mark.parametrize(
    ("typed", "anchor", "told"),
    [
        ({"organisation": " "}, "organisation", "Write the name of your organisation."),
        ({"organisation": "x" * 121}, "organisation", "120 characters or fewer"),
        ({"kind": ""}, "kind", "Choose what kind of organisation it is."),
        ({"kind": "made-up"}, "kind", "Choose what kind of organisation it is."),
        ({"role": ""}, "role", "Write your role"),
        ({"email": "manager at oak"}, "email", "This is not an e-mail address."),
        ({"shown": None}, "shown", "Choose whether we may publish your name."),
        ({"code": "K7M2"}, "code", "This is not a code of ours."),
        ({f"q-{WORKS}": "x" * 10_001}, f"q-{WORKS}", "has 10,001 characters"),
        ({f"q-{WORKS}": "", f"q-{OFTEN}": ""}, f"q-{WORKS}", "Answer at least one question."),
        ({f"q-{WORKS}": "", f"q-{OFTEN}": "no-option"}, f"q-{WORKS}", "at least one question"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    asked: BodyForm, typed: dict[str, Any], anchor: str, told: str
) -> None:
    body = Body(asked).send(**typed)
    assert not BodyAnswer.objects.exists()
    summary = re.findall(r'class="error-summary".*?</div>', body.text, re.S)[0]
    assert f'<a href="#{anchor}">' in summary
    assert told in summary
    assert f'id="{anchor}"' in body.text
    for name in ("organisation", "role", "email", f"q-{WORKS}"):
        assert str(body.sent.get(name) or "").strip()[:300] in body.text


def test_words_to_a_question_that_went_stand_there_to_be_copied(asked: BodyForm) -> None:
    body = Body(asked)
    asked.questions = [block for block in asked.questions.raw_data if block["id"] != WORKS]
    asked.save()
    body.send()
    assert "The questions were changed while you wrote." in body.text
    assert "Somebody meets her at the gate." in body.text
    assert not BodyAnswer.objects.exists()
    other: dict[str, Any] = {f"q-{WORKS}": None, f"q-{GAP}": "Somebody meets her."}
    body.send(**other)
    assert [row["text"] for row in BodyAnswer.objects.get().said] == ["Somebody meets her.", "Yes"]


def test_an_old_page_is_looked_over_before_it_is_sent(asked: BodyForm) -> None:
    with time_machine.travel(timezone.now()) as now:
        body = Body(asked)
        now.shift(timedelta(hours=25))
        body.send()
        assert "open for more than a day" in body.text
        assert "Somebody meets her at the gate." in body.text
        assert "We have your answer" in body.send().text


@pytest.mark.parametrize("visit", ["", "forged", None])
def test_a_page_that_is_not_ours_is_shown_again(asked: BodyForm, visit: str | None) -> None:
    body = Body(asked).send(visit=visit)
    assert "Look it over" in body.text
    assert not BodyAnswer.objects.exists()


def test_signs_that_no_database_holds_are_left_out(asked: BodyForm) -> None:
    odd: dict[str, Any] = {
        **{name: f"Oak\0 {words}" for name, words in TYPED.items() if name in ("organisation",)},
        f"q-{WORKS}": "We\0 meet <script>alert(1)</script>",
        "role": "\0Manager",
        "email": "",
    }
    body = Body(asked).send(**odd)
    kept = BodyAnswer.objects.get()
    assert (kept.organisation, kept.role) == ("Oak Oak House", "Manager")
    assert kept.said[0]["text"] == "We meet <script>alert(1)</script>"
    assert "<script>alert" not in body.text


def test_more_than_a_page_can_hold_is_told(asked: BodyForm) -> None:
    answer = Body(asked).send(**{f"q-{WORKS}": "x" * 9_000_000}).page
    assert answer.status_code == 413
    assert not BodyAnswer.objects.exists()


def test_when_it_can_not_be_kept_it_says_so(
    asked: BodyForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> str:
        raise OperationalError

    monkeypatch.setattr(views, "keep_answer", fails)
    body = Body(asked).send()
    assert body.page.status_code == 503
    assert "nothing was sent" in body.text
    assert "Somebody meets her at the gate." in body.text


# -- open and closed


@pytest.mark.parametrize(
    ("fields", "trait", "is_open"),
    [
        ({}, "open", True),
        ({}, "closed", False),
        ({}, "planned", False),
        ({"opens_on": date(2020, 1, 1)}, "planned", True),
        ({"closes_on": date(2099, 1, 1)}, "closed", True),
        ({"closes_on": date(2020, 1, 1)}, "open", False),
        ({"opens_on": date(2099, 1, 1)}, "open", False),
    ],
)
def test_its_days_are_the_consultation_s_unless_it_has_its_own(
    consultation: Make, fields: dict[str, date], trait: str, is_open: bool
) -> None:
    form = make_body_form(consultation(trait), **fields)
    body = Body(form)
    assert body.page.status_code == 200
    assert ('id="send"' in body.text) == is_open
    body.page.content = b'name="visit" value="x"'
    body.send()
    assert ("Nothing was sent. What you wrote is still below" in body.text) != is_open
    assert "Somebody meets her at the gate." in body.text


def test_begun_before_it_closed_it_is_taken_for_a_day(consultation: Make) -> None:
    form = make_body_form(consultation("last_day"))
    with time_machine.travel(timezone.now()) as now:
        early = Body(form)
        now.move_to(timezone.localtime() + timedelta(days=1))
        late = Body(form)
        now.shift(timedelta(minutes=-5))
        assert "We have your answer" in early.send().text
        assert 'id="send"' not in late.text


@pytest.mark.parametrize("change", ["off", "decided", "unpublished"])
def test_who_has_begun_is_told_when_it_is_shut(asked: BodyForm, change: str) -> None:
    body = Body(asked)
    page = asked.consultation
    if change == "off":
        asked.is_on = False
        asked.save()
    elif change == "decided":
        ConsultationPage.objects.filter(pk=page.pk).update(reached=Stage.DECIDED)
    else:
        page.unpublish()
    body.send()
    assert not BodyAnswer.objects.exists()
    if change != "unpublished":
        assert "Somebody meets her at the gate." in body.text
        assert "Nothing was sent" in body.text


def test_what_is_off_or_not_there_is_not_found(consultation: Make) -> None:
    off = make_body_form(consultation(), is_on=False)
    address = f"/bodies/{off.consultation_id}/"
    for sent in ({}, {"go": "language"}, {"go": "send", "organisation": "Gate"}):
        answer = Client().post(address, sent)
        assert answer.status_code == 404
        assert "What works now?" not in answer.content.decode()
    assert Client().get(address).status_code == 404
    for odd in ("999999", "9" * 18, "9" * 40, "0", "-1", "x", "1.5"):
        assert Client().get(f"/bodies/{odd}/").status_code == 404, odd


@pytest.mark.parametrize("trait", ["open", "planned", "closed"])
def test_what_was_switched_off_says_so(consultation: Make, trait: str) -> None:
    page = consultation(trait)
    form = make_body_form(page)
    form.is_on = False
    form.save()
    answer = Client().get(f"/bodies/{page.pk}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "This form takes no answers any more." in text
    assert "takes answers from" not in text
    assert 'id="send"' not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reached": "decided"}, "This form takes no answers any more."),
        ({"reached": "draft"}, "This form takes no answers now."),
        ({"held_back": True}, "This form takes no answers now."),
    ],
)
def test_no_day_is_said_on_which_nothing_is_taken(
    consultation: Make, fields: dict[str, Any], said: str
) -> None:
    page = consultation("planned", **fields)
    make_body_form(page, opens_on=date(2020, 1, 1), closes_on=date(2099, 1, 1))
    text = Client().get(f"/bodies/{page.pk}/").content.decode()
    assert said in text
    assert "takes answers from" not in text
    assert 'id="send"' not in text


# -- the page of the consultation


def test_the_way_in_stands_below_women_s(asked: BodyForm, consultation: Make) -> None:
    page = asked.consultation
    text = Client().get(page.url).content.decode()
    assert f'href="/bodies/{page.pk}/"' in text
    assert text.index("The questions are not ready yet") < text.index("Do you work with women?")
    other = consultation()
    assert "Do you work with women?" not in Client().get(other.url).content.decode()


@pytest.mark.parametrize("change", [{"is_on": False}, {"closes_on": date(2020, 1, 1)}])
def test_there_is_no_way_in_while_it_is_shut(consultation: Make, change: dict[str, Any]) -> None:
    page = make_body_form(consultation(), **change).consultation
    assert "Do you work with women?" not in Client().get(page.url).content.decode()


# -- house rules of public pages


def test_it_says_that_it_is_not_the_anonymous_form(asked: BodyForm) -> None:
    text = Body(asked).text
    assert "This is not the anonymous form." in text
    assert f'<a href="{asked.consultation.url}">the form for women</a>' in text
    assert "Leave out the names of women" in text


def test_it_is_plain_and_light(asked: BodyForm) -> None:
    for page in (Body(asked).text, Body(asked).send().text):
        assert len(page.encode()) < 20_000
        main = page[page.index("<main") : page.index("</main")]
        ended = re.sub(r"</(p|h1|h2|label|legend|dt|dd|option|summary)>", ". ", main)
        found = read(re.sub(r"<[^>]+>", " ", ended)).grade
        assert found is not None
        assert found <= 6


def test_no_cookie_and_no_copy(asked: BodyForm) -> None:
    body = Body(asked)
    for page in (body.page, body.send().page):
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"


def test_a_post_from_elsewhere_is_refused(asked: BodyForm) -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert client.post(f"/bodies/{asked.consultation_id}/", TYPED).status_code == 403


def test_it_is_in_welsh_and_keeps_what_was_typed(asked: BodyForm) -> None:
    body = Body(asked)
    body.send("/cy" + body.address, go="language")
    assert "Beth sy’n gweithio nawr?" in body.text
    assert "Somebody meets her at the gate." in body.text
    assert not BodyAnswer.objects.exists()
    body.send("/cy" + body.address)
    kept = BodyAnswer.objects.get()
    assert (kept.language, kept.said[0]["question"]) == ("cy", "What works now?")


# -- what looks automatic


def test_what_looks_automatic_is_taken_and_marked(
    asked: BodyForm, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "sends", Bucket(clock=lambda: 1.0))
    settings.LEAST_SECONDS_TO_SEND, settings.MOST_SENDS_A_MINUTE = 0, 1
    Body(asked).send()
    Body(asked).send(website="https://buy.example", role="Second")
    settings.LEAST_SECONDS_TO_SEND, settings.MOST_SENDS_A_MINUTE = 60, 0
    Body(asked).send(role="Third")
    flags = {kept.role: kept.flags for kept in BodyAnswer.objects.all()}
    assert flags == {"Manager": [], "Second": ["honeypot", "flood"], "Third": ["fast"]}
    assert "buy.example" not in str(BodyAnswer.objects.values_list())
