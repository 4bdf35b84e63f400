"""Every number of a screen opens the responses behind it, and no more and no fewer (issue: the
facilitator's bench). The list is asked as whoever sees the number."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.codebook.remapping import merge_theme
from insights.models import Coding, SampleMember, Settlement, Theme
from insights.rigour.measuring import measure_sample
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient, log_in
from tests.insights.busy import Busy

pytestmark = pytest.mark.pages
ALONE = re.compile(r'<a [^>]*href="([^"]*/themes/\d+/\?[^"]*)"[^>]*>\s*(\d+)')
IN_A_FOLD = re.compile(r'<li><a href="([^"]*/themes/\d+/\?[^"]*)">[^<]*: (\d+)</a>')
OF_A_FOLD = re.compile(r"<summary>(\d+)<.*?</details>", re.DOTALL)
# Screen → how many numbers of it open a list, at least.
SCREENS = {
    "themes": 4,
    "responses": 2,
    "overview": 7,
    "double_coding": 2,
    "quiet_voices": 1,
    "sharing": 4,
    "theme": 3,
    "comparison": 6,
    "sign_off": 2,
    "codebook:codebook": 3,
    "codebook:theme": 1,
    "map": 5,
    "over_time": 6,
    "between": 6,
}


@pytest.fixture
def second(area: Area) -> User:
    """She codes blind, and may do all that a facilitator may."""
    return make_staff("facilitator", area)


@pytest.fixture
def busy(form: Callable[..., Form], facilitator: User, second: User) -> Busy:
    made = form()
    use_codebook(made.consultation)
    there = Busy(made, facilitator, second)
    there.grow(22)
    beside = form()  # of the same area: a number is of both
    use_codebook(beside.consultation, there.codebook)
    for code in (HOUSING, HOUSING, MONEY):
        make_coded(beside, facilitator, code)
    make_coded(made, facilitator, HOUSING, visit_hash="ab" * 32)
    make_coded(made, facilitator, HOUSING, visit_hash="ab" * 32, week="2026-01-05")
    quiet = Theme.objects.filter(parent=None, codings=None).order_by("pk")[0]
    make_coded(made, facilitator, quiet.code)  # raised by one
    there.beside = beside.consultation  # type: ignore[attr-defined]
    return there


def address(busy: Busy, view: str) -> str:
    named = {
        "themes": {},
        "comparison": {"consultation": busy.page.pk, "sample": busy.compared.pk},
        "theme": {"consultation": busy.page.pk, "theme": theme_of(HOUSING).pk},
        "codebook:codebook": {"codebook": busy.codebook.pk},
        "codebook:theme": {"codebook": busy.codebook.pk, "theme": theme_of(HOUSING).pk},
        "between": {},
    }
    return reverse(f"insights:{view}", kwargs=named.get(view, {"consultation": busy.page.pk}))


def numbers(body: str) -> Iterator[tuple[str, int]]:
    """Each number of a page that opens a list, with its address."""
    for pattern in (ALONE, IN_A_FOLD):
        for where, number in pattern.findall(body):
            yield unescape(where), int(number)


def opened(client: StaffClient, body: str) -> dict[str, tuple[int, int]]:
    """Address → the number that leads there, and how many responses the list has."""
    found: dict[str, tuple[int, int]] = {}
    for where, number in numbers(body):
        answer = client.get(where)
        assert answer.status_code == 200, where
        count = answer.context["page"].paginator.count
        assert found.setdefault(where, (number, count)) == (number, count), where
        if count:  # and so has the bench that the first of them opens, page by page
            assert answer.context["filters"].query in answer.content.decode().replace("&amp;", "&")
    return found


@pytest.mark.parametrize("reader", ["first", pytest.param("second", marks=pytest.mark.long)])
def test_a_number_opens_as_many_responses(busy: Busy, reader: str) -> None:
    client = log_in(getattr(busy, reader))
    for view, least in SCREENS.items():
        if reader == "second" and view == "sign_off":
            continue  # she codes blind, and isn't told what was new
        for query in ("", "?of=area") if view == "over_time" else ("",):
            body = client.get(address(busy, view) + query).content.decode()
            found = opened(client, body)
            assert {w: n for w, n in found.items() if n[0] != n[1]} == {}, view
            assert len(found) >= least, (view, len(found))
            for fold in OF_A_FOLD.finditer(body):
                parts = [int(n) for _, n in IN_A_FOLD.findall(fold.group(0))]
                assert not parts or sum(parts) == int(fold.group(1)), view


def test_what_changed_since_it_was_measured_is_told_and_opens_what_is_there(busy: Busy) -> None:
    client = log_in(busy.first)
    where = address(busy, "comparison")
    told = "Since this was measured"
    assert told not in client.get(where).content.decode()
    gone = SampleMember.objects.filter(sample=busy.compared, response__codings__theme__code=HOUSING)
    ReceiptAct.objects.create(
        receipt_hash=bytes.fromhex(gone[0].response.receipt_hash)
        if isinstance(gone[0].response.receipt_hash, str)
        else gone[0].response.receipt_hash,
        kind="withdraw",
        sealed=b"x",
    )
    body = client.get(where).content.decode()
    assert told in body
    found = opened(client, body)
    assert {w: n for w, n in found.items() if n[0] != n[1]} == {}
    measure_sample(busy.compared.pk)
    assert told not in client.get(where).content.decode()
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=busy.first, why="One thing.")
    assert told in client.get(where).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "exactly=0",
        "exactly=x",
        "sample=1",
        "sample=9999&by=first&gave=1",
        "lately=x",
        "progress=",
        "by=first",
    ],
)
def test_what_cant_be_understood_is_left_out(busy: Busy, query: str) -> None:
    client = log_in(busy.first)
    here = reverse("insights:responses", args=[busy.page.pk])
    every = client.get(f"{here}?show=all").context["page"].paginator.count
    assert client.get(f"{here}?show=all&{query}").context["page"].paginator.count == every


def test_a_sample_that_is_coded_blind_opens_nothing(busy: Busy) -> None:
    """Not to whoever codes blind; nor does one that was compared, in another consultation."""
    here = reverse("insights:responses", args=[busy.page.pk])
    housing = theme_of(HOUSING).pk
    client = log_in(busy.second)
    every = client.get(f"{here}?show=all").context["page"].paginator.count
    asked = f"{here}?show=all&sample={busy.open.pk}&by=first&gave={housing}"
    assert client.get(asked).context["page"].paginator.count == every
    assert client.get(f"{here}?show=all&lately=new").context["page"].paginator.count == 0
    blind = set(busy.open.members.values_list("response", flat=True))
    for name in ("exactly", "undecided", "turned_down"):
        rows = client.get(f"{here}?show=all&{name}={housing}").context["page"].paginator.object_list
        assert not blind & {row.pk for row in rows}, name
    beside = reverse("insights:responses", args=[busy.beside.pk])  # type: ignore[attr-defined]
    asked = f"{beside}?show=all&sample={busy.compared.pk}&by=both"
    assert log_in(busy.first).get(asked).context["page"].paginator.count == 3


def test_another_area_opens_nothing(busy: Busy, other_area: Area) -> None:
    client = log_in(make_staff("facilitator", other_area))
    here = reverse("insights:responses", args=[busy.page.pk])
    assert client.get(f"{here}?exactly={theme_of(HOUSING).pk}").status_code == 404
    body = client.get(address(busy, "codebook:codebook")).content.decode()
    assert list(numbers(body)) == []
    assert Coding.objects.exists()


def test_what_is_left_to_settle_opens_until_it_is_settled(busy: Busy) -> None:
    client, where = log_in(busy.first), reverse("insights:responses", args=[busy.page.pk])
    asked = f"{where}?show=all&sample={busy.compared.pk}&by=unsettled"
    before = opened(client, client.get(address(busy, "comparison")).content.decode())
    ((number, listed),) = {n for link, n in before.items() if "by=unsettled" in link}
    assert number == listed > 0
    for member in SampleMember.objects.filter(sample=busy.compared):
        Settlement.objects.get_or_create(
            response=member.response,
            codebook=busy.compared.codebook,
            defaults={"settled_by": busy.first, "settled_on": busy.today},
        )
    assert "by=unsettled" not in client.get(address(busy, "comparison")).content.decode()
    assert client.get(asked).context["page"].paginator.count == 0
