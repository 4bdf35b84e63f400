"""The screen of proposals: who sees it, what stands on it, and what its buttons do."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from core.models import Area
from feedback.models import Form
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.models import Proposal, ProposalQuote, Theme
from insights.services.runs import ask_for_run, carry_out_run
from tests.factories.feedback import make_response
from tests.factories.proposals import BUSES, make_proposal, make_unexplained
from tests.factories.themes import make_codebook, theme_of, use_codebook
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
POSTS = ("accept_proposal", "merge_proposal", "discard_proposal", "undo_proposal")
GETS = ("proposals", "unexplained", "proposal")


@pytest.fixture
def proposal(form: Callable[..., Form]) -> Proposal:
    made = form()
    use_codebook(made.consultation)
    responses = make_unexplained(made, ("<b>Bus</b> late again.", *BUSES))
    proposal = make_proposal(responses)
    hostile = answers_for(use=Use.READING_TEAM).get(text__startswith="<b>")
    places = {"response": hostile.response, "answer": hostile.pk, "start": 0, "end": 12}
    ProposalQuote.objects.create(proposal=proposal, **places)
    return proposal


def place(name: str, proposal: Proposal) -> str:
    args = [proposal.consultation_id]
    of_one = name not in ("proposals", "unexplained")
    return reverse(f"insights:{name}", args=[*args, proposal.pk] if of_one else args)


def sent(kind: str, proposal: Proposal, **fields: object) -> dict[str, object]:
    return {f"{kind}-{proposal.pk}-{name}": value for name, value in fields.items()}


def accepting(proposal: Proposal, **fields: object) -> dict[str, object]:
    values = {"name": "Evening groups", "axis": "need", "words": ["bus"], **fields}
    return sent("accept", proposal, **values)


@pytest.mark.parametrize(("role", "decides"), [("facilitator", True), ("second_coder", False)])
def test_coders_see_proposals_and_facilitators_decide(
    staff: Staff, area: Area, proposal: Proposal, role: str, decides: bool
) -> None:
    client = staff(role, area)
    body = client.get(place("proposals", proposal)).content.decode()
    assert "8 responses" in body
    assert "&lt;b&gt;Bus&lt;/" in body
    assert "<b>Bus" not in body
    assert (place("accept_proposal", proposal) in body) is decides
    first = proposal.quotes.all()[0].response_id
    assert reverse("insights:bench", args=[proposal.consultation_id, first]) in body
    assert client.get(place("proposal", proposal)).context["page"].paginator.count == 8
    assert client.get(place("unexplained", proposal)).context["page"].paginator.count == 8


def test_the_screen_is_linked(staff: Staff, area: Area, proposal: Proposal) -> None:
    responses = reverse("insights:responses", args=[proposal.consultation_id])
    body = staff("second_coder", area).get(responses).content.decode()
    assert f'href="{place("proposals", proposal)}"' in body


def test_other_roles_see_and_do_nothing(staff: Staff, area: Area, proposal: Proposal) -> None:
    for role in ("reviewer", "editor", "finance", "auditor", "administrator"):
        client = staff(role, area)
        answers = [client.post(place(n, proposal), accepting(proposal)) for n in POSTS]
        answers += [client.get(place(n, proposal)) for n in GETS]
        assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/manage/")}, role
    assert Proposal.objects.get().state == "open"


def test_a_second_coder_decides_nothing(staff: Staff, area: Area, proposal: Proposal) -> None:
    client = staff("second_coder", area)
    for name in POSTS[1:]:
        assert client.post(place(name, proposal), accepting(proposal)).status_code == 302
    assert Proposal.objects.get().state == "open"
    assert Theme.objects.filter(name="Evening groups").count() == 0


def test_another_area_is_not_found(staff: Staff, other_area: Area, proposal: Proposal) -> None:
    client = staff("facilitator", other_area)
    codes = {client.post(place(n, proposal), accepting(proposal)).status_code for n in POSTS}
    assert codes | {client.get(place(n, proposal)).status_code for n in GETS} == {404}


def test_a_proposal_of_another_consultation_is_not_found(
    staff: Staff, area: Area, proposal: Proposal, form: Callable[..., Form]
) -> None:
    other = form().consultation
    use_codebook(other, proposal.codebook)
    client = staff("facilitator", area)
    for name in ("proposal", *POSTS[1:]):
        address = reverse(f"insights:{name}", args=[other.pk, proposal.pk])
        answer = client.get(address) if name == "proposal" else client.post(address)
        assert answer.status_code == 404, name


def test_a_stranger_is_sent_to_the_login(client: StaffClient, proposal: Proposal) -> None:
    assert {"/login/" in client.get(place(n, proposal))["Location"] for n in GETS} == {True}


def test_buttons_are_no_links(staff: Staff, area: Area, proposal: Proposal) -> None:
    client = staff("facilitator", area)
    assert {client.get(place(name, proposal)).status_code for name in POSTS} == {405}


def test_accepting_then_undoing(staff: Staff, area: Area, proposal: Proposal) -> None:
    client = staff("facilitator", area)
    body = client.post(
        place("accept_proposal", proposal), accepting(proposal, name="Late buses"), follow=True
    ).content.decode()
    assert "Small codebook 1.0+1" in body
    assert theme_of("need.late_buses").cues == ["bus"]
    client.post(place("undo_proposal", proposal))
    assert not Theme.objects.filter(code="need.late_buses").exists()
    assert client.get(place("proposals", proposal)).context["proposals"]


def test_merging_and_discarding(staff: Staff, area: Area, proposal: Proposal) -> None:
    client = staff("facilitator", area)
    money = theme_of("need.money")
    client.post(
        place("merge_proposal", proposal), sent("merge", proposal, theme=money.pk, words=["bus"])
    )
    assert theme_of("need.money").cues[-1] == "bus"
    client.post(place("undo_proposal", proposal))
    client.post(place("discard_proposal", proposal), sent("discard", proposal, reason="Too wide"))
    assert Proposal.objects.get().reason == "Too wide"
    assert b"Too wide" in client.get(place("proposals", proposal)).content


UNUSABLE: list[tuple[str, dict[str, object]]] = [
    ("accept", {"name": "", "axis": "need", "words": ["bus"]}),
    ("accept", {"name": "x" * 121, "axis": "need", "words": ["bus"]}),
    ("accept", {"name": "Housing", "axis": "need", "words": ["bus"]}),
    ("accept", {"name": "A", "axis": "nowhere", "words": ["bus"]}),
    ("accept", {"name": "A", "axis": "need", "words": ["a word of hers"]}),
    ("merge", {"theme": "", "words": ["bus"]}),
    ("merge", {"theme": "9" * 30, "words": ["bus"]}),
    ("merge", {"theme": "x"}),
    ("discard", {"reason": "x" * 301}),
    ("discard", {"reason": "a\0b"}),
    ("accept", {"name": "a\0b", "axis": "need", "words": ["bus"]}),
]


def test_what_can_not_be_used_comes_back_in_its_form(
    staff: Staff, area: Area, proposal: Proposal
) -> None:
    client = staff("facilitator", area)
    for kind, fields in UNUSABLE:
        answer = client.post(place(f"{kind}_proposal", proposal), sent(kind, proposal, **fields))
        assert answer.status_code == 200, fields
        assert answer.context["proposals"][0]["forms"][kind].errors, fields
        assert b"<details open" in answer.content
    assert Proposal.objects.get().state == "open"
    assert Theme.objects.count() == 4


@pytest.mark.parametrize("name", ["accept_proposal", "merge_proposal", "discard_proposal"])
def test_who_comes_second_is_told(staff: Staff, area: Area, proposal: Proposal, name: str) -> None:
    client = staff("facilitator", area)
    client.post(place("discard_proposal", proposal))
    client.post(place("undo_proposal", proposal))
    client.post(place("discard_proposal", proposal), sent("discard", proposal, reason="First"))
    answer = client.post(place(name, proposal), accepting(proposal), follow=True)
    assert b"changed meanwhile" in answer.content
    assert Proposal.objects.get().reason == "First"


def test_the_screen_says_why_there_is_none(
    staff: Staff, area: Area, form: Callable[..., Form]
) -> None:
    client = staff("facilitator", area)
    made = form()
    here = reverse("insights:proposals", args=[made.consultation.pk])
    assert b"Choose a codebook" in client.get(here).content
    use_codebook(made.consultation)
    assert b"nobody has looked for themes yet" in client.get(here).content
    carry_out_run(run=ask_for_run(consultation=made.consultation, by=None))
    assert b"every response has a theme" in client.get(here).content
    make_response(made, "She rang.")
    assert b"9 more are needed" in client.get(here).content
    make_unexplained(made, BUSES + BUSES)
    assert b"no five of these responses share words" in client.get(here).content


def test_a_proposal_for_another_codebook_waits_unseen(
    staff: Staff, area: Area, proposal: Proposal
) -> None:
    use_codebook(proposal.consultation, make_codebook([{"name": "Safe"}], slug="flat"))
    client = staff("facilitator", area)
    assert client.get(place("proposals", proposal)).context["proposals"] == []
    assert client.get(place("proposal", proposal)).status_code == 404


@pytest.mark.browser
@pytest.mark.long
def test_a_proposal_is_accepted_from_the_keyboard_and_has_no_axe_violation(
    proposal: Proposal,
    staff: Staff,
    area: Area,
    context: BrowserContext,
    live_server: object,
    axe: Callable[[Page], None],
) -> None:
    session = staff("facilitator", area).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    tab.goto(f"{live_server}{place('proposals', proposal)}")
    for summary in tab.locator(".proposal summary").all():
        summary.focus()
        tab.keyboard.press("Enter")
    axe(tab)
    tab.get_by_label("Name").fill("Late buses")
    tab.get_by_label("Axis").focus()
    tab.keyboard.type("Parts of life")
    tab.get_by_label("Name").press("Enter")
    tab.wait_for_selector("text=Decided")
    assert theme_of("need.late_buses").cues == proposal.words
    axe(tab)
