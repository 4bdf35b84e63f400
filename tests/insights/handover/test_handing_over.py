"""Who may hand over, what is written down of it, and what it says when words are taken back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from accounts.services import pseudonym
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from feedback.signals import answers_changed
from feedback.uses import Use
from insights.handover import services
from insights.handover.coded_csv import coded_csv
from insights.handover.gathering import Coded
from insights.handover.made import Made
from insights.handover.selectors import handed_over, taken_back_from, to_tell
from insights.handover.services import (
    CodesBlind,
    NoWords,
    TakenBack,
    hand_codebook_over,
    note_told,
)
from insights.models import HandOver, Sample
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, make_coded
from tests.insights.handover.coded import CANARY, OPEN, REPORT, TEAM, files, handed

Women = dict[str, Response]
ROLES = ("second_coder", "reviewer", "editor", "auditor", "administrator", "safeguarding_lead")


# -- who may


@pytest.mark.parametrize("role", ROLES)
def test_only_a_facilitator_hands_over(
    page: ConsultationPage, women: Women, area: Area, role: str
) -> None:
    by = make_staff(role, area)
    for act in (handed, lambda page, by: hand_codebook_over(consultation=page, by=by)):
        with pytest.raises(PermissionDenied):
            act(page, by)
    assert not HandOver.objects.exists()
    assert not AuditLine.objects.filter(action__startswith="handed over").exists()


def test_a_facilitator_of_another_area_may_not(
    page: ConsultationPage, women: Women, other_area: Area
) -> None:
    with pytest.raises(PermissionDenied):
        handed(page, make_staff("facilitator", other_area))
    assert not HandOver.objects.exists()


def test_who_codes_a_sample_blind_may_not_until_it_is_compared(
    page: ConsultationPage, women: Women, first: User, area: Area
) -> None:
    blind = make_staff("facilitator", area)
    sample = Sample.objects.create(
        consultation=page, second=blind, drawn_by=first, drawn_on="2026-11-01", drawn_from=3
    )
    sample.members.create(response=women["report"])
    with pytest.raises(CodesBlind):
        handed(page, blind)
    assert handed(page, first).held.women == 1
    sample.compared_on = "2026-11-02"
    sample.save()
    assert handed(page, blind).held.women == 1


# -- what is written down


@pytest.mark.parametrize("kind", [HandOver.Kind.CODED_CSV, HandOver.Kind.QDPX])
def test_it_is_written_down(
    page: ConsultationPage, women: Women, first: User, kind: HandOver.Kind
) -> None:
    handed(page, first, kind=kind, why="For the\n evaluation.")
    row = HandOver.objects.get()
    assert (row.kind, row.use, row.why) == (kind, "report", "For the evaluation.")
    assert (row.held_by, row.women, row.sent) == ("Evaluation team", 1, 1)
    assert (row.codebook_version, row.made_by) == ("1.0", first)
    assert list(row.responses.all()) == [women["report"]]
    line = AuditLine.objects.get()
    assert (line.staff, line.action) == (pseudonym(first), f"handed over {kind.value}")
    assert line.subject == f"consultation {page.pk}: 1 for report"
    assert OPEN not in line.subject


def test_a_codebook_leaves_an_audit_line_and_no_hand_over(
    page: ConsultationPage, women: Women, first: User
) -> None:
    made = hand_codebook_over(consultation=page, by=first)
    assert CANARY not in made.data.decode()
    assert AuditLine.objects.get().action == "handed over codebook"
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("use", [Use.RESEARCH, Use.PUBLIC, Use.READ_ALOUD])
def test_without_words_nothing_leaves_and_nothing_is_written(
    page: ConsultationPage, women: Women, first: User, use: Use
) -> None:
    with pytest.raises((NoWords, ValueError)):
        handed(page, first, use=use)
    assert not HandOver.objects.exists()
    assert not AuditLine.objects.exists()


def test_cards_are_no_file(page: ConsultationPage, women: Women, first: User) -> None:
    with pytest.raises(ValueError, match="no coded file"):
        handed(page, first, kind=HandOver.Kind.CARDS)


# -- words taken back while it is made


def while_making(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], times: int) -> None:
    """Do something after the file is made and before it is written down, so many times."""
    real, left = coded_csv, [times]

    def make(coded: Coded) -> Made:
        made = real(coded)
        if left[0]:
            left[0] -= 1
            act()
        return made

    monkeypatch.setattr(services, "coded_csv", make)


def test_words_taken_back_meanwhile_do_not_leave(
    page: ConsultationPage,
    here: Form,
    women: Women,
    first: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_coded(here, first, HOUSING, text="Others stay.", uses=REPORT)
    while_making(monkeypatch, lambda: take_back(women["report"]), 1)
    made = handed(page, first)
    assert OPEN not in files(made)["coded.csv"]
    assert "Others stay." in files(made)["coded.csv"]
    assert HandOver.objects.get().sent == 1


def test_after_three_times_it_is_given_up(
    page: ConsultationPage,
    here: Form,
    women: Women,
    first: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = [make_coded(here, first, HOUSING, text=f"W{n}", uses=REPORT) for n in range(5)]
    while_making(monkeypatch, lambda: take_back(more.pop()), 99)
    with pytest.raises(TakenBack):
        handed(page, first)
    assert not HandOver.objects.exists()
    assert not AuditLine.objects.exists()


# -- and afterwards


def take_back(response: Response) -> None:
    row = ReceiptAct(receipt_hash=response.receipt_hash, kind="withdraw")
    ReceiptAct.objects.bulk_create([row], ignore_conflicts=True)


def close_use(response: Response) -> None:
    response.uses = TEAM
    response.save()


def hide_more(response: Response) -> None:
    heard = answers_changed.send(sender=Response, response=response, hides_more=True)
    said = [sentence for _, sentence in heard if sentence and "Hand over" in sentence]
    assert said == [
        "These words were handed over as they were before. “Hand over” of the consultation lists "
        "who has them: tell them to destroy their copy."
    ]


ENDS = {
    "a moment ago": take_back,
    "by the sweep": lambda response: forget([response.receipt_hash]),
    "a use": close_use,
    "words that had to go": hide_more,
}


@pytest.mark.parametrize("how", ENDS)
def test_it_says_that_words_were_taken_back_and_who_has_to_be_told(
    page: ConsultationPage, here: Form, women: Women, first: User, how: str
) -> None:
    make_coded(here, first, HOUSING, text="Others stay.", uses=REPORT)
    handed(page, first)
    assert [(one.gone, one.must_be_told) for one in handed_over(page)] == [(0, False)]
    ENDS[how](women["report"])
    (one,) = handed_over(page)
    assert (one.gone, one.must_be_told) == (1, True)
    assert one.gone_in_words == "The words of one response in it were taken back."
    assert to_tell(first) == [(page, 1)]
    note_told(hand_over=one.row, by=first)
    (one,) = handed_over(page)
    assert (one.gone, one.must_be_told, one.row.told_of) == (1, False, 1)
    assert to_tell(first) == []


def test_more_words_taken_back_have_to_be_told_again(
    page: ConsultationPage, here: Form, women: Women, first: User
) -> None:
    other = make_coded(here, first, HOUSING, text="Others.", uses=REPORT)
    handed(page, first)
    take_back(women["report"])
    note_told(hand_over=HandOver.objects.get(), by=first)
    take_back(other)
    (one,) = handed_over(page)
    assert one.must_be_told
    assert one.gone_in_words == "All words in it were taken back."


def test_words_of_others_do_not_count(page: ConsultationPage, women: Women, first: User) -> None:
    handed(page, first)
    take_back(women["team"])
    close_use(women["nothing"])
    heard = answers_changed.send(sender=Response, response=women["team"], hides_more=True)
    assert not [sentence for _, sentence in heard if sentence]
    assert handed_over(page)[0].gone == 0


def test_a_later_file_without_them_is_not_named(
    page: ConsultationPage, here: Form, women: Women, first: User
) -> None:
    make_coded(here, first, HOUSING, text="Others.", uses=REPORT)
    handed(page, first, held_by="Before")
    take_back(women["report"])
    handed(page, first, held_by="After")
    assert [(one.row.held_by, one.must_be_told) for one in handed_over(page)] == [
        *(("Before", True), ("After", False))
    ]


@pytest.mark.parametrize(
    ("gone", "sent", "said"),
    [
        (2, 9, "The words of two responses in it were taken back."),
        (10, 30, "The words of ten responses in it were taken back."),
        (11, 30, "The words of more than ten responses in it were taken back."),
        (1, 1, "All words in it were taken back."),
    ],
)
def test_how_many_is_said_in_words(gone: int, sent: int, said: str) -> None:
    from insights.handover.selectors import HandedOver

    assert HandedOver(HandOver(sent=sent), gone).gone_in_words == said


@pytest.mark.parametrize("role", ["second_coder", "reviewer"])
def test_only_who_may_says_that_they_were_told(
    page: ConsultationPage, women: Women, first: User, area: Area, role: str
) -> None:
    handed(page, first)
    with pytest.raises(PermissionDenied):
        note_told(hand_over=HandOver.objects.get(), by=make_staff(role, area))
    assert HandOver.objects.get().told_on is None


def test_nothing_beside_a_response_tells_when_it_came(
    page: ConsultationPage, women: Women, first: User
) -> None:
    handed(page, first)
    names = {field.name for field in HandOver.responses.through._meta.get_fields()}
    assert names == {"id", "handover", "response"}
    assert taken_back_from([]) == {}
