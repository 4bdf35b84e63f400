"""The public process on PostgreSQL: it puts in, and can't read what it took."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections, transaction
from django.test import Client

from consultations.models import (
    ConsultationPage,
    LargePrint,
    Outcome,
    UpdatePage,
    WhatHappenedPage,
)
from core.models import Area, AreaPage, AreasPage, HomePage, NewsIndexPage, NewsPage
from feedback.contact.models import ContactService
from feedback.drafts import forget, keep, open_draft
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.services import leave_visit, submit_response, withdraw
from feedback.slips import find_slip, seal_part
from feedback.state import State, Visit
from tests.consultations.bodies.test_answering import Body
from tests.factories.bodies import make_body_form
from tests.factories.feedback import live, make_payload
from tests.factories.promises import day, make_move, make_promise
from tests.factories.unindexed import searchable
from tests.factories.versions import make_easy, make_other, make_recording
from tests.feedback.contact.test_contact import Asking
from tests.feedback.holding import Holder
from tests.feedback.saving import Saver
from tests.feedback.woman import ESCAPED

ROLE = "alongside_test_public"
ALIASES = ("default", "intake")
pytestmark = pytest.mark.django_db


def make_role() -> None:
    """The role belongs to the server, not to a database, so it is made outside the test's own."""
    apart = connections["default"].copy()
    apart.inc_thread_sharing()
    with contextlib.suppress(ProgrammingError), apart.cursor() as cursor:  # it is there already
        cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
    apart.close()


@pytest.fixture
def as_public_role() -> Iterator[Callable[[], None]]:
    """Make the role with its rights; calling it, this connection goes on as that role."""
    if connections["intake"].vendor != "postgresql":
        pytest.skip("Roles need PostgreSQL; this run is on SQLite.")
    make_role()
    call_command("grant_public_role", ROLE, verbosity=0)

    def become() -> None:
        for alias in ALIASES:
            connections[alias].cursor().execute(f"SET ROLE {ROLE}")

    yield become
    for alias in ALIASES:
        connections[alias].cursor().execute("RESET ROLE")


def test_it_takes_a_response_and_opens_a_slip(
    form: Callable[..., Form], intake_key: IntakeKey, as_public_role: Callable[[], None]
) -> None:
    payload = make_payload(form())
    as_public_role()
    code = submit_response(payload=payload, visit="f" * 32)
    assert submit_response(payload=payload, visit="f" * 32) == code
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    leave_visit("e" * 32)
    assert find_slip(code) is None


def test_it_keeps_replaces_opens_and_forgets_a_draft(
    form: Callable[..., Form], as_public_role: Callable[[], None]
) -> None:
    version = live(form())
    state = State(visit=Visit.begin(), version=version.pk, step="check", helped=True)
    as_public_role()
    words = keep(state, "page").draft
    keep(replace(state, helped=False), "another page")
    opened = open_draft(words)
    assert opened is not None
    assert not opened.helped
    forget(opened)
    assert open_draft(words) is None


def test_it_opens_her_draft_at_its_address(
    form: Callable[..., Form], as_public_role: Callable[[], None]
) -> None:
    made = form()
    as_public_role()
    woman = Saver(made)
    words = woman.save_secret()
    assert ESCAPED in woman.open(words).content.decode()
    woman.save(text="again")
    assert "again" in woman.open(words).content.decode()


def test_it_takes_a_change_of_uses(
    form: Callable[..., Form], intake_key: IntakeKey, as_public_role: Callable[[], None]
) -> None:
    her = Holder(form(), "report")
    as_public_role()
    assert her.ticked == ["report"]
    assert "We have your change" in her.allow("public").content.decode()
    assert her.ticked == []


def test_it_takes_the_wish_for_a_second_look(
    form: Callable[..., Form], intake_key: IntakeKey, as_public_role: Callable[[], None]
) -> None:
    her = Holder(form())
    slip = her.slip
    slip.read = seal_part({"read": False, "held": 1}, bytes(slip.public_key))
    slip.save()
    as_public_role()
    her.press("look-again")
    assert "Another reader will look" in her.text
    her.press("why")
    assert "Ask for a second look" not in her.text


@pytest.mark.parametrize(("how", "told"), [("add", "what you added"), ("correct", "new words")])
def test_it_takes_words_that_she_sends_later(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    as_public_role: Callable[[], None],
    how: str,
    told: str,
) -> None:
    her = Holder(form())
    as_public_role()
    for _ in range(2):
        her.press(f"{how}-now", text="and they lost my letters")
    assert f"We have {'your ' if how == 'correct' else ''}{told}" in her.text


def test_it_takes_a_request_for_contact(
    area: Area, intake_key: IntakeKey, as_public_role: Callable[[], None]
) -> None:
    service = ContactService.objects.create(area=area, name="Centre", about="a", answers="soon")
    as_public_role()
    assert "We have it" in Asking(area, service).press("send")


def test_it_takes_what_an_organisation_sends_and_writes_again(
    consultation: Callable[..., ConsultationPage], as_public_role: Callable[[], None]
) -> None:
    form = make_body_form(consultation())
    as_public_role()
    body = Body(form).send()
    code = body.code
    assert body.repeat().code == code
    assert Body(form).send(code=code, role="Director").code == code
    assert "Do you work with women?" in Client().get(form.consultation.url).content.decode()


