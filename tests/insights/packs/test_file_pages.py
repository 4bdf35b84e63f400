"""Fetching files of a pack: who may, what comes down, and that the page names each."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs.file_views import FILES
from insights.packs.services import sign_pack
from tests.factories.packs import HOUSING, SAID, draft_of, make_coded
from tests.fixtures.story import StaffClient, log_in
from tests.insights.packs.made_up import words_of_docx

pytestmark = pytest.mark.pages
EDITIONS = ("review", "public")
BEGINS = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "zip": b"PK"}


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def draft(asked: Form, facilitator: User) -> ReviewPack:
    uses = ["design_team", "public", "report"]
    make_coded(asked, facilitator, HOUSING, text=SAID, uses=uses)
    return draft_of(asked, facilitator)


def url(kind: str, pack: ReviewPack, name: str) -> str:
    return reverse(f"insights:packs:{kind}", args=[pack.pk, name])


def all_of(pack: ReviewPack) -> list[str]:
    return [url(kind, pack, name) for kind in FILES for name in EDITIONS]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", EDITIONS)
def test_a_file_comes_down_and_stays_nowhere(
    client: StaffClient, draft: ReviewPack, kind: str, name: str
) -> None:
    answer = client.get(url(kind, draft, name))
    assert answer.content.startswith(BEGINS[kind])
    assert answer["Content-Type"] == FILES[kind][1]
    named = f'attachment; filename="pack-{draft.pk}-{name}-1.{kind}"'
    assert answer["Content-Disposition"] == named
    assert "no-store" in answer["Cache-Control"]
    assert client.post(url(kind, draft, name)).status_code == 405


def test_the_page_names_every_file_of_both_editions(client: StaffClient, draft: ReviewPack) -> None:
    page = client.get(reverse("insights:packs:pack", args=[draft.pk])).content.decode()
    for address in all_of(draft):
        assert f'href="{address}"' in page
    sign_pack(pack=draft, by=client.user)
    page = client.get(reverse("insights:packs:pack", args=[draft.pk])).content.decode()
    for words in ("Word document", "Spreadsheet", "CSV", "The tables quote nobody."):
        assert words in page


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["secret", "Review", "release"])
def test_there_are_two_editions(
    client: StaffClient, draft: ReviewPack, kind: str, name: str
) -> None:
    assert client.get(url(kind, draft, name)).status_code == 404


def test_files_of_another_area_are_not_found(
    staff: Callable[..., StaffClient], other_area: Area, draft: ReviewPack
) -> None:
    stranger = staff("facilitator", other_area)
    for address in all_of(draft):
        assert stranger.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("role", "status"),
    [
        *[("facilitator", 200), ("second_coder", 302), ("reviewer", 302)],
        *[("finance", 302), ("administrator", 302), ("editor", 302)],
    ],
)
def test_who_may_fetch_files(
    staff: Callable[..., StaffClient], area: Area, draft: ReviewPack, role: str, status: int
) -> None:
    somebody = staff(role, area)
    for address in all_of(draft):
        assert somebody.get(address).status_code == status, address


def test_nobody_fetches_a_file_without_a_login(client: StaffClient, draft: ReviewPack) -> None:
    client.logout()
    for address in all_of(draft):
        assert "/accounts/login/" in client.get(address)["Location"]


@pytest.mark.parametrize(("uses", "printed"), [(["report"], True), ([], False)])
def test_what_comes_down_quotes_only_who_lets_us_print(
    client: StaffClient, asked: Form, facilitator: User, uses: list[str], printed: bool
) -> None:
    told = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team", *uses])
    pack = draft_of(asked, facilitator, quotes=[told])
    assert SAID in client.get(url("edition", pack, "review")).content.decode()
    text = words_of_docx(client.get(url("docx", pack, "review")).content)
    assert (SAID in text) == printed
