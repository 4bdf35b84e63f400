"""Screens of handing over: who sees them, what they ask, what they give, and what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import HandOver, Sample, Theming
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.handover.coded import CANARY, OPEN, REPORT, TEAM, handed

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
Women = dict[str, Response]
WHY = {"why": "For the evaluation.", "held_by": "Evaluation team"}
ASKED = {**WHY, "kind": "coded_csv", "use": "report"}
SEEN = ("hand_over", "quote_cards")
FOR_ALL_CODERS = ("paragraph", "theme_paragraph")
POSTS = ("make_hand_over", "hand_over_codebook", "print_cards", "hand_over_told")


def place(name: str, page: ConsultationPage) -> str:
    args: list[int] = [page.pk]
    if name == "theme_paragraph":
        args.append(theme_of(HOUSING).pk)
    if name == "hand_over_told":
        args.append(HandOver.objects.earliest("pk").pk if HandOver.objects.exists() else 1)
    return reverse(f"insights:{name}", args=args)


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


# -- who

TABLE = {
    "facilitator": (200, 200),
    "second_coder": (302, 200),
    **dict.fromkeys(("reviewer", "editor", "auditor", "administrator"), (302, 302)),
}


@pytest.mark.parametrize("role", TABLE)
def test_who_sees_what(
    staff: Staff, area: Area, page: ConsultationPage, women: Women, role: str
) -> None:
    client = staff(role, area)
    exports, numbers = TABLE[role]
    assert {client.get(place(name, page)).status_code for name in SEEN} == {exports}
    assert {client.get(place(name, page)).status_code for name in FOR_ALL_CODERS} == {numbers}


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_others_take_nothing_out(
    staff: Staff, area: Area, page: ConsultationPage, women: Women, first: User, role: str
) -> None:
    handed(page, first)
    client = staff(role, area)
    for name in POSTS:
        answer = client.post(place(name, page), {**ASKED, "quotes": "1-1"})
        assert answer.status_code == 302
        assert "Content-Disposition" not in answer
    assert HandOver.objects.get().told_on is None


def test_another_area_is_not_found(
    staff: Staff, other_area: Area, page: ConsultationPage, women: Women, first: User
) -> None:
    handed(page, first)
    client = staff("facilitator", other_area)
    codes = {client.get(place(name, page)).status_code for name in (*SEEN, *FOR_ALL_CODERS)}
    codes |= {client.post(place(name, page), ASKED).status_code for name in POSTS}
    assert codes == {404}
    assert HandOver.objects.count() == 1


def test_a_stranger_is_sent_to_the_login(
    client: StaffClient, page: ConsultationPage, women: Women
) -> None:
    for name in (*SEEN, *FOR_ALL_CODERS):
        assert "/login/" in client.get(place(name, page))["Location"]
    assert all("/login/" in client.post(place(name, page), ASKED)["Location"] for name in POSTS)


def test_buttons_are_no_links(
    staff: Staff, area: Area, page: ConsultationPage, women: Women
) -> None:
    client = staff("facilitator", area)
    assert {client.get(place(name, page)).status_code for name in POSTS} == {405}


def test_the_link_is_in_the_tools_of_those_who_may(
    staff: Staff, area: Area, page: ConsultationPage, women: Women
) -> None:
    where = reverse("insights:responses", args=[page.pk])
    link = place("hand_over", page)
    assert link in body(staff("facilitator", area).get(where))
    assert link not in body(staff("second_coder", area).get(where))


def test_overview_and_themes_lead_to_the_paragraph(
    staff: Staff, area: Area, page: ConsultationPage, women: Women
) -> None:
    client = staff("second_coder", area)
    overview = reverse("insights:overview", args=[page.pk])
    theme = reverse("insights:theme", args=[page.pk, theme_of(HOUSING).pk])
    assert place("paragraph", page) in body(client.get(overview))
    assert place("theme_paragraph", page) in body(client.get(theme))


# -- a coded file


@pytest.mark.parametrize(("kind", "ends"), [("coded_csv", ".zip"), ("qdpx", ".qdpx")])
def test_a_file_is_given_and_kept_by_nobody(
    first: User, page: ConsultationPage, women: Women, kind: str, ends: str
) -> None:
    client = log_in(first)
    answer = client.post(place("make_hand_over", page), {**ASKED, "kind": kind})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert answer["Content-Disposition"].endswith(f'-coded-report{ends}"')
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"PK")
    said = body(client.get(place("hand_over", page)))
    assert "Evaluation team" in said
    assert "words of 1 woman" in said
    assert OPEN not in said


def test_the_codebook_is_given(first: User, page: ConsultationPage, women: Women) -> None:
    answer = log_in(first).post(place("hand_over_codebook", page))
    assert answer["Content-Type"] == "application/xml"
    assert b"urn:QDA-XML:codebook:1.0" in answer.content


@pytest.mark.parametrize(
    ("change", "help_"),
    [
        ({"kind": ""}, "Choose one of the two kinds of file."),
        ({"kind": "cards"}, "Choose one of the two kinds of file."),
        ({"use": "public"}, "Choose what the words are for."),
        ({"use": "read_aloud"}, "Choose what the words are for."),
        ({"use": "reading_team"}, "Choose what the words are for."),
        ({"why": " "}, "Say why, in a sentence."),
        ({"held_by": ""}, "Say who will have them."),
        ({"why": "x" * 301}, "at most 300 characters"),
        ({"use": "research"}, "No woman here allows that yet"),
    ],
)
def test_it_says_what_is_missing_and_keeps_what_was_typed(
    first: User, page: ConsultationPage, women: Women, change: dict[str, str], help_: str
) -> None:
    asked = {**ASKED, "held_by": "Kept by Southdown", **change}
    answer = log_in(first).post(place("make_hand_over", page), asked)
    said = body(answer)
    assert answer.status_code == 200
    assert help_ in said
    assert ("Kept by Southdown" in said) == ("held_by" not in change)
    assert not HandOver.objects.exists()


def test_without_codings_it_says_what_to_do_first(first: User, here: Form) -> None:
    page = here.consultation
    make_coded(here, first, text=OPEN, uses=REPORT)
    answer = log_in(first).post(place("make_hand_over", page), ASKED)
    assert "There is nothing to hand over yet" in body(answer)
    Theming.objects.all().delete()
    said = body(log_in(first).get(place("hand_over", page)))
    assert "Choose a codebook for this consultation first." in said
    assert log_in(first).post(place("hand_over_codebook", page)).status_code == 302


def test_who_codes_blind_is_told_why_not(
    first: User, page: ConsultationPage, women: Women, second: User
) -> None:
    sample = Sample.objects.create(
        consultation=page, second=first, drawn_by=second, drawn_on="2026-11-01", drawn_from=1
    )
    sample.members.create(response=women["report"])
    client = log_in(first)
    assert "coding a sample of this consultation blind" in body(
        client.get(place("hand_over", page))
    )
    answer = client.post(place("make_hand_over", page), ASKED)
    assert "coding a sample of this consultation blind" in body(answer)
    assert not HandOver.objects.exists()


# -- who has to be told


def take_back(response: Response) -> None:
    row = ReceiptAct(receipt_hash=response.receipt_hash, kind="withdraw")
    ReceiptAct.objects.bulk_create([row], ignore_conflicts=True)


def test_it_says_who_has_to_be_told_and_nobody_s_words(
    first: User, page: ConsultationPage, women: Women
) -> None:
    client = log_in(first)
    handed(page, first)
    take_back(women["report"])
    said = body(client.get(place("hand_over", page)))
    assert "All words in it were taken back." in said
    assert "Tell Evaluation team to delete this file, then make a new one." in said
    assert str(women["report"].pk) not in said
    answer = client.post(place("hand_over_told", page), follow=True)
    assert "It is written down that Evaluation team was told." in body(answer)
    assert "Evaluation team was told on" in body(answer)
    assert "Tell Evaluation team" not in body(answer)


@pytest.mark.parametrize(
    ("role", "of_area", "is_told"),
    [("facilitator", True, True), ("facilitator", False, False), ("second_coder", True, False)],
)
def test_the_first_screen_says_it_to_those_who_may(
    staff: Staff,
    area: Area,
    other_area: Area,
    page: ConsultationPage,
    women: Women,
    first: User,
    role: str,
    of_area: bool,
    is_told: bool,
) -> None:
    handed(page, first)
    client = staff(role, area if of_area else other_area)
    assert place("hand_over", page) not in body(client.get("/manage/"))
    take_back(women["report"])
    assert (place("hand_over", page) in body(client.get("/manage/"))) == is_told


def test_a_hand_over_of_another_consultation_is_not_found(
    first: User, page: ConsultationPage, women: Women, form: Callable[..., Form]
) -> None:
    handed(page, first)
    other = form().consultation
    where = reverse("insights:hand_over_told", args=[other.pk, HandOver.objects.get().pk])
    assert log_in(first).post(where).status_code == 404


# -- cards


def keys(answer: Any) -> list[str]:
    return [quote.key for one in answer.context["themes"] for quote in one.quotes]


def test_cards_are_chosen_and_made(first: User, page: ConsultationPage, women: Women) -> None:
    Response.objects.filter(pk=women["report"].pk).update(uses=TEAM)
    client, where = log_in(first), place("quote_cards", page)
    assert OPEN not in body(client.get(where))
    chosen = client.get(where, {"use": "design_team"})
    assert OPEN in body(chosen)
    assert CANARY not in body(chosen)
    assert "Themes without words for a card" in body(chosen)
    assert "Money" in body(chosen)
    sent = {**WHY, "use": "design_team", "quotes": keys(chosen)[0], "with_themes": "on"}
    answer = client.post(place("print_cards", page), sent)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    row = HandOver.objects.get()
    assert (row.kind, row.use, row.women, row.sent) == ("cards", "design_team", 1, 1)
    take_back(women["report"])
    assert "to destroy these cards" in body(client.get(place("hand_over", page)))


def test_words_taken_back_between_choosing_and_printing_are_on_no_card(
    first: User, here: Form, page: ConsultationPage
) -> None:
    gone = make_coded(here, first, HOUSING, text=OPEN, uses=TEAM)
    make_coded(here, first, MONEY, text="They stopped my benefits.", uses=TEAM)
    client = log_in(first)
    ticked = keys(client.get(place("quote_cards", page), {"use": "design_team"}))
    take_back(gone)
    sent = {**WHY, "use": "design_team", "quotes": ticked}
    answer = client.post(place("print_cards", page), sent)
    said = body(answer)
    assert "1 quote that you ticked may not be on a card any more" in said
    assert OPEN not in said
    assert "Evaluation team" in said
    assert answer.context["ticked"] == ticked[1:]
    assert not HandOver.objects.exists()
    again = client.post(place("print_cards", page), {**sent, "quotes": ticked[1:]})
    assert again["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("change", "help_"),
    [
        ({"quotes": []}, "Tick at least one quote"),
        ({"why": ""}, "Say why, in a sentence."),
        ({"held_by": ""}, "Say who will have them."),
        ({"use": "report"}, "Choose what the cards are for."),
        ({"use": ""}, "Choose what the cards are for."),
    ],
)
def test_without_an_answer_no_card_is_made_and_ticks_stay(
    first: User, here: Form, page: ConsultationPage, change: dict[str, object], help_: str
) -> None:
    make_coded(here, first, HOUSING, text=OPEN, uses=TEAM)
    client = log_in(first)
    ticked = keys(client.get(place("quote_cards", page), {"use": "design_team"}))
    answer = client.post(
        place("print_cards", page), {**WHY, "use": "design_team", "quotes": ticked, **change}
    )
    assert help_ in body(answer)
    assert not HandOver.objects.exists()
    if "quotes" not in change and "use" not in change:
        assert answer.context["ticked"] == ticked


def test_a_use_that_cards_are_not_for_shows_no_words(
    first: User, page: ConsultationPage, women: Women
) -> None:
    said = body(log_in(first).get(place("quote_cards", page), {"use": "report"}))
    assert OPEN not in said
    assert "Choose what the cards are for." in said


# -- the paragraph


def test_the_paragraph_can_be_selected_and_says_why_there_is_none_for_the_public(
    staff: Staff, area: Area, page: ConsultationPage, women: Women
) -> None:
    said = body(staff("second_coder", area).get(place("theme_paragraph", page)))
    assert "2 of these 3 (67%) spoke of “Housing”." in said
    assert "There are no public numbers yet" in said
    assert "readonly" in said


def test_a_theme_of_another_codebook_is_not_found(
    first: User, page: ConsultationPage, women: Women
) -> None:
    from tests.factories.themes import make_codebook

    make_codebook([{"name": "Feeling safe"}], slug="flat")
    where = reverse("insights:theme_paragraph", args=[page.pk, theme_of("feeling-safe").pk])
    assert log_in(first).get(where).status_code == 404


# -- at any size


@pytest.mark.parametrize("name", [*SEEN, *FOR_ALL_CODERS])
def test_pages_ask_no_more_at_any_size(
    first: User,
    here: Form,
    page: ConsultationPage,
    women: Women,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        said = f"There was no room, {number}."
        make_coded(here, first, HOUSING, MONEY, text=said, uses=[*REPORT, *TEAM])
        handed(page, first, held_by=f"Team {number}")
    client = log_in(first)
    client.get(place(name, page))
    query = {"use": "design_team"} if name == "quote_cards" else {}
    with django_assert_max_num_queries(24):  # fourteen of which are Wagtail's and the frame's
        assert client.get(place(name, page), query).status_code == 200
