"""How many queries a page takes: twenty at most, with Wagtail's frame, and as many for many women
as for few. Both databases are counted: the intake is asked what was taken back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Coding, Memo, Proposal, ReviewPack, SampleMember
from insights.packs.services import start_pack
from insights.selectors import Show
from tests.factories.accounts import make_staff
from tests.factories.packs import (
    HOUSING,
    bank_quote,
    finding_with_quotes,
    make_decision,
    make_recommendation,
)
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient, log_in
from tests.insights.busy import Busy
from tests.resilience.xss_screens import POST, staff_views, why_not

MOST = 20
FEW, MANY = 12, 108


@dataclass(frozen=True)
class Screen:
    """A view with what stands behind its address, and how many queries it may take."""

    view: str
    query: str = ""
    most: int = MOST

    def __str__(self) -> str:
        return f"{self.view}{self.query}"


SEARCHED = (
    "?q=no+money&any=1&also=1&coded=anyone&read=not_me&channel=web&use=report&language=en-gb"
    "&mark=rich"
)
# Of numbers of other screens: insights.views.behind.
BEHIND = (
    "?show=all&exactly=HOUSING",
    "?show=all&undecided=HOUSING",
    "?show=all&turned_down=HOUSING",
    "?show=all&sample=SAMPLE&by=first&gave=HOUSING",
    "?show=all&sample=SAMPLE&by=both",
    "?show=all&sample=SAMPLE&by=unsettled",
    "?show=all&sample=SAMPLE&by=same",  # both codings of a whole sample are compared
    "?show=all&lately=new",
    "?show=all&progress=read",
)
SCREENS = [
    Screen("themes"),
    Screen("responses"),  # without a filter: whether something of her share is left
    *(Screen("responses", f"?show={show.value}") for show in Show),
    Screen("responses", "?theme=HOUSING&channel=web"),
    Screen("responses", "?show=coded&theme=HOUSING"),
    *(Screen("responses", query) for query in BEHIND),
    Screen("bench"),  # of a compared response, whose settled themes are shown too
    Screen("bench", "?show=coded&theme=HOUSING"),
    Screen("bench", "?show=next"),
    Screen("bench", "?list=search&q=no+money"),  # the search is made again
    Screen("bench", SEARCHED.replace("?", "?list=search&")),
    *(Screen("bench", query) for query in BEHIND),
    Screen("recode"),
    Screen("point"),
    Screen("theme"),
    Screen("overview"),
    Screen("equality"),
    Screen("alike"),
    Screen("run"),
    Screen("map"),
    Screen("over_time"),
    Screen("over_time", "?of=area"),
    Screen("between"),
    Screen("between", "?by=consultation"),
    Screen("heard"),
    Screen("search"),
    Screen("search", "?q=no+money"),
    Screen("search", "?q=no+money&view=table"),
    Screen("search", SEARCHED),
    Screen("matrix"),
    Screen("summary"),
    Screen("sharing"),
    Screen("sign_off"),
    Screen("double_coding"),
    Screen("sample"),
    Screen("comparison"),
    Screen("settle"),
    Screen("quiet_voices"),
    Screen("proposals"),
    Screen("proposal"),
    Screen("unexplained"),
    Screen("memos"),
    Screen("write_memo"),
    Screen("memo_on_theme"),
    Screen("memo_on_response"),
    Screen("change_memo"),
    Screen("delete_memo"),
    Screen("hand_over"),
    Screen("quote_cards"),
    Screen("quote_cards", "?use=design_team"),
    Screen("paragraph"),
    Screen("theme_paragraph"),
    Screen("codebook:list"),
    Screen("codebook:codebook"),
    Screen("codebook:add"),
    Screen("codebook:history"),
    Screen("codebook:versions"),
    Screen("codebook:theme"),
    Screen("codebook:edit"),
    Screen("codebook:move"),
    Screen("codebook:merge"),
    Screen("codebook:split"),
    Screen("codebook:retire"),
    Screen("codebook:names"),
    Screen("packs:list"),
    Screen("packs:pack"),
    Screen("packs:edit"),
    Screen("packs:sign"),
    Screen("packs:edition", most=21),  # a draft is worked out whole, with what organisations said
    Screen("packs:findings"),
    Screen("packs:add_finding"),
    Screen("packs:recommendations"),
    Screen("packs:add_recommendation"),
    Screen("packs:decisions"),
    Screen("packs:add_decision"),
    Screen("decisions"),
    Screen("quotes"),
    Screen("quote_candidates"),
    Screen("bodies"),
    Screen("bodies_of"),
    Screen("body"),
    Screen("choose_quote"),
]
# She codes some of it blind, and is kept from more: from the memos of the other, and from splitting
# what she has not seen all of.
OF_THE_BLIND = [
    screen
    for screen in SCREENS
    if screen.view not in ("change_memo", "delete_memo", "codebook:split")
]
NOT_COUNTED = {
    "matrix_file": "A file.",
    **dict.fromkeys(("packs:pdf", "packs:docx", "packs:xlsx", "packs:zip", "notice"), "A file."),
    **dict.fromkeys(("brief_given_pdf", "brief_preview_pdf"), "A file."),
    **dict.fromkeys(
        ("packs:finding", "packs:recommendation", "packs:decision", "quote", "follow_up"),
        "One row of a list that is counted; those of the form for a new one, and the row.",
    ),
    **dict.fromkeys(
        (
            *("packs:remove_finding", "packs:remove_recommendation", "packs:remove_decision"),
            *("remove_quote", "packs:signing"),
        ),
        "One sentence and a button.",
    ),
    **dict.fromkeys(
        ("brief", "brief_preview", "brief_given", "give_brief", "posters", "telling"),
        "Of a signed pack: what is frozen is read, one row whatever the size.",
    ),
    "packs:publish": "Of a signed pack; its quotes are those of the edition.",
    "codebook:restore": "The form of “retire”, of a theme that is retired.",
}


@pytest.fixture
def busy(form: Callable[..., Form], facilitator: User, second: User) -> Busy:
    """Few of everything, and a draft of a pack."""
    made = form()
    use_codebook(made.consultation)
    there = Busy(made, facilitator, second)
    there.grow(FEW)
    start_pack(consultation=made.consultation, by=facilitator)
    conclude(there, 2)
    return there


@pytest.fixture
def second(area: Area) -> User:
    """She codes blind, and may do all that a facilitator may."""
    return make_staff("facilitator", area)


def grown(busy: Busy) -> None:
    """Many of everything, and more consultations beside this one."""
    busy.grow(MANY)
    conclude(busy, 4)


def conclude(busy: Busy, number: int) -> None:
    """So many more findings, each with a quote, a recommendation and a decision."""
    pack = ReviewPack.objects.get()
    housing = theme_of(HOUSING)
    given = Coding.objects.filter(theme=housing, decision=Coding.Decision.ADDED)
    for coding in given.order_by("-pk")[:number]:
        finding = finding_with_quotes(pack, bank_quote(coding.response, HOUSING))
        asked = make_recommendation(pack, busy.first, finding)
        pack.decisions.add(make_decision(theme=housing, recommendation=asked), bulk=False)


def address(busy: Busy, screen: Screen) -> str:
    """Where a screen is."""
    name = f"insights:{screen.view}"
    named = places(busy, screen.view)
    wanted = re.findall(r"<\w+:(\w+)>", staff_views()[name])
    query = screen.query.replace("HOUSING", str(theme_of(HOUSING).pk))
    query = query.replace("SAMPLE", str(busy.compared.pk))
    return f"{reverse(name, kwargs={key: named[key] for key in wanted})}{query}"


def places(busy: Busy, view: str) -> dict[str, Any]:
    """What may stand in an address, by its name."""
    coding = Coding.objects.filter(coder=busy.first, theme=theme_of(HOUSING), decision="added")[0]
    compared = SampleMember.objects.filter(sample=busy.compared).order_by("-pk")[0]
    return {
        "consultation": busy.page.pk,
        "response": compared.response_id if view == "settle" else coding.response_id,
        "theme": coding.theme_id,
        "sample": busy.compared.pk,
        "memo": Memo.objects.filter(author=busy.first)[0].pk,
        "proposal": Proposal.objects.filter(state=Proposal.State.OPEN)[0].pk,
        "codebook": busy.codebook.pk,
        "pk": ReviewPack.objects.get().pk,
        "edition": "review",
        "answer": busy.page.body_answers.order_by("-sent_at")[0].pk,
    }


def asked(client: StaffClient, where: str) -> list[str]:
    """The queries of a page that was opened before."""
    client.get(where)
    with (
        CaptureQueriesContext(connections["default"]) as default,
        CaptureQueriesContext(connections["intake"]) as intake,
    ):
        assert client.get(where).status_code == 200, where
    return [query["sql"] for taken in (default, intake) for query in taken.captured_queries]


def counts(client: StaffClient, busy: Busy, screens: list[Screen]) -> dict[Screen, int]:
    return {screen: len(asked(client, address(busy, screen))) for screen in screens}


@pytest.mark.parametrize("reader", ["first", pytest.param("second", marks=pytest.mark.long)])
def test_pages_take_few_queries_and_as_many_for_many_as_for_few(busy: Busy, reader: str) -> None:
    client = log_in(getattr(busy, reader))
    screens = SCREENS if reader == "first" else OF_THE_BLIND
    few = counts(client, busy, screens)
    grown(busy)
    many = counts(client, busy, screens)
    assert {str(one): (few[one], n) for one, n in many.items() if n > few[one]} == {}
    assert {str(one): n for one, n in many.items() if n > one.most} == {}


def test_the_bench_of_her_sample_takes_as_few(busy: Busy) -> None:
    member = SampleMember.objects.filter(sample=busy.open)[0]
    where = reverse("insights:bench", args=[busy.page.pk, member.response_id])
    client = log_in(busy.second)
    few = len(asked(client, where))
    grown(busy)
    assert len(asked(client, where)) <= few <= MOST


def test_every_page_is_counted() -> None:
    pages = {
        name.removeprefix("insights:")
        for name in staff_views()
        if name.startswith("insights:") and why_not(name) != POST
    }
    counted = {screen.view for screen in SCREENS}
    assert pages == counted | set(NOT_COUNTED)
    assert not counted & set(NOT_COUNTED)