def test_it_serves_public_pages(
    consultation: Callable[..., ConsultationPage],
    site_root: HomePage,
    as_public_role: Callable[[], None],
) -> None:
    page = consultation(title="Getting out")
    make_move(page, 20, 30, make_promise(page, 30))
    news = page.add_child(instance=UpdatePage(title="We met", slug="we-met", note="They listened."))
    Outcome.objects.create(consultation=page, version="1", summary="a", published_on=day(0))
    site_root.refresh_from_db()
    happened = site_root.add_child(instance=WhatHappenedPage(title="After", slug="after"))
    addresses = [page.url, news.url, f"{page.url}outcome/", happened.url, page.get_parent().url]
    areas = site_root.add_child(instance=AreasPage(title="Areas", slug="areas"))
    here = AreaPage(title="Here", slug="here", area=page.area, lead="Where to turn.")
    areas.add_child(instance=here)
    told = site_root.add_child(instance=NewsIndexPage(title="News", slug="news"))
    told.add_child(instance=NewsPage(title="New", slug="new", lead="It is so."))
    addresses += ["/", areas.url, here.url, told.url, f"{told.url}new/", "/search/"]
    searchable(page)
    as_public_role()
    assert {Client().get(address).status_code for address in addresses} == {200}
    for address in ("/find/", "/search/"):
        assert "Getting out" in Client().post(address, {"words": "getting"}).content.decode()


@pytest.mark.parametrize(
    "way", ["", "easy-read/", "audio/", "audio/en-gb/file/", "bsl/", "in/pl/", "large-print/"]
)
def test_it_serves_versions_of_a_page(
    form: Callable[..., Form], as_public_role: Callable[[], None], way: str
) -> None:
    page = form().consultation
    make_easy(page)
    make_recording(page)
    make_recording(page, "bsl")
    make_other(page)
    LargePrint.objects.create(page=page, file="none.pdf", size=1, made_on=date(2026, 1, 2))
    default_storage.save("none.pdf", ContentFile(b"%PDF"))
    as_public_role()
    assert Client().get(page.url + way).status_code == 200


@pytest.mark.parametrize(
    ("alias", "statement"),
    [
        ("intake", "SELECT sealed FROM intake_sealedresponse"),
        ("intake", "SELECT count(*) FROM intake_sealedresponse"),
        ("intake", "DELETE FROM intake_sealedresponse"),
        ("intake", "SELECT sealed FROM intake_sealedequality"),
        ("intake", "SELECT month FROM intake_sealedequality"),
        ("intake", "SELECT sealed FROM intake_sealedcontact"),
        ("intake", "DELETE FROM intake_sealedcontact"),
        ("default", "SELECT sealed FROM review_contactrequest"),
        ("default", "SELECT option FROM feedback_equalityanswer"),
        ("default", "SELECT intake_hash FROM feedback_equalitytaken"),
        ("intake", "UPDATE intake_receiptslip SET read = NULL"),
        ("intake", "SELECT sealed FROM intake_receiptact"),
        ("intake", "DELETE FROM intake_receiptact"),
        ("intake", "DELETE FROM intake_receiptslip"),
        ("intake", "DELETE FROM intake_closedvisit"),
        ("intake", "UPDATE intake_draft SET sealed = ''"),
        ("intake", "TRUNCATE intake_draft"),
        ("default", "SELECT text FROM feedback_answer"),
        ("default", "SELECT * FROM feedback_response"),
        ("default", "SELECT sealed FROM review_waitingresponse"),
        ("default", "SELECT email FROM accounts_user"),
        ("default", "SELECT content FROM wagtailcore_revision"),
        ("default", "UPDATE consultations_decision SET what = ''"),
        ("default", "UPDATE consultations_promise SET state = 'kept'"),
        ("default", "DELETE FROM consultations_move"),
        ("default", "SELECT person_id FROM consultations_reminder"),
        ("default", "SELECT email FROM consultations_bodyanswer"),
        ("default", "SELECT count(*) FROM consultations_bodyanswer"),
        ("default", "DELETE FROM consultations_bodyanswer"),
        ("default", "UPDATE consultations_bodyanswer SET email = ''"),
        ("default", "SELECT said FROM consultations_bodyreading"),
        ("default", "UPDATE consultations_bodyform SET is_on = true"),
        ("default", "UPDATE consultations_easyread SET live = true"),
        ("default", "SELECT because FROM consultations_notneeded"),
    ],
)
def test_it_can_not_read_or_change(
    as_public_role: Callable[[], None], alias: str, statement: str
) -> None:
    as_public_role()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(alias):
        connections[alias].cursor().execute(statement)


def test_on_sqlite_it_says_why_it_can_not() -> None:
    if connections["intake"].vendor == "postgresql":
        pytest.skip("This run is on PostgreSQL.")
    with pytest.raises(CommandError, match="Roles need PostgreSQL"):
        call_command("grant_public_role", ROLE)
