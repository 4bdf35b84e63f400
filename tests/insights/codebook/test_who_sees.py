"""Who sees the screens of a codebook, and who changes anything there."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import edit_theme
from insights.codebook.models import CodebookChange
from insights.models import Codebook, Coding
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import code, everything, said
from tests.insights.codebook.screens import OF_THEME, READ, WRITE, place, sent

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


@pytest.fixture
def change(codebook: Codebook, ann: User) -> CodebookChange:
    made = edit_theme(theme=theme_of(COURT), by=ann, name="At court", why="Plainer")
    assert made is not None
    return made


def test_coders_read_and_facilitators_change(
    staff: Staff, area: Area, change: CodebookChange
) -> None:
    for role, may in (("facilitator", True), ("second_coder", False)):
        client = staff(role, area)
        assert {client.get(place(name)).status_code for name in READ} == {200}
        codes = {client.get(place(name)).status_code for name in WRITE}
        assert codes == {200 if may else 302}, role
        for name in ("codebook", "theme"):
            assert (place("edit") in client.get(place(name)).content.decode()) is may
        history = client.get(place("history")).content.decode()
        assert (place("undo", MONEY, change.pk) in history) is may


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_see_and_do_nothing(
    staff: Staff, area: Area, change: CodebookChange, role: str
) -> None:
    before = everything(change.codebook)
    client = staff(role, area)
    answers = [client.get(place(name)) for name in (*READ, *WRITE)]
    answers += [client.post(place(name), sent()) for name in WRITE]
    answers.append(client.post(place("undo", MONEY, change.pk)))
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/manage/")}
    assert everything(change.codebook) == before


@pytest.mark.parametrize("who", ["second_coder", "facilitator elsewhere"])
def test_who_may_only_read_changes_nothing(
    staff: Staff, area: Area, other_area: Area, change: CodebookChange, who: str
) -> None:
    before = everything(change.codebook)
    role, _, elsewhere = who.partition(" ")
    client = staff(role, other_area if elsewhere else area)
    answers = [client.post(place(name), sent()) for name in WRITE]
    answers.append(client.post(place("undo", MONEY, change.pk)))
    assert {a.status_code for a in answers} == {302}
    assert everything(change.codebook) == before
    assert client.get(place("codebook")).status_code == 200


def test_a_stranger_is_sent_to_the_login(client: StaffClient, change: CodebookChange) -> None:
    assert all("/login/" in client.get(place(n))["Location"] for n in (*READ, *WRITE))
    assert "/login/" in client.post(place("undo", MONEY, change.pk))["Location"]


def test_what_is_not_there_is_not_found(staff: Staff, area: Area, change: CodebookChange) -> None:
    client = staff("facilitator", area)
    other = Codebook.objects.create(name="Other", slug="other", version="1")
    for name in ("theme", *OF_THEME):
        address = reverse(f"insights:codebook:{name}", args=[other.pk, theme_of(MONEY).pk])
        assert client.get(address).status_code == 404
    undo = reverse("insights:codebook:undo", args=[other.pk, change.pk])
    assert client.post(undo).status_code == 404
    assert client.get(place("undo", MONEY, change.pk)).status_code == 405


def test_each_page_has_a_title_of_its_own(staff: Staff, area: Area, change: CodebookChange) -> None:
    client = staff("facilitator", area)
    titles = set()
    for name in (*READ, *WRITE):
        body = client.get(place(name)).content.decode()
        titles.add(body.split("<title>")[1].split("</title>")[0].strip())
    assert len(titles) == len((*READ, *WRITE))


def test_who_may_not_move_codings_of_another_area_is_told_before_she_begins(
    staff: Staff,
    area: Area,
    other_area: Area,
    change: CodebookChange,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
) -> None:
    elsewhere = form(consultation(area=other_area))
    use_codebook(elsewhere.consultation, change.codebook)
    here, both = staff("facilitator", area), staff("facilitator", area, other_area)
    code(said(elsewhere), MONEY, both.user)
    for name, data in (
        ("merge", {"into": theme_of(HOUSING).pk}),
        ("split", {"name-0": "A", "name-1": "B", "where": "below", "split": ""}),
    ):
        told = b"what was coded in Glan yr Afon"
        assert told in here.get(place(name)).content
        assert told in here.post(place(name), data).content
        assert told not in both.get(place(name)).content
    assert Coding.objects.get().theme.code == MONEY
    assert here.post(place("edit"), sent(name="Cash")).status_code == 302
