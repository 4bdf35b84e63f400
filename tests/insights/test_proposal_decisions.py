"""What a person makes of a proposal, who may, and that it can be undone while nothing is coded."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.versions import LONGEST, next_version
from insights.models import Codebook, Coding, Proposal, Suggestion, SuggestionRun, Theme
from insights.proposals.decisions import (
    InHerWords,
    NameTaken,
    NotPossible,
    ProposalChanged,
    ThemeInUse,
    accept_proposal,
    discard_proposal,
    merge_proposal,
    undo_proposal,
)
from insights.services import accept_suggestion, add_coding, reject_suggestion, suggest_themes
from insights.services.runs import ask_for_run, carry_out_run
from tests.factories.accounts import make_staff
from tests.factories.proposals import BUSES, make_proposal, make_unexplained
from tests.factories.themes import make_codebook, theme_of, use_codebook

Act = Callable[[Proposal, User], object]


def accept(proposal: Proposal, by: User, **fields: Any) -> Theme:
    values = {"name": "Evening groups", "axis": "need", "words": ["bus"], **fields}
    return accept_proposal(proposal=proposal, by=by, **values)


def merge(proposal: Proposal, by: User, words: tuple[str, ...] = ("bus",)) -> list[str]:
    return merge_proposal(proposal=proposal, by=by, theme=theme_of("need.money"), words=words)


def discard(proposal: Proposal, by: User) -> None:
    discard_proposal(proposal=proposal, by=by, reason=" No  theme. ")


def undo(proposal: Proposal, by: User) -> None:
    undo_proposal(proposal=proposal, by=by)


ACTS: list[Act] = [accept, merge, discard]


@pytest.fixture
def proposal(form: Callable[..., Form]) -> Proposal:
    made = form()
    use_codebook(made.consultation)
    return make_proposal(make_unexplained(made, BUSES))


def test_it_is_not_named_as_one_woman_said_it(proposal: Proposal, facilitator: User) -> None:
    """Anyone may read the name of a theme."""
    (said, *_rest) = BUSES
    with pytest.raises(InHerWords, match="name the theme in words of your own"):
        accept(proposal, facilitator, name=" ".join(said.split()[:7]))
    assert not Theme.objects.filter(name__startswith=said[:9]).exists()
    assert accept(proposal, facilitator).name == "Evening groups"


def version() -> str:
    return Codebook.objects.get(slug="small").version


@pytest.mark.parametrize("act", [accept, merge])
def test_a_look_follows_wherever_the_codebook_is_used(
    proposal: Proposal,
    facilitator: User,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
    act: Act,
) -> None:
    elsewhere = form(consultation(area=other_area)).consultation
    use_codebook(elsewhere)
    never_looked = form(consultation()).consultation
    use_codebook(never_looked)
    for page in (proposal.consultation, elsewhere):
        carry_out_run(run=ask_for_run(consultation=page, by=None, queued=False))
    proposal = make_proposal(list(Response.objects.all()))
    act(proposal, facilitator)
    waiting = SuggestionRun.objects.filter(state="waiting").values_list("consultation", flat=True)
    assert set(waiting) == {proposal.consultation_id, elsewhere.pk}


def test_accepting_makes_a_theme_with_cues_and_codes_nothing(
    proposal: Proposal, facilitator: User
) -> None:
    theme = accept(
        proposal, facilitator, name="  Evening \n groups ", description=" Out of reach. "
    )
    assert (theme.name, theme.description) == ("Evening groups", "Out of reach.")
    assert (theme.code, theme.axis_name, theme.cues) == (
        "need.evening_groups",
        "Parts of life",
        ["bus"],
    )
    assert not Suggestion.objects.exists()
    assert not Coding.objects.exists()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.theme, proposal.decided_by) == (
        "accepted",
        theme,
        facilitator,
    )
    assert proposal.decided_on == timezone.localdate()
    suggest_themes(consultation=proposal.consultation)
    given = set(Suggestion.objects.values_list("theme", "codebook_version"))
    assert given == {(theme.pk, "1.0+1")}


def test_merging_gives_the_ticked_words_that_a_theme_lacks(
    proposal: Proposal, facilitator: User
) -> None:
    Theme.objects.filter(code="need.money").update(cues=["benefits", "bus"])
    assert merge(proposal, facilitator, ("evening group", "bus", "a word of hers")) == [
        "evening group"
    ]
    assert theme_of("need.money").cues == ["benefits", "bus", "evening group"]
    assert version() == "1.0+1"


def test_merging_words_that_a_theme_has_changes_no_codebook(
    proposal: Proposal, facilitator: User
) -> None:
    Theme.objects.filter(code="need.money").update(cues=["bus"])
    assert merge(proposal, facilitator) == []
    assert version() == "1.0"
    proposal.refresh_from_db()
    assert proposal.state == "merged"


def test_discarding_keeps_the_reason_and_the_codebook(
    proposal: Proposal, facilitator: User
) -> None:
    discard(proposal, facilitator)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, proposal.theme) == ("discarded", "No theme.", None)
    assert version() == "1.0"


@pytest.mark.parametrize(
    "role", ["second_coder", "reviewer", "editor", "administrator", "elsewhere"]
)
def test_nobody_else_decides(proposal: Proposal, area: Area, other_area: Area, role: str) -> None:
    there = ("facilitator", other_area) if role == "elsewhere" else (role, area)
    user = make_staff(*there)
    themes = Theme.objects.count()
    for act in (*ACTS, undo):
        with pytest.raises(PermissionDenied):
            act(proposal, user)
    proposal.refresh_from_db()
    assert (proposal.state, version(), Theme.objects.count()) == ("open", "1.0", themes)


@pytest.mark.parametrize("before", ACTS)
def test_what_is_decided_is_not_decided_again(
    proposal: Proposal, facilitator: User, before: Act
) -> None:
    before(proposal, facilitator)
    for act in ACTS:
        with pytest.raises(ProposalChanged):
            act(proposal, facilitator)


@pytest.mark.parametrize("change", ["replaced", "another codebook"])
def test_a_proposal_that_is_gone_is_not_decided_on(
    proposal: Proposal, facilitator: User, change: str
) -> None:
    if change == "replaced":
        Proposal.objects.filter(pk=proposal.pk).delete()
    else:
        flat = make_codebook([{"name": "Feeling safe"}], slug="flat")
        use_codebook(proposal.consultation, flat)
    for act in ACTS:
        with pytest.raises(ProposalChanged):
            act(proposal, facilitator)
    assert version() == "1.0"


REFUSED: list[tuple[dict[str, Any], type[Exception]]] = [
    ({"name": " housing "}, NameTaken),
    ({"name": "  "}, NotPossible),
    ({"axis": "factor"}, NotPossible),
    ({"axis": ""}, NotPossible),
    ({"words": []}, NotPossible),
    ({"words": ["a word of hers"]}, NotPossible),
]


def test_what_does_not_fit_is_refused(proposal: Proposal, facilitator: User) -> None:
    themes = Theme.objects.count()
    for fields, refusal in REFUSED:
        with pytest.raises(refusal):
            accept(proposal, facilitator, **fields)
    for words in ((), ("a word of hers",)):
        with pytest.raises(NotPossible):
            merge(proposal, facilitator, words)
    assert (Theme.objects.count(), version()) == (themes, "1.0")


@pytest.mark.parametrize("why", ["retired", "another codebook"])
def test_merging_into_a_theme_that_is_not_offered_is_refused(
    proposal: Proposal, facilitator: User, why: str
) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    theme = theme_of("feeling-safe" if why == "another codebook" else "need.money")
    Theme.objects.filter(code="need.money").update(status="retired")
    with pytest.raises(NotPossible):
        merge_proposal(proposal=proposal, by=facilitator, theme=theme, words=["bus"])
    assert theme_of("feeling-safe").cues == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Evening groups!", "need.evening_groups"),
        ("Housing.", "need.housing_2"),
        ("晚上", "need.theme"),
        ("x" * 120, "need." + "x" * 111),
    ],
)
def test_a_code_is_made_of_the_name(
    proposal: Proposal, facilitator: User, name: str, code: str
) -> None:
    assert accept(proposal, facilitator, name=name).code == code


@pytest.mark.parametrize("act", ACTS)
def test_undoing_opens_it_and_takes_out_what_it_brought(
    proposal: Proposal, facilitator: User, act: Act
) -> None:
    before = list(Theme.objects.order_by("pk").values("code", "cues", "status"))
    act(proposal, facilitator)
    undo_proposal(proposal=proposal, by=facilitator)
    assert list(Theme.objects.order_by("pk").values("code", "cues", "status")) == before
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decided_on) == ("open", None, None)
    assert (proposal.theme, proposal.cues_given, proposal.reason) == (None, [], "")
    # the number only goes up: what was suggested meanwhile says 1.0+1
    assert version() == ("1.0" if act is discard else "1.0+2")


def test_what_is_open_is_not_undone(proposal: Proposal, facilitator: User) -> None:
    with pytest.raises(ProposalChanged):
        undo_proposal(proposal=proposal, by=facilitator)


@pytest.mark.parametrize("decide", [accept_suggestion, reject_suggestion])
@pytest.mark.parametrize("act", [accept, merge])
def test_once_something_was_coded_with_it_it_stays(
    proposal: Proposal, facilitator: User, act: Act, decide: Callable[..., Coding]
) -> None:
    act(proposal, facilitator)
    suggest_themes(consultation=proposal.consultation)
    by_bus = [s for s in Suggestion.objects.all() if any(w["cue"] == "bus" for w in s.words)]
    suggestion = by_bus[0]
    decide(suggestion=suggestion, by=facilitator)
    with pytest.raises(ThemeInUse):
        undo_proposal(proposal=proposal, by=facilitator)
    proposal.refresh_from_db()
    assert proposal.state != "open"
    assert version() == "1.0+1"


def test_codings_of_the_theme_by_other_ways_do_not_hold_a_merge(
    proposal: Proposal, facilitator: User
) -> None:
    merge(proposal, facilitator)
    response = proposal.members.all()[0]
    add_coding(response=response, theme=theme_of("need.money"), by=facilitator)
    undo_proposal(proposal=proposal, by=facilitator)
    assert theme_of("need.money").cues == ["benefits", "debt"]
    assert Coding.objects.count() == 1


def test_a_theme_that_another_proposal_was_merged_into_is_not_undone(
    proposal: Proposal, facilitator: User
) -> None:
    theme = accept(proposal, facilitator)
    second = make_proposal(list(proposal.members.all()), words=["pass"])
    merge_proposal(proposal=second, by=facilitator, theme=theme, words=["pass"])
    with pytest.raises(ThemeInUse):
        undo_proposal(proposal=proposal, by=facilitator)
    undo_proposal(proposal=second, by=facilitator)
    undo_proposal(proposal=proposal, by=facilitator)
    assert not Theme.objects.filter(code=theme.code).exists()


@pytest.mark.parametrize(
    ("version", "after"),
    [
        ("1.0", "1.0+1"),
        ("1.0+1", "1.0+2"),
        ("1.0+9", "1.0+10"),
        ("0.1.0", "0.1.0+1"),
        ("a1b2c3d4", "a1b2c3d4+1"),
        ("", "+1"),
        ("1+x", "1+x+1"),
    ],
)
def test_the_next_version(version: str, after: str) -> None:
    assert next_version(version) == after


@pytest.mark.parametrize("number", [1, 9, 99])
def test_a_version_fits_its_column(number: int) -> None:
    after = next_version("v" * LONGEST if number == 1 else "v" * (LONGEST - 2) + f"+{number}")
    assert len(after) <= LONGEST
    assert after.endswith(f"+{1 if number == 1 else number + 1}")
