"""Screens of charts: who sees them, that each number opens as many responses, and how many queries
they take."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.changes import name_in_area
from insights.models import Codebook, Theme
from insights.rigour.sampling import draw_sample
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import make_coded, make_crowd
from tests.factories.themes import make_codebook, theme_of, use_codebook
from tests.fixtures.story import StaffClient, log_in
from tests.insights.charts.conftest import COURT, FUNDS, HOUSING, PRISON, TRUST

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
Said = Callable[..., Response]
NAMES = ("map", "over_time", "between")
LINK = re.compile(r'href="([^"]*/responses/|[^"]*themes/\d+/)(\?[^"]*)"[^>]*>(\d+)')


def place(name: str, form: Form) -> str:
    return reverse(f"insights:{name}", args=[] if name == "between" else [form.consultation_id])


@pytest.fixture
def client(coder: User) -> StaffClient:
    return log_in(coder)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("facilitator", 200),
        ("second_coder", 200),
        ("reviewer", 302),
        ("editor", 302),
        ("administrator", 302),
    ],
)
def test_who_sees_them(
    staff: Staff, area: Area, asked_here: Form, name: str, role: str, status: int
) -> None:
    assert staff(role, area).get(place(name, asked_here)).status_code == status


@pytest.mark.parametrize("name", ["map", "over_time"])
def test_another_area_is_not_found(
    staff: Staff, other_area: Area, asked_here: Form, name: str
) -> None:
    assert staff("facilitator", other_area).get(place(name, asked_here)).status_code == 404


def test_between_shows_nothing_of_another_area(
    staff: Staff, other_area: Area, asked_here: Form, book: Codebook, five: list[Response]
) -> None:
    body = staff("facilitator", other_area).get(
        f"{place('between', asked_here)}?codebook={book.pk}"
    )
    assert "No consultation of your areas has a codebook yet." in body.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_the_login(client: StaffClient, asked_here: Form, name: str) -> None:
    client.logout()
    assert "/login/" in client.get(place(name, asked_here))["Location"]


@pytest.mark.parametrize("name", ["map", "over_time"])
def test_without_a_codebook_they_say_what_to_do(
    client: StaffClient, form: Callable[..., Form], name: str
) -> None:
    assert "Choose a codebook" in client.get(place(name, form())).content.decode()


def test_the_links_stand_above_the_list(client: StaffClient, asked_here: Form) -> None:
    body = client.get(reverse("insights:responses", args=[asked_here.consultation_id]))
    for name in NAMES:
        assert f'href="{place(name, asked_here)}' in body.content.decode()


# -- each number opens the responses behind it


def opened(client: StaffClient, body: str) -> list[tuple[int, int]]:
    """Each number of a page that is a link, and how many responses it opens."""
    found = []
    for path, query, number in LINK.findall(body):
        page = client.get(path + unescape(query))
        found.append((int(number), page.context["page"].paginator.count))
    return found


@pytest.mark.parametrize(
    ("name", "query", "links"),
    [
        ("map", "", 7),
        ("map", "?rows=need&columns=factor&only={court}", 4),
        ("map", "?rows=factor&columns=factor", 7),
        ("over_time", "", 5),
        ("over_time", "?by=week", 5),
        ("between", "?by=consultation", 4),
        ("overview", "", 6),
    ],
)
def test_a_number_opens_as_many_responses(
    client: StaffClient, asked_here: Form, said: Said, name: str, query: str, links: int
) -> None:
    given = ((TRUST, COURT, HOUSING), (TRUST, COURT), (TRUST,), (FUNDS, PRISON, "need.money"), ())
    for codes in given:
        said(*codes, week="2026-01-05")
    said(TRUST, week="2026-01-05", visit_hash="ab" * 32)
    said(COURT, week="2026-02-02", visit_hash="ab" * 32)
    asked = query.format(court=theme_of(COURT).pk)
    body = client.get(place(name, asked_here) + asked).content.decode()
    found = opened(client, body)
    assert len(found) >= links, found
    assert [shown for shown, _ in found] == [behind for _, behind in found]


def test_who_codes_blind_is_told_and_her_numbers_open_as_many(
    asked_here: Form, said: Said, coder: User, area: Area
) -> None:
    second = make_staff("second_coder", area)
    for _ in range(3):
        said(TRUST, COURT)
    draw_sample(
        consultation=asked_here.consultation, second=second, by=make_staff("facilitator", area)
    )
    for _ in range(2):
        said(TRUST, COURT)
    client = log_in(second)
    for name in (*NAMES, "overview"):
        body = client.get(place(name, asked_here)).content.decode()
        found = opened(client, body)
        assert found, name
        # How far reading and coding are is told to her too; what it was coded as, of her own alone.
        of_themes = [int(n) for _, query, n in LINK.findall(body) if "theme=" in query]
        assert of_themes or name == "over_time", name
        assert max(of_themes, default=0) <= 2, name
        assert all(shown == behind for shown, behind in found), (name, found)
        shown = " ".join(re.sub(r"<[^>]*>", " ", body).split())
        assert name == "overview" or "3 that you code by yourself" in shown
        sample = reverse("insights:sample", args=[asked_here.consultation_id])
        assert name == "overview" or f'href="{sample}">3<' in body


def test_a_list_takes_all_of_several_themes(
    client: StaffClient, asked_here: Form, five: list[Response]
) -> None:
    here = reverse("insights:responses", args=[asked_here.consultation_id])
    trust, court = theme_of(TRUST), theme_of(COURT)

    def listed(query: str) -> set[int]:
        return {row.pk for row in client.get(f"{here}{query}").context["rows"]}

    both = f"?show=coded&theme={trust.pk}&theme={court.pk}"
    assert listed(both) == {five[0].pk, five[1].pk}
    assert listed(f"{both}&theme={theme_of(HOUSING).pk}") == {five[0].pk}
    assert listed("?show=uncoded") == {five[4].pk}
    assert listed(f"?theme={trust.pk}&theme=x&theme=") == {r.pk for r in five[:3]}
    body = client.get(f"{here}{both}").content.decode()
    assert "2 responses" in " ".join(body.split())
    first = client.get(f"{here}{both}").context["rows"][0].pk
    bench = reverse("insights:bench", args=[asked_here.consultation_id, first])
    assert f"{bench}?show=coded&amp;theme={trust.pk}&amp;theme={court.pk}" in body


@pytest.mark.parametrize(
    ("query", "weeks"),
    [
        ("from=2026-01-12", ["2026-01-12", "2026-02-02"]),
        ("until=2026-01-12", ["2026-01-05", "2026-01-12"]),
        ("from=2026-01-12&until=2026-01-12", ["2026-01-12"]),
        ("from=2026-02-30&until=x", ["2026-01-05", "2026-01-12", "2026-02-02"]),
        ("channel=paper", ["2026-02-02"]),
        ("channel=pigeon", ["2026-01-05", "2026-01-12", "2026-02-02"]),
    ],
)
def test_a_list_may_be_of_some_weeks_or_of_one_way(
    client: StaffClient, asked_here: Form, query: str, weeks: list[str]
) -> None:
    for week, channel in (("2026-01-05", "web"), ("2026-01-12", "web"), ("2026-02-02", "paper")):
        make_response(asked_here, week=week, channel=channel)
    here = reverse("insights:responses", args=[asked_here.consultation_id])
    rows = client.get(f"{here}?{query}").context["rows"]
    assert sorted(row.week.isoformat() for row in rows) == weeks


# -- what stands on them


def test_a_flat_codebook_is_told_and_stands_against_itself(
    client: StaffClient, form: Callable[..., Form], coder: User
) -> None:
    made = form()
    themes = [{"name": "Feeling safe"}, {"name": "Being heard"}]
    use_codebook(made.consultation, make_codebook(themes, slug="flat"))
    make_coded(made, coder, "feeling-safe", "being-heard")
    body = client.get(place("map", made)).content.decode()
    assert "so there is no map of one axis against another" in body
    assert len(opened(client, body)) >= 4


def test_areas_call_themes_by_their_own_names_but_not_between(
    client: StaffClient, asked_here: Form, area: Area, coder: User, five: list[Response]
) -> None:
    name_in_area(theme=theme_of(TRUST), area=area, by=coder, name="Somebody to rely on")
    for name in ("map", "over_time"):
        assert "Somebody to rely on" in client.get(place(name, asked_here)).content.decode()
    body = client.get(place("between", asked_here)).content.decode()
    assert "Somebody to rely on" not in body
    assert "Trust" in body


def test_what_nobody_said_is_in_a_fold(client: StaffClient, asked_here: Form, said: Said) -> None:
    said(TRUST, COURT)
    body = " ".join(client.get(place("map", asked_here)).content.decode().split())
    fold = body.partition("2 themes said by no one")[2]
    assert "Funds" in fold
    assert "In prison" in fold
    assert "It doesn&#x27;t say that it didn&#x27;t happen" in fold or "It doesn't say" in fold


@pytest.mark.parametrize(
    "query", ["?rows=x&columns=&only=9", "?rows=stage&columns=stage", "?only="]
)
def test_odd_questions_show_a_map(
    client: StaffClient, asked_here: Form, five: list[Response], query: str
) -> None:
    assert client.get(place("map", asked_here) + query).context["map"].coded.women == 4


def test_eight_themes_are_shown_and_more_are_told(
    client: StaffClient, form: Callable[..., Form], coder: User
) -> None:
    made = form()
    use_codebook(
        made.consultation, make_codebook([{"name": f"Theme {n}"} for n in range(10)], slug="flat")
    )
    themes = list(Theme.objects.order_by("order"))
    make_coded(made, coder, *(theme.code for theme in themes))
    query = "&".join(f"theme={theme.pk}" for theme in themes)
    for name in ("over_time", "between"):
        answer = client.get(f"{place(name, made)}?{query}")
        assert len(answer.context["pictures"]) == 8
        assert "more than 8 themes" in answer.content.decode()
        assert len(client.get(place(name, made)).context["pictures"]) == 4


def test_pictures_have_a_name_a_description_and_a_table(
    client: StaffClient, asked_here: Form, coder: User, form: Callable[..., Form]
) -> None:
    other = form()
    use_codebook(other.consultation, theme_of(TRUST).codebook)
    make_crowd(asked_here, coder, [([TRUST], "web")] * 12 + [([FUNDS], "web")] * 3)
    make_crowd(other, coder, [([TRUST], "web")] * 2 + [([FUNDS], "web")] * 13)
    for name in ("over_time", "between"):
        body = client.get(place(name, asked_here)).content.decode()
        for svg in re.findall(r"<svg class=\"picture\".*?</svg>", body, re.DOTALL):
            (ids,) = re.findall(r'role="img"\s+aria-labelledby="(\S+) (\S+)"', svg)
            for one in ids:
                assert re.search(rf'id="{one}">[^<]+<', svg), svg[:300]
        assert "80%" in body
        assert "Exact numbers: for named staff only." in body
    body = " ".join(client.get(place("between", asked_here)).content.decode().split())
    assert "A real difference is likely in 2 themes." in body
    assert "2 themes are compared at once" in body


def test_over_time_may_be_of_all_consultations_of_the_area(
    client: StaffClient, asked_here: Form, coder: User, form: Callable[..., Form], said: Said
) -> None:
    other = form()
    use_codebook(other.consultation, theme_of(TRUST).codebook)
    said(TRUST)
    make_coded(other, coder, TRUST)
    alone = client.get(place("over_time", asked_here))
    assert alone.context["tally"].women == 1
    both = client.get(place("over_time", asked_here) + "?of=area")
    assert both.context["tally"].women == 2
    body = both.content.decode()
    lists = {
        urlsplit(path + unescape(query))
        for path, query, _ in re.findall(r'<li><a href="([^"?]*)(\?[^"]*)">(.*?)</a>', body)
    }
    asked = [parse_qs(one.query) for one in lists]
    assert {one["show"][0] for one in asked} == {"coded", "open"}  # and all who answered
    assert len([one for one in asked if "theme" in one]) == 2


@pytest.mark.parametrize("more", [0, 3])
@pytest.mark.parametrize(
    ("name", "query"),
    [("map", ""), ("over_time", "?of=area"), ("between", "?by=consultation"), ("between", "")],
)
def test_a_page_takes_twenty_queries_at_most(
    client: StaffClient,
    asked_here: Form,
    coder: User,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    name: str,
    query: str,
    more: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    forms = [asked_here, *(form() for _ in range(more))]
    for made in forms:
        use_codebook(made.consultation, theme_of(TRUST).codebook)
        make_crowd(made, coder, [([TRUST, COURT, HOUSING], "web"), ([FUNDS], "paper")] * (1 + more))
    second = make_staff("second_coder", asked_here.consultation.area)
    lead = make_staff("facilitator", asked_here.consultation.area)
    draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    address = place(name, asked_here) + query
    for reader in (client, log_in(second)):
        reader.get(address)
        with django_assert_max_num_queries(20):
            reader.get(address)
