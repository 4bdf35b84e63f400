"""A brief is given whole, frozen, and loses words that are taken back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from consultations.models import Brief
from consultations.outcomes.selectors import briefs_for
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from insights.briefs.pdf import brief_pdf, length_of
from insights.briefs.selectors import given_brief, quotes_to_choose, shown_brief, written_brief
from insights.briefs.services import (
    NoBriefYet,
    NotReady,
    begin_brief_anew,
    give_brief,
    missing_for_giving,
    save_brief,
)
from insights.models import BriefDraft, ReviewPack
from insights.packs.services import publish_pack, remove_quotes, sign_pack, start_pack
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, SAID, make_coded, signed_pack
from tests.insights.briefs.conftest import ASKS, parts_saying, write

pytestmark = pytest.mark.pages


def given(pack: ReviewPack, by: User) -> Brief:
    write(pack, by)
    return give_brief(pack=pack, by=by)


def quotes_of(brief: Brief) -> list[str]:
    brief.refresh_from_db()
    return [quote["text"] for quote in brief.quotes]


# -- who may, and when


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("facilitator", True),
        ("second_coder", False),
        ("reviewer", False),
        ("editor", False),
        ("administrator", False),
    ],
)
def test_who_writes_and_gives(pack: ReviewPack, area: Area, role: str, may: bool) -> None:
    somebody = make_staff(role, area)
    if may:
        assert given(pack, somebody).superseded is False
        return
    for act in (write, lambda pack, by: give_brief(pack=pack, by=by)):
        with pytest.raises(PermissionDenied):
            act(pack, somebody)
    with pytest.raises(PermissionDenied):
        begin_brief_anew(pack=pack, by=somebody)


def test_not_in_another_area(pack: ReviewPack, other_area: Area, facilitator: User) -> None:
    stranger = make_staff("facilitator", other_area)
    with pytest.raises(PermissionDenied):
        write(pack, stranger)
    write(pack, facilitator)
    with pytest.raises(PermissionDenied):
        give_brief(pack=pack, by=stranger)
    assert not Brief.objects.exists()


@pytest.mark.parametrize("status", ["draft", "superseded"])
def test_only_of_a_pack_that_stands_signed(
    pack: ReviewPack, facilitator: User, status: str
) -> None:
    ReviewPack.objects.filter(pk=pack.pk).update(status=status)
    with pytest.raises(NoBriefYet):
        write(pack, facilitator)
    with pytest.raises(NoBriefYet):
        give_brief(pack=pack, by=facilitator)


# -- what is given


def test_a_brief_is_given_as_it_was_written(pack: ReviewPack, facilitator: User) -> None:
    brief = given(pack, facilitator)
    assert (brief.version, brief.title, brief.asks) == ("1", "Getting out", ASKS)
    assert brief.parts[0]["title"] == "What this is about"
    assert [part["paragraphs"] for part in brief.parts] == [["We say it plainly."]] * 6
    assert quotes_of(brief) == [SAID]
    assert list(briefs_for(pack.consultation)) == [brief]
    subjects = AuditLine.objects.filter(action="give panel brief").values_list("subject", flat=True)
    assert list(subjects) == [f"pack {pack.pk}, brief {brief.pk}"]


def test_it_is_frozen_whatever_is_written_later(pack: ReviewPack, facilitator: User) -> None:
    brief = given(pack, facilitator)
    write(pack, facilitator, "Other words.")
    brief.refresh_from_db()
    assert "Other words." not in json.dumps(brief.parts)
    newer = give_brief(pack=pack, by=facilitator)
    brief.refresh_from_db()
    assert brief.superseded
    assert given_brief(pack) == newer


def test_a_brief_of_an_older_pack_is_not_that_of_the_next(
    crowd: Form, pack: ReviewPack, facilitator: User
) -> None:
    brief = given(pack, facilitator)
    following = sign_pack(
        pack=start_pack(consultation=crowd.consultation, by=facilitator), by=facilitator
    )
    assert given_brief(following) is None
    assert list(briefs_for(crowd.consultation)) == [brief]


def lacking(pack: ReviewPack, facilitator: User, **words: Any) -> list[str]:
    usual: dict[str, Any] = {"parts": parts_saying(), "asks": ASKS, "places": []}
    save_brief(pack=pack, by=facilitator, **{**usual, **words})
    with pytest.raises(NotReady) as refused:
        give_brief(pack=pack, by=facilitator)
    assert not Brief.objects.exists()
    return refused.value.missing


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"asks": []}, "Write at least one question"),
        ({"asks": ["Why?"] * 6}, "five at most"),
        ({"parts": parts_saying(told="")}, "“What women told us” is empty"),
        ({"parts": parts_saying(unsure="Only three women said so.")}, "“three women” is a count"),
        ({"asks": ["What of the 41 women?"]}, "“41 women” is a count"),
        (
            {"parts": parts_saying(told=SAID)},
            "“What women told us” has four words in a row as a woman said them: "
            "“the hostel had no”",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(
    pack: ReviewPack, facilitator: User, words: dict[str, Any], said: str
) -> None:
    (missing,) = lacking(pack, facilitator, **words)
    assert said in missing


def test_words_that_nobody_has_read_are_not_given(pack: ReviewPack, facilitator: User) -> None:
    with pytest.raises(NotReady, match="make it plain, and save it"):
        give_brief(pack=pack, by=facilitator)


def test_three_pages_are_refused_and_it_says_by_how_much(
    pack: ReviewPack, facilitator: User
) -> None:
    (missing,) = lacking(pack, facilitator, parts=parts_saying("We say it plainly. " * 60))
    assert missing.startswith("It is 3 pages long, and may be two. Take out about ")
    number = int(missing.split("about ")[1].split()[0])
    assert 50 < number < 700
    fewer = (60 * 4 * 6 - number) // (4 * 6) - 1
    save_brief(
        pack=pack,
        by=facilitator,
        parts=parts_saying("We say it plainly. " * fewer),
        asks=ASKS,
        places=[],
    )
    assert missing_for_giving(pack, written_brief(pack)) == []


# -- quotes


@pytest.mark.parametrize("uses", [["public"], ["public", "design_team", "read_aloud"], ["report"]])
def test_only_words_that_may_be_public_and_printed_can_be_chosen(
    crowd: Form, facilitator: User, uses: list[str]
) -> None:
    make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    pack = signed_pack(crowd, facilitator)
    assert quotes_to_choose(pack) == {}
    save_brief(pack=pack, by=facilitator, parts=parts_saying(), asks=ASKS, places=[0, 7])
    assert quotes_of(give_brief(pack=pack, by=facilitator)) == []


def test_quotes_that_are_not_ticked_stay_out(pack: ReviewPack, facilitator: User) -> None:
    save_brief(pack=pack, by=facilitator, parts=parts_saying(), asks=ASKS, places=[])
    assert quotes_of(give_brief(pack=pack, by=facilitator)) == []


def test_no_id_and_no_receipt_is_stored_below(
    pack: ReviewPack, facilitator: User, quoted: Response
) -> None:
    stored = json.dumps(given(pack, facilitator).quotes)
    assert str(quoted.pk) not in stored
    assert bytes(quoted.receipt_hash or b"").hex() not in stored


def withdraw(quoted: Response) -> None:
    forget([bytes(quoted.receipt_hash or b"")])


def delete(quoted: Response) -> None:
    quoted.delete()


def keep_to_print(quoted: Response) -> None:
    quoted.uses = ["public", "design_team"]
    quoted.save()


def keep_to_the_team(quoted: Response) -> None:
    quoted.uses = ["report", "design_team"]
    quoted.save()


@pytest.mark.parametrize("act", [withdraw, delete, keep_to_print, keep_to_the_team])
@pytest.mark.parametrize("when", ["signed", "published", "superseded"])
def test_words_taken_back_leave_the_brief_for_good(
    pack: ReviewPack,
    facilitator: User,
    quoted: Response,
    act: Callable[[Response], None],
    when: str,
) -> None:
    brief = given(pack, facilitator)
    if when == "published":
        publish_pack(pack=pack, by=facilitator)
    if when == "superseded":
        give_brief(pack=pack, by=facilitator)
    assert quotes_of(brief) == [SAID]
    act(quoted)
    assert quotes_of(brief) == [""]
    assert SAID not in json.dumps(list(Brief.objects.values_list("quotes")))


def test_withdrawal_gives_the_brief_the_next_version(
    pack: ReviewPack, facilitator: User, quoted: Response
) -> None:
    brief = given(pack, facilitator)
    remove_quotes([quoted.pk])
    brief.refresh_from_db()
    assert brief.version == "1.1"
    pack.refresh_from_db()
    assert given_brief(pack) == brief


def test_words_taken_back_a_moment_ago_are_gone_from_page_and_file_at_once(
    pack: ReviewPack, facilitator: User, quoted: Response
) -> None:
    brief = given(pack, facilitator)
    assert [q["text"] for q in shown_brief(pack, brief)["quotes"]] == [SAID]
    row = ReceiptAct(receipt_hash=quoted.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    ReceiptAct.objects.bulk_create([row], ignore_conflicts=True)
    assert [q["text"] for q in shown_brief(pack, brief)["quotes"]] == [""]


@pytest.mark.parametrize("others", [[], [-1]])
def test_others_words_are_left_alone(
    pack: ReviewPack, facilitator: User, quoted: Response, others: list[int]
) -> None:
    brief = given(pack, facilitator)
    remove_quotes([quoted.pk + other for other in others])
    quoted.save()
    assert quotes_of(brief) == [SAID]
    assert brief.version == "1"


def test_words_taken_back_before_it_is_given_are_not_in_it(
    pack: ReviewPack, facilitator: User, quoted: Response
) -> None:
    write(pack, facilitator)
    ReceiptAct.objects.create(receipt_hash=quoted.receipt_hash, kind=ReceiptAct.Kind.WITHDRAW)
    assert quotes_of(give_brief(pack=pack, by=facilitator)) == []


# -- the words before


def test_beginning_anew_throws_words_away_and_leaves_what_panels_have(
    pack: ReviewPack, facilitator: User
) -> None:
    brief = given(pack, facilitator)
    begin_brief_anew(pack=pack, by=facilitator)
    assert not BriefDraft.objects.exists()
    assert not written_brief(pack).is_saved
    assert list(briefs_for(pack.consultation)) == [brief]


# -- the file


def test_the_file_is_pdf_ua_with_headings_and_a_title(pack: ReviewPack, facilitator: User) -> None:
    pdf = brief_pdf(shown_brief(pack, given(pack, facilitator)))
    for mark in (b"pdfuaid:part>1<", b"/StructTreeRoot", b"/Marked true", b"/Lang(en-GB)"):
        assert mark in pdf
    for mark in (b"Getting out, Panel brief", b"/S/H1", b"/S/H2", b"/S/L"):
        assert mark in pdf


@pytest.mark.parametrize(
    "text",
    [
        '#panic("no") *bold* _it_ = heading $x$ @ref <label> [x] // no "); #read("/etc/passwd") (',
        "A family 👨‍👩‍👧 and a zero-width\u200bspace\x07",
        "مرحبا بكم في هذا المكان الجميل",
    ],
)
def test_any_words_can_be_set(pack: ReviewPack, facilitator: User, text: str) -> None:
    write(pack, facilitator, text)
    brief = give_brief(pack=pack, by=facilitator)
    assert brief_pdf(shown_brief(pack, brief)).startswith(b"%PDF-")


def test_a_short_brief_is_not_too_long(pack: ReviewPack, facilitator: User) -> None:
    length = length_of(shown_brief(pack, given(pack, facilitator)))
    assert (length.pages, length.words_over) == (1, 0)
