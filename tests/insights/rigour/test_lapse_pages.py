"""What the screens say of what is owed, of voices that are gone, and of a signature that goes."""

import re
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from feedback.models import Form
from insights.models import QuietVoice, Sample, SignOff, Theming
from insights.rigour.signed import under_now
from insights.rigour.voices import decide_voice
from insights.services import remove_coding
from tests.factories.packs import HOUSING, MONEY, make_coded, sign_coding
from tests.factories.themes import make_codebook, theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.rigour.doubly import coded, compared

pytestmark = pytest.mark.pages


def place(name: str, form: Form, *more: int) -> str:
    return reverse(f"insights:{name}", args=[form.consultation_id, *more])


def sign(form: Form, by: User) -> None:
    signed = sign_coding(form.consultation, by)
    SignOff.objects.filter(pk=signed.pk).update(under=dict(under_now(form.consultation)))


def voice_on_page(client: StaffClient, form: Form) -> Any:
    shown = client.get(place("quiet_voices", form)).context
    return [*shown["voices"], *shown["lost"]][0][1]


# -- What is owed


def test_what_is_owed_is_told_and_drawn(
    asked_here: Form, first: User, sample: Sample, lead: User, second: User
) -> None:
    compared(sample)
    client, address = log_in(lead), place("double_coding", asked_here)
    body = client.get(address).content.decode()
    assert "That is enough." in body
    assert "Draw another whole sample" in body
    coded(asked_here, first, 2)
    body = client.get(address).content.decode()
    assert "2 more are owed." in body
    assert "That is enough." not in body
    answer = client.post(place("draw_sample", asked_here), {"second": second.pk}, follow=True)
    assert "2 responses are drawn." in answer.content.decode()
    more = Sample.objects.latest("pk")
    compared(more)
    assert "Adds to the sample before it." in client.get(address).content.decode()
    body = client.get(place("comparison", asked_here, more.pk)).content.decode()
    said = re.sub(r"<[^>]*>", "", body)
    assert "Base: 7 responses that both coded, drawn at random from 7" in said
    assert "both are measured as one" in body


def test_a_sample_of_another_codebook_is_shown_and_settled_no_more(
    asked_here: Form, sample: Sample, lead: User
) -> None:
    response = compared(sample, [[MONEY]])[0]
    Theming.objects.update(codebook=make_codebook(slug="other"))
    client = log_in(lead)
    body = client.get(place("double_coding", asked_here)).content.decode()
    assert "Coded with another codebook" in body
    body = client.get(place("comparison", asked_here, sample.pk)).content.decode()
    assert "It was coded with another codebook" in body
    settle = place("settle", asked_here, sample.pk, response.pk)
    assert settle not in body
    assert client.get(settle).status_code == 404
    assert client.post(settle, {"why": "x"}).status_code == 404


# -- Quiet voices


def test_who_decides_on_what_she_was_not_shown_is_told_and_loses_nothing(
    asked_here: Form, first: User, lead: User
) -> None:
    coded(asked_here, first, 1, MONEY)
    client = log_in(lead)
    form = voice_on_page(client, asked_here)
    coded(asked_here, first, 1, MONEY)
    address = place("quiet_voice", asked_here, theme_of(MONEY).pk)
    said = {
        "leave_out": "1",
        form.add_prefix("why"): "Told in another part.",
        form.add_prefix("seal"): form["seal"].value(),
    }
    answer = client.post(address, said)
    body = answer.content.decode()
    assert "since you opened this page" in body
    assert "Told in another part." in body
    assert not QuietVoice.objects.exists()
    again = answer.context["voices"][0][1]
    said[form.add_prefix("seal")] = again["seal"].value()
    client.post(address, said)
    assert QuietVoice.objects.get().why == "Told in another part."


@pytest.mark.parametrize("seal", [None, "", "x" * 64])
def test_a_press_without_the_page_decides_nothing(
    asked_here: Form, first: User, lead: User, seal: str | None
) -> None:
    coded(asked_here, first, 1, MONEY)
    client = log_in(lead)
    form = voice_on_page(client, asked_here)
    said = {"keep": "1"} if seal is None else {"keep": "1", form.add_prefix("seal"): seal}
    client.post(place("quiet_voice", asked_here, theme_of(MONEY).pk), said)
    assert not QuietVoice.objects.exists()


