"""Screens of double coding: who sees them, what stands on them, and what their buttons do."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Coding, Sample, Settlement, Theming
from insights.rigour.comparing import compare_sample
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.rigour.doubly import code_all, coded, compared, sample_of

pytestmark = pytest.mark.pages
TAGS = re.compile(r"<[^>]+>")
Staff = Callable[..., StaffClient]
OF_PAGE = ("double_coding", "sample")
OF_SAMPLE = ("comparison", "compare_sample", "take_back_sample")
POSTS = ("draw_sample", "method", "sample_done", "compare_sample", "take_back_sample")
NUMBERS = ("kappa", "alpha")


def place(name: str, sample: Sample) -> str:
    page = sample.consultation_id
    member = members_of(sample)[0].response_id
    if name == "settle":
        return reverse("insights:settle", args=[page, sample.pk, member])
    if name == "sample_done":
        return reverse("insights:sample_done", args=[page, member])
    return reverse(f"insights:{name}", args=[page, sample.pk] if name in OF_SAMPLE else [page])


def bench(sample: Sample, number: int = 0) -> str:
    member = members_of(sample)[number].response_id
    return reverse("insights:bench", args=[sample.consultation_id, member])


# role → the pages that it sees and the posts that do something, of a compared sample
TABLE = {
    "facilitator": {"double_coding": 200, "sample": 200, "comparison": 200, "settle": 200},
    "second_coder": {"double_coding": 200, "sample": 200, "comparison": 200, "settle": 302},
    "reviewer": dict.fromkeys(("double_coding", "sample", "comparison", "settle"), 302),
    "editor": dict.fromkeys(("double_coding", "sample", "comparison", "settle"), 302),
    "auditor": dict.fromkeys(("double_coding", "sample", "comparison", "settle"), 302),
    "administrator": dict.fromkeys(("double_coding", "sample", "comparison", "settle"), 302),
}


@pytest.mark.parametrize("role", TABLE)
def test_who_sees_what(staff: Staff, area: Area, sample: Sample, role: str) -> None:
    compared(sample, [[MONEY]])
    client = staff(role, area)
    assert {name: client.get(place(name, sample)).status_code for name in TABLE[role]} == TABLE[
        role
    ]


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_only_who_checks_draws_compares_settles_and_takes_back(
    staff: Staff, area: Area, sample: Sample, role: str
) -> None:
    client = staff(role, area)
    code_all(sample, [[MONEY]])
    said = {"second": client.user.pk, "method": "reflexive", "why": "x"}
    for name in ("draw_sample", "compare_sample", "take_back_sample", "method"):
        assert client.post(place(name, sample), said).status_code == 302
    assert Sample.objects.get().compared_on is None
    assert Theming.objects.get().method == "codebook"
    compared(sample)
    client.post(place("settle", sample), said)
    assert not Settlement.objects.exists()


def test_another_area_is_not_found(staff: Staff, other_area: Area, sample: Sample) -> None:
    compared(sample)
    client = staff("facilitator", other_area)
    names = ("double_coding", "sample", "comparison", "settle")
    codes = {client.get(place(name, sample)).status_code for name in names}
    assert codes | {client.post(place(name, sample)).status_code for name in POSTS} == {404}


def test_a_stranger_is_sent_to_the_login(client: StaffClient, sample: Sample) -> None:
    names = ("double_coding", "sample", "comparison", "settle")
    assert all("/login/" in client.get(place(name, sample))["Location"] for name in names)
    assert all("/login/" in client.post(place(name, sample))["Location"] for name in POSTS)


def test_buttons_are_no_links(staff: Staff, area: Area, sample: Sample) -> None:
    client = staff("facilitator", area)
    assert {client.get(place(name, sample)).status_code for name in POSTS} == {405}


def test_a_sample_of_another_consultation_is_not_found(
    staff: Staff, area: Area, sample: Sample, form: Callable[..., Form]
) -> None:
    compared(sample)
    other = form().consultation
    client = staff("facilitator", area)
    for name in ("comparison", "settle"):
        address = place(name, sample).replace(f"/{sample.consultation_id}/", f"/{other.pk}/", 1)
        assert client.get(address).status_code == 404


def test_what_is_not_compared_has_no_comparison(staff: Staff, area: Area, sample: Sample) -> None:
    client = staff("facilitator", area)
    for name in ("comparison", "settle"):
        assert client.get(place(name, sample)).status_code == 404


def test_a_sample_is_drawn_on_the_screen(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    coded(asked_here, first)
    client = log_in(lead)
    here = reverse("insights:double_coding", args=[asked_here.consultation_id])
    assert str(second) in client.get(here).content.decode()
    answer = client.post(
        reverse("insights:draw_sample", args=[asked_here.consultation_id]),
        {"second": second.pk},
        follow=True,
    )
    assert f"{second} has coded 0 of 5" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "says"),
    [("", "Choose one of the people"), ("9" * 30, "Choose one of"), ("first", "coded herself")],
)
def test_who_can_not_be_second_is_said_beside_the_field(
    asked_here: Form, first: User, second: User, lead: User, who: str, says: str
) -> None:
    coded(asked_here, first)
    chosen = first.pk if who == "first" else who
    answer = log_in(lead).post(
        reverse("insights:draw_sample", args=[asked_here.consultation_id]), {"second": chosen}
    )
    assert answer.status_code == 200
    assert says in answer.context["draw"].errors["second"][0]
    assert says in answer.content.decode().replace("&#x27;", "'")
    assert not Sample.objects.exists()


def test_her_bench_is_blind_and_leads_through_the_sample(sample: Sample, second: User) -> None:
    client = log_in(second)
    responses = reverse("insights:responses", args=[sample.consultation_id])
    assert "Sample to code: 5 left" in client.get(responses).content.decode()
    body = client.get(bench(sample)).content.decode()
    assert "You code this by yourself" in body
    assert "Suggested themes" not in body
    order = [member.response_id for member in members_of(sample)]
    shown = client.get(bench(sample, 2)).context
    assert (shown["whereabouts"].previous, shown["whereabouts"].following) == (order[1], order[3])
    add = reverse("insights:add", args=[sample.consultation_id, order[0]])
    client.post(add, {"themes": [theme_of(MONEY).pk]})
    assert Coding.objects.filter(coder=second, counts=False).count() == 1
    for number in range(5):
        done = reverse("insights:sample_done", args=[sample.consultation_id, order[number]])
        answer = client.post(done)
        assert answer.status_code == 302
        assert str(order[number + 1] if number < 4 else "to-code") in answer["Location"]
    assert "5 of 5 done" in client.get(place("sample", sample)).content.decode()


def test_nobody_else_has_her_list(sample: Sample, first: User, lead: User) -> None:
    for user in (first, lead):
        client = log_in(user)
        assert "no sample to code" in client.get(place("sample", sample)).content.decode()
        client.post(place("sample_done", sample))
    assert not any(member.is_done for member in members_of(sample))


def test_while_it_is_coded_no_screen_shows_her_codes(sample: Sample, lead: User) -> None:
    code_all(sample, [[MONEY]])
    client = log_in(lead)
    for address in (place("double_coding", sample), bench(sample)):
        body = client.get(address).content.decode()
        assert str(sample.second) not in body or "has coded 5 of 5" in body
    assert ">Compare<" in client.get(place("double_coding", sample)).content.decode()


def test_comparing_shows_what_was_measured(sample: Sample, lead: User) -> None:
    client = log_in(lead)
    answer = client.post(place("compare_sample", sample), follow=True)
    assert b"finished" in answer.content
    code_all(sample, [[HOUSING], [MONEY]])
    answer = client.post(place("compare_sample", sample), follow=True)
    assert b"A worker is measuring it" in answer.content
    measure_sample(sample.pk)
    body = client.get(place("comparison", sample)).content.decode()
    assert "Base: 5 responses" in re.sub(r"<[^>]*>", "", body)
    assert body.count("not used") == 3  # the court, in three columns
    assert "<caption" in body
    assert "2 have to be settled still" in TAGS.sub("", body)
    assert "below the guides" in body


def test_a_reflexive_reading_shows_no_number(sample: Sample, lead: User) -> None:
    compared(sample, [[MONEY]])
    Theming.objects.update(method="reflexive", standpoint="We were both in care.")
    client = log_in(lead)
    for name in ("double_coding", "comparison"):
        body = client.get(place(name, sample)).content.decode().lower()
        assert not [word for word in NUMBERS if word in body]
        assert "reflexive" in body
    body = client.get(place("double_coding", sample)).content.decode()
    assert "We were both in care." in body
    assert "Draw a sample" not in body


def test_the_method_is_chosen(asked_here: Form, lead: User) -> None:
    client = log_in(lead)
    here = reverse("insights:method", args=[asked_here.consultation_id])
    client.post(here, {"method": "reflexive", "standpoint": "I worked in a prison."})
    assert Theming.objects.get().standpoint == "I worked in a prison."
    answer = client.post(here, {"method": "x", "standpoint": "What I typed."})
    assert b"What I typed." in answer.content
    assert answer.context["method"].errors["method"]
    assert Theming.objects.get().method == "reflexive"


def test_the_method_waits_while_a_sample_is_coded(sample: Sample, lead: User) -> None:
    answer = log_in(lead).post(place("method", sample), {"method": "reflexive", "standpoint": "S"})
    assert "A sample is being coded" in answer.content.decode()
    assert Theming.objects.get().method == "codebook"


def test_settling_goes_from_one_to_the_next(sample: Sample, lead: User) -> None:
    responses = compared(sample, [[HOUSING], [MONEY]])
    client = log_in(lead)
    first = reverse("insights:settle", args=[sample.consultation_id, sample.pk, responses[1].pk])
    body = client.get(first).content.decode()
    assert "They listened to me." in body
    answer = client.post(first, {"themes": [theme_of(MONEY).pk], "why": "  "})
    assert answer.context["form"].errors["why"]
    assert answer.context["form"].ticked == [str(theme_of(MONEY).pk)]
    answer = client.post(first, {"themes": [theme_of(MONEY).pk], "why": "About a debt."})
    assert str(responses[3].pk) in answer["Location"]
    assert Settlement.objects.get().why == "About a debt."
    last = reverse("insights:settle", args=[sample.consultation_id, sample.pk, responses[3].pk])
    answer = client.post(last, {"why": "Neither."}, follow=True)
    assert "All others are settled" in answer.content.decode()


def test_the_bench_says_that_it_is_settled_elsewhere(sample: Sample, first: User) -> None:
    compared(sample, [[MONEY]])
    client = log_in(first)
    assert "Coded twice and compared" in client.get(bench(sample)).content.decode()
    add = reverse("insights:add", args=[sample.consultation_id, members_of(sample)[0].response_id])
    answer = client.post(add, {"themes": [theme_of(MONEY).pk]}, follow=True)
    assert "Two codings of this response were compared" in answer.content.decode()
    assert not Coding.objects.filter(coder=first, theme=theme_of(MONEY)).exists()


@pytest.mark.parametrize("more", [0, 10])
def test_pages_take_as_many_queries_for_many_as_for_few(
    asked_here: Form,
    first: User,
    second: User,
    lead: User,
    more: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(more):
        make_coded(asked_here, first, HOUSING)
    sample = sample_of(asked_here, first, second, lead)
    client, hers = log_in(lead), log_in(second)
    hers.get(place("sample", sample))
    with django_assert_max_num_queries(22):
        hers.get(place("sample", sample))
    compared(sample, [[MONEY]])
    client.get(place("comparison", sample))
    for name, most in (("double_coding", 24), ("comparison", 28), ("settle", 32)):
        with django_assert_max_num_queries(most):
            client.get(place(name, sample))


def test_numbers_come_with_how_to_read_them(sample: Sample, lead: User) -> None:
    code_all(sample, [[MONEY]])
    compare_sample(sample=sample, by=lead)
    client, told = log_in(lead), "In brackets: between these two the number falls"
    assert told not in client.get(place("comparison", sample)).content.decode()
    measure_sample(sample.pk)
    said = client.get(place("comparison", sample)).content.decode()
    assert told in said
    assert "0.00 to 0.00" in said.partition("How to read the numbers")[2]
