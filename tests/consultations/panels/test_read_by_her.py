"""What her pages say: nothing at the foot that tells over a shoulder, Welsh where it is written and
English marked as such elsewhere; recordings under names that tell nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.panels.models import Agreement, AgreementText, Panel, PanelMember
from consultations.panels.people.agreeing import begin_text, write_text
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.sessions import make_place, make_session

INDEPENDENT = "not run by government, police, prison or probation"


def test_the_foot_says_nothing_over_a_shoulder(
    her: PanelMember, log_in: LogIn, settings: Any
) -> None:
    settings.OPERATOR_IS_INDEPENDENT = True
    client = log_in(her)
    for path in ("", "join/", "login/", "you/", "messages/", "leave/"):
        page = (Client() if path in {"join/", "login/"} else client).get(f"/panel/{path}")
        assert page.status_code == 200, path
        assert INDEPENDENT not in page.content.decode(), path
    assert INDEPENDENT in Client().get("/your-words/").content.decode()


@pytest.mark.parametrize("is_written", [True, False])
def test_a_welsh_reader_reads_welsh_or_is_told_that_it_is_english(
    panel: Panel, log_in: LogIn, is_written: bool
) -> None:
    welsh = {"purpose_cy": "Boreau gwell", "phone_hours_cy": "Llun i Wener"}
    if is_written:
        Panel.objects.filter(pk=panel.pk).update(**welsh, complaints_contact_cy="Marian, Heol Fawr")
    her = joined(panel, language="cy")
    page = log_in(her).get("/panel/").content.decode()
    language = "cy" if is_written else "en"
    purpose = "Boreau gwell" if is_written else panel.purpose
    hours = "Llun i Wener" if is_written else panel.phone_hours
    contact = "Marian, Heol Fawr" if is_written else panel.complaints_contact
    assert f'<p lang="{language}">{purpose}</p>' in page
    assert f'<span lang="{language}">{hours}</span>' in page
    assert f'<p lang="{language}"><b>{contact}</b></p>' in page


def test_what_she_is_paid_and_how_she_gets_there_has_welsh(panel: Panel, log_in: LogIn) -> None:
    her = joined(panel, language="cy")
    session = make_session(
        panel, "open", travel="Fares are paid", paid_words_cy="£40", place_roughly_cy="Ger y bysiau"
    )
    make_place(session, her)
    page = log_in(her).get(f"/panel/sessions/{session.pk}/").content.decode()
    assert '<dd lang="cy">£40</dd>' in page
    assert '<dd lang="en">Fares are paid</dd>' in page
    assert '<span lang="cy">Ger y bysiau</span>' in page


def test_an_agreement_without_welsh_is_marked_english(panel: Panel, log_in: LogIn) -> None:
    welsh, english = joined(panel, language="cy"), joined(panel)
    text = begin_text(user=panel.coordinator, panel=panel)
    AgreementText.objects.filter(pk=text.pk).update(terms_cy={}, published_on="2026-11-01")
    for member, marked in ((welsh, True), (english, False)):
        hers = Agreement.objects.create(
            place=member.memberships.get(), text=text, language="en-gb", format="screen"
        )
        page = log_in(member).get(f"/panel/agreement/{hers.pk}/").content.decode()
        assert ('<p lang="en-gb">' in page) is marked


@pytest.mark.django_db(transaction=True)
def test_a_recording_has_a_name_nobody_chose_and_a_replaced_one_goes(
    panel: Panel, settings: Any
) -> None:
    text = begin_text(user=panel.coordinator, panel=panel)
    kept: list[set[str]] = []
    for name in ("Fern reads.mp3", "Fern again.mp3"):
        file = SimpleUploadedFile(name, b"ID3 sound")
        write_text(user=panel.coordinator, text=text, audio=file)
        folder = Path(settings.MEDIA_ROOT) / "panels/agreements"
        kept.append({path.name for path in folder.iterdir()})
    assert [len(names) for names in kept] == [1, 1]
    assert kept[0] != kept[1]
    assert "Fern" not in str(kept)
    write_text(user=panel.coordinator, text=text, easy="Short")  # the recording stays
    assert {path.name for path in folder.iterdir()} == kept[1]
    write_text(user=panel.coordinator, text=text, audio="")
    assert not list(folder.iterdir())