def test_more_women_and_none_are_shown(asked_here: Form, first: User, lead: User) -> None:
    response = make_coded(asked_here, first, MONEY, text="<b>I owe</b> them.")
    client, address = log_in(lead), place("quiet_voices", asked_here)
    money = {"consultation": asked_here.consultation, "theme": theme_of(MONEY), "by": lead}
    decide_voice(is_kept=True, why="It is grave.", **money)
    coded(asked_here, first, 1, MONEY)
    body = client.get(address).content.decode()
    assert "1 woman raises it of whom that says nothing" in body
    assert "1 is to be decided" in body
    decide_voice(is_kept=True, why="It is grave.", **money)
    for coding in theme_of(MONEY).codings.all():
        remove_coding(coding=coding, by=first)
    body = client.get(address).content.decode()
    assert "Raised before, and given to nobody now" in body
    assert "&lt;b&gt;I owe&lt;/b&gt; them." in body
    assert reverse("insights:bench", args=[asked_here.consultation_id, response.pk]) in body
    assert "Keep it" not in body
    form = voice_on_page(client, asked_here)
    said = {"leave_out": "1", form.add_prefix("seal"): form["seal"].value()}
    client.post(
        place("quiet_voice", asked_here, theme_of(MONEY).pk),
        {**said, form.add_prefix("why"): "We misread it."},
    )
    body = client.get(address).content.decode()
    assert "We misread it." in body
    assert "to be decided" not in body


# -- A signature that goes


def test_it_says_why_the_signature_went(asked_here: Form, first: User, lead: User) -> None:
    coded(asked_here, first, 1)
    sign(asked_here, lead)
    client, housing = log_in(lead), theme_of(HOUSING)
    edit = reverse("insights:codebook:edit", args=[housing.codebook_id, housing.pk])
    typed = {"name": "Homes", "seen": "0"}
    body = client.post(edit, typed, follow=True).content.decode()
    assert f"This changes what was signed off for: {asked_here.consultation}" in body
    body = client.get(place("sign_off", asked_here)).content.decode()
    assert f"{lead} took this step on" in body
    assert "“Housing” is called “Homes” now." in body
    seen = theme_of(HOUSING).changes.latest("pk").pk
    typed = {"name": "A home", "seen": str(seen)}
    body = client.post(edit, typed, follow=True).content.decode()
    assert "signed off for" not in body


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("method", {"method": "reflexive", "standpoint": "S."}, True),
        ("method", {"method": "codebook", "standpoint": "S."}, False),
        ("codebook", {"codebook": "other"}, True),
        ("codebook", {"codebook": "small"}, False),
    ],
)
def test_who_chooses_otherwise_is_told(
    asked_here: Form, first: User, lead: User, name: str, said: dict[str, str], told: bool
) -> None:
    coded(asked_here, first, 1)
    make_codebook(slug="other")
    sign(asked_here, lead)
    answer = log_in(lead).post(place(name, asked_here), said, follow=True)
    assert ("it has to be signed off anew" in answer.content.decode()) is told


def test_who_settles_after_it_is_told(asked_here: Form, sample: Sample, lead: User) -> None:
    response = compared(sample, [[MONEY]])[0]
    sign(asked_here, lead)
    client, address = log_in(lead), place("settle", asked_here, sample.pk, response.pk)
    typed = {"themes": [theme_of(HOUSING).pk], "why": "We talked."}
    for told in (True, False):
        body = client.post(address, typed, follow=True).content.decode()
        assert ("it has to be signed off anew" in body) is told


def test_the_codebook_stays_while_a_sample_is_coded(
    asked_here: Form, sample: Sample, lead: User
) -> None:
    other = make_codebook(slug="other")
    answer = log_in(lead).post(place("codebook", asked_here), {"codebook": "other"}, follow=True)
    assert "A sample is being coded." in answer.content.decode()
    assert Theming.objects.get().codebook != other
