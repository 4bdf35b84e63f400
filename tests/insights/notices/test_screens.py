"""Screens of posters, letters and other forms: who finds them, and that nothing typed is lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditLine, User
from consultations.models import ConsultationPage, Decision, Outcome, Telling
from core.models import Area
from feedback.models import Form
from insights.models import ReviewPack
from insights.notices.forms import telling_form
from insights.notices.gathering import Matter
from insights.notices.services import NotPublished
from insights.packs.services import publish_pack
from tests.factories.accounts import make_staff
from tests.factories.packs import signed_pack
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient, log_in
from tests.insights.notices.conftest import tell

pytestmark = pytest.mark.pages
TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def url(name: str, pack: ReviewPack, *more: str) -> str:
    return reverse(f"insights:{name}", args=[pack.pk, *more])


def addresses(pack: ReviewPack) -> list[str]:
    return [
        url("posters", pack),
        *(url("telling", pack, form) for form in Telling.Form.values),
        *(url("notice", pack, name) for name in ("poster-a4-en", "letter-offline-en")),
    ]


def typed(**changes: str) -> dict[str, str]:
    """What a browser sends to publish a form: all that the English says."""
    rows = {f"{name}_{n}": f"{name} {n}" for n in range(3) for name in ("said", "what")}
    whys = {"why_0": "Oherwydd.", "why_2": "Oherwydd hyn."}
    return {"summary": "Yn fyr.", "checked_by": "Nia", "publish": "1", **rows, **whys, **changes}


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


# -- who finds them


def test_a_facilitator_finds_every_screen(client: StaffClient, published: ReviewPack) -> None:
    for address in addresses(published):
        assert client.get(address).status_code == 200, address
    pack = client.get(reverse("insights:packs:pack", args=[published.pk])).content.decode()
    assert url("posters", published) in pack


def test_packs_of_other_areas_are_not_found(
    staff: Callable[..., StaffClient], other_area: Area, published: ReviewPack
) -> None:
    stranger = staff("facilitator", other_area)
    for address in addresses(published):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address, typed()).status_code in (404, 405), address
    assert not Telling.objects.exists()


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "editor"])
def test_other_roles_are_sent_away(
    staff: Callable[..., StaffClient], area: Area, published: ReviewPack, role: str
) -> None:
    somebody = staff(role, area)
    for address in addresses(published):
        assert somebody.get(address).status_code == 302, address
        assert somebody.post(address, typed()).status_code in (302, 405), address
    assert not Telling.objects.exists()
    with pytest.raises(PermissionDenied):
        tell(published, somebody.user, Telling.Form.WELSH)


@pytest.mark.parametrize("place", ["other_area", "nowhere"])
def test_nobody_of_another_area_tells_it(
    published: ReviewPack, other_area: Area, place: str
) -> None:
    somebody = make_staff("facilitator" if place == "other_area" else "auditor", other_area)
    with pytest.raises(PermissionDenied):
        tell(published, somebody, Telling.Form.WELSH)


def test_a_signed_pack_has_none_yet_and_it_says_so(
    client: StaffClient, crowd: Form, facilitator: User
) -> None:
    pack = signed_pack(crowd, facilitator)
    for address in addresses(pack):
        answer = client.get(address, follow=True)
        assert "Posters and letters are made of a published pack." in answer.content.decode()
    with pytest.raises(NotPublished):
        tell(pack, facilitator, Telling.Form.WELSH)


def test_a_superseded_pack_has_none_any_more(
    client: StaffClient, crowd: Form, published: ReviewPack
) -> None:
    publish_pack(pack=signed_pack(crowd, client.user), by=client.user)
    answer = client.get(url("posters", published), follow=True)
    assert "Posters and letters are made of a published pack." in answer.content.decode()


@pytest.mark.parametrize("name", ["poster", "poster-a5-en", "letter-a4-en", "poster-a4-fr", "x"])
def test_there_are_no_other_files(client: StaffClient, published: ReviewPack, name: str) -> None:
    assert client.get(url("notice", published, name)).status_code == 404


@pytest.mark.parametrize("other", ["en", "fr", "CY"])
def test_there_are_no_other_forms(client: StaffClient, published: ReviewPack, other: str) -> None:
    assert client.get(url("telling", published, other)).status_code == 404


# -- files


def test_a_file_comes_down_under_a_neutral_name_and_stays_nowhere(
    client: StaffClient, published: ReviewPack
) -> None:
    answer = client.get(url("notice", published, "poster-offline-a3-en"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="poster-offline-a3-en.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_a_form_that_nobody_has_written_has_no_file_and_no_link(
    client: StaffClient, published: ReviewPack
) -> None:
    page = client.get(url("posters", published)).content.decode()
    assert url("notice", published, "letter-en") in page
    assert url("notice", published, "letter-cy") not in page
    assert client.get(url("notice", published, "letter-cy")).status_code == 404
    tell(published, client.user, Telling.Form.WELSH)
    assert (
        url("notice", published, "letter-cy")
        in client.get(url("posters", published)).content.decode()
    )
    assert client.get(url("notice", published, "letter-cy")).status_code == 200


def test_the_address_on_it_is_that_of_the_public_page(
    client: StaffClient, published: ReviewPack, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    found: list[str] = []

    def keep(matter: Matter) -> bytes:
        found.append(matter.address)
        return b""

    monkeypatch.setattr("insights.notices.views.notice_pdf", keep)
    client.get(url("notice", published, "poster-a4-en"))
    settings.SURFACE = "staff"
    client.get(url("notice", published, "poster-a4-en"))
    page = published.consultation
    site = page.get_site()
    assert site is not None
    assert found == [f"http://testserver{page.url}", f"{site.root_url}{page.url}"]


def test_a_summary_that_is_too_long_is_said(
    client: StaffClient, published: ReviewPack, outcome: Outcome
) -> None:
    Outcome.objects.filter(pk=outcome.pk).update(summary="A long story. " * 1400)
    answer = client.get(url("notice", published, "letter-en"), follow=True)
    assert "too long for two pages" in answer.content.decode()


# -- other forms


def test_it_is_written_beside_the_english_and_then_stands(
    client: StaffClient, published: ReviewPack, outcome: Outcome
) -> None:
    address = url("telling", published, "cy")
    page = client.get(address).content.decode()
    for words in ("Nowhere to stay.", "There are six flats.", "Most spoke of a place to live."):
        assert words in page
    answer = client.post(address, typed(), follow=True)
    assert "Published in this form: Welsh." in answer.content.decode()
    telling = outcome.tellings.get()
    assert (telling.form, telling.summary, telling.checked_by) == ("cy", "Yn fyr.", "Nia")
    assert [row["because"] for row in telling.decisions] == ["Oherwydd.", "", "Oherwydd hyn."]
    lines = AuditLine.objects.filter(action="tell outcome").values_list("subject", flat=True)
    assert list(lines) == [f"pack {published.pk}, cy"]
    for again in (client.get(address, follow=True), client.post(address, typed(), follow=True)):
        assert "It is written in this form already" in again.content.decode()
    assert outcome.tellings.count() == 1


@pytest.mark.parametrize("left_out", ["summary", "said_1", "what_2", "why_0"])
def test_nothing_may_be_left_out_and_nothing_typed_is_lost(
    client: StaffClient, published: ReviewPack, left_out: str
) -> None:
    sent = typed(said_0="Words of a long night.") | {left_out: " "}
    page = client.post(url("telling", published, "cy"), sent).content.decode()
    assert "Nothing that you wrote is lost." in page
    assert "is empty. Write it here." in page
    assert "Words of a long night." in page
    assert not Telling.objects.exists()


def test_checking_publishes_nothing_and_names_long_lines(
    client: StaffClient, published: ReviewPack
) -> None:
    long = "We went and we saw and we asked and they said that it was not for us."
    sent = typed(said_1=f"Short. {long}")
    sent.pop("publish")
    for form, is_named in (("easy-en", True), ("cy", False)):
        page = client.post(url("telling", published, form), sent).content.decode()
        assert "it is not published yet" in page.replace("It is", "it is")
        assert (f'<span lang="en">{long}</span>' in page) == is_named
        assert not Telling.objects.exists()


def test_easy_read_is_short(client: StaffClient, published: ReviewPack) -> None:
    page = client.post(
        url("telling", published, "easy-en"), typed(said_0="x" * 161)
    ).content.decode()
    assert "Use 160 or fewer" in page
    assert not Telling.objects.exists()


def test_what_was_told_before_and_has_not_changed_is_there_again(
    crowd: Form, client: StaffClient, published: ReviewPack, outcome: Outcome
) -> None:
    tell(published, client.user, Telling.Form.WELSH)
    newer = publish_pack(pack=signed_pack(crowd, client.user), by=client.user).outcome
    assert newer is not None
    newer.decisions.all().delete()
    for decision in outcome.decisions.all():
        decision.pk, decision.outcome = None, newer
        if decision.order == 1:
            decision.what = "Something else."
        decision.save()
    form = telling_form(None, outcome=newer, form="cy")
    assert form["said_0"].value() == "Said cy 0."
    assert form["why_2"].value() == "Why not."
    assert form["said_1"].value() == ""
    assert telling_form(None, outcome=newer, form="easy-cy")["said_0"].value() == ""
    Decision.objects.filter(outcome=newer).update(key=uuid.uuid4())
    assert telling_form(None, outcome=newer, form="cy")["said_0"].value() == ""


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>'])
def test_words_are_escaped(client: StaffClient, published: ReviewPack, text: str) -> None:
    sent = typed(said_0=text, summary=text, checked_by=text)
    assert (
        text
        not in client.post(
            url("telling", published, "easy-en"), sent | {"said_0": "", "said_1": f"{text} " * 3}
        ).content.decode()
    )
    client.post(url("telling", published, "easy-en"), sent)
    assert Telling.objects.exists()
    assert text not in client.get(url("posters", published)).content.decode()


def test_screens_take_few_queries(client: StaffClient, published: ReviewPack) -> None:
    tell(published, client.user, Telling.Form.EASY)
    for address in (url("posters", published), url("telling", published, "cy")):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        ours = [q for q in caught if "wagtail" not in q["sql"] and "session" not in q["sql"]]
        assert len(ours) <= 20, address


@pytest.mark.browser
@pytest.mark.long
def test_screens_pass_axe(
    page: Any, axe: AxeCheck, live_server: Any, published: ReviewPack, facilitator: User
) -> None:
    cookie = log_in(facilitator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for address in (url("posters", published), url("telling", published, "easy-cy")):
        page.goto(live_server.url + address)
        axe(page)
        assert page.locator("h1").count() == 1
        page.set_viewport_size({"width": 320, "height": 800})
        needed, there = page.evaluate(TOO_WIDE)
        assert needed <= there, f"{address} scrolls sideways: {needed} > {there}"
        page.set_viewport_size({"width": 1280, "height": 800})


def test_the_welsh_poster_has_the_title_of_the_welsh_page(
    client: StaffClient, published: ReviewPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []

    def keep(matter: Matter) -> bytes:
        titles.append(matter.title)
        return b""

    monkeypatch.setattr("insights.notices.views.notice_pdf", keep)
    tell(published, client.user, Telling.Form.WELSH)
    client.get(url("notice", published, "poster-a4-cy"))
    in_welsh = ConsultationPage(title="Dod allan", area=published.consultation.area)
    monkeypatch.setattr(ConsultationPage, "localized", in_welsh)
    monkeypatch.setattr("insights.notices.views.public_address", lambda *args: "https://x/")
    client.get(url("notice", published, "poster-a4-cy"))
    assert titles == ["Getting out", "Dod allan"]
