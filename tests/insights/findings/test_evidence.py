"""What is at hand beside the form: exact, without what she codes blind, and never a verdict."""

from collections.abc import Callable

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core.once import asking_once
from feedback.models import Channel, Form
from insights.findings.evidence import at_hand
from insights.findings.quotes import offered_quotes, usable_quotes
from insights.models import Coding, ReviewPack, Sample, SampleMember, Theming
from tests.factories.findings import make_quote
from tests.factories.packs import COURT, HOUSING, MONEY, SAID, make_coded
from tests.factories.themes import theme_of


def test_it_counts_each_theme_and_all_that_are_ticked(crowd: Form, facilitator: User) -> None:
    found = at_hand(crowd.consultation, facilitator)
    assert {line.theme.code: line.women for line in found.themes} == {
        **{HOUSING: 40, MONEY: 4, COURT: 12}
    }
    evidence = found.of([theme_of(MONEY).pk, theme_of(COURT).pk])
    assert evidence.women == 16
    ways = [(str(Channel.WEB.label), 12), (str(Channel.PAPER.label), 4)]
    assert evidence.channels == ways
    assert [line.is_quiet for line in evidence.themes] == [True, False]


@pytest.mark.parametrize("ticked", [[], [0], [2**60]])
def test_nothing_ticked_is_nothing_counted(
    crowd: Form, facilitator: User, ticked: list[int]
) -> None:
    evidence = at_hand(crowd.consultation, facilitator).of(ticked)
    assert (evidence.women, evidence.channels, evidence.themes) == (0, [], [])


def test_it_says_for_how_many_somebody_turned_it_down(crowd: Form, facilitator: User) -> None:
    response = make_coded(crowd, facilitator, COURT)
    Coding.objects.create(
        response=response,
        theme=theme_of(MONEY),
        coder=facilitator,
        decision=Coding.Decision.REJECTED,
        codebook_version="1.0",
        coded_on=timezone.localdate(),
    )
    lines = {
        line.theme.code: line.fits_not for line in at_hand(crowd.consultation, facilitator).themes
    }
    assert lines == {HOUSING: 0, MONEY: 1, COURT: 0}


MEASURES = ("percent", "kappa", "alpha")


def sample(form: Form, second: User, facilitator: User, *codes: str, compared: bool) -> Sample:
    """One response that a second coder shares, and what was measured of it."""
    today = timezone.localdate()
    alpha = {"value": 0.82, "low": 0.7, "high": 0.9}
    measured = {
        "first": 5,
        "second": 6,
        "both": 5,
        "percent": alpha,
        "kappa": alpha,
        "alpha": alpha,
    }
    made = Sample.objects.create(
        consultation=form.consultation,
        second=second,
        drawn_by=facilitator,
        drawn_on=today,
        drawn_from=60,
        codebook=theme_of(HOUSING).codebook,
        compared_on=today if compared else None,
        agreement={"n": 20, "sets": None, "themes": {str(theme_of(c).pk): measured for c in codes}},
    )
    SampleMember.objects.create(sample=made, response=make_coded(form, facilitator, HOUSING))
    return made


def test_it_says_how_two_coders_agreed_if_that_was_measured(
    crowd: Form, facilitator: User, second: User
) -> None:
    sample(crowd, second, facilitator, HOUSING, compared=True)
    found = at_hand(crowd.consultation, facilitator)
    lines = {line.theme.code: line.agreement for line in found.themes}
    measured = lines[HOUSING]
    assert measured is not None
    assert measured.band == "firm"
    assert lines[MONEY] is None
    assert found.is_measured


@pytest.mark.parametrize("why", ["open", "reflexive"])
def test_where_nothing_was_measured_it_says_nothing(
    crowd: Form, facilitator: User, second: User, why: str
) -> None:
    sample(crowd, second, facilitator, HOUSING, compared=why == "reflexive")
    if why == "reflexive":
        Theming.objects.update(method="reflexive")
    found = at_hand(crowd.consultation, facilitator)
    assert not found.is_measured
    assert not any(line.agreement for line in found.themes)


def test_what_she_codes_blind_is_not_counted(crowd: Form, facilitator: User, first: User) -> None:
    sample(crowd, first, facilitator, HOUSING, compared=False)
    counted = {
        reader: at_hand(crowd.consultation, reader).themes[0].women
        for reader in (facilitator, first)
    }
    assert counted == {facilitator: 41, first: 40}


def test_a_retired_theme_is_offered_to_the_finding_that_has_it(
    crowd: Form, facilitator: User
) -> None:
    money = theme_of(MONEY)
    money.status = "retired"
    money.save()
    page = crowd.consultation
    assert money.pk not in {line.theme.pk for line in at_hand(page, facilitator).themes}
    assert money.pk in {line.theme.pk for line in at_hand(page, facilitator, [money.pk]).themes}


# -- quotes on offer


def test_a_quote_is_offered_with_its_words_once_two_passed_it(
    crowd: Form, facilitator: User, readers: list[User]
) -> None:
    said = make_coded(crowd, facilitator, MONEY, text=SAID, uses=["design_team"])
    quote = make_quote(said, facilitator, passed=readers)
    other = make_coded(crowd, facilitator, HOUSING, text="Nobody rang me.", uses=["public"])
    make_quote(other, facilitator, passed=readers)
    offered = offered_quotes(crowd.consultation, [theme_of(MONEY).pk])
    assert [(one.text, one.is_public) for one in offered] == [
        (SAID, False),
        ("Nobody rang me.", True),
    ]
    assert offered[0].quote == quote
    assert [one.is_of_its_themes for one in offered] == [True, False]


@pytest.mark.parametrize(
    ("passed", "stopped", "uses"),
    [
        (0, 0, ["public"]),
        (1, 0, ["public"]),
        (1, 1, ["public"]),
        (2, 0, []),
        (2, 0, ["report", "read_aloud", "research"]),
    ],
)
def test_others_are_not_offered(
    crowd: Form,
    facilitator: User,
    readers: list[User],
    passed: int,
    stopped: int,
    uses: list[str],
) -> None:
    said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    make_quote(said, facilitator, passed=readers[:passed], stopped=readers[2 - stopped :])
    assert offered_quotes(crowd.consultation, []) == []
    assert not usable_quotes(crowd.consultation).exists()


def test_words_of_another_consultation_or_of_a_case_are_not_offered(
    crowd: Form,
    form: Callable[..., Form],
    facilitator: User,
    readers: list[User],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])
    make_quote(said, facilitator, passed=readers)
    assert offered_quotes(form().consultation, []) == []
    monkeypatch.setattr("insights.findings.quotes.with_a_case", lambda ids: {said.pk})
    assert offered_quotes(crowd.consultation, []) == []


@pytest.mark.parametrize("size", [3, 30])
def test_the_number_of_queries_does_not_grow(
    crowd: Form, draft: ReviewPack, facilitator: User, readers: list[User], size: int
) -> None:
    for _ in range(size):
        said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])
        make_quote(said, facilitator, passed=readers)
    default, intake = (CaptureQueriesContext(connections[name]) for name in ("default", "intake"))
    with default as one, intake as two, asking_once():
        at_hand(crowd.consultation, facilitator)
        assert len(offered_quotes(crowd.consultation, [])) == size
    assert len(one) + len(two) <= 18
