"""Who may read what bodies sent, set it aside and give it themes, and what is written down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.bodies.selectors import read_answers, standing_answers, unread_count
from consultations.models import ConsultationPage
from core.models import Area
from insights.bodies.models import BodyTheme
from insights.bodies.selectors import bodies_of, consultations_of_bodies, counts_of, rows_of
from insights.bodies.services import (
    OtherCodebook,
    export_bodies,
    give_themes,
    put_body_back,
    read_body,
    set_body_aside,
)
from insights.codebook.remapping import merge_theme
from insights.models import Coding
from insights.selectors import themes_in, theming_of
from tests.factories.accounts import make_staff
from tests.factories.bodies import WORKS, make_body, make_body_form
from tests.factories.packs import HOUSING, MONEY
from tests.factories.themes import make_codebook, small_codebook, theme_of, use_codebook

Make = Callable[..., ConsultationPage]
SPAM = BodyReading.Why.SPAM
ROLES = {
    # role: may read, may give themes, may export
    "facilitator": (True, True, True),
    "editor": (True, False, False),
    "second_coder": (False, False, False),
    "reviewer": (False, False, False),
    "administrator": (False, False, False),
}
ACTS: dict[str, Callable[[BodyAnswer, User], Any]] = {
    "read": lambda answer, by: read_body(answer=answer, by=by, words={}),
    "aside": lambda answer, by: set_body_aside(answer=answer, by=by, why=SPAM),
    "back": lambda answer, by: put_body_back(answer=answer, by=by),
    "themes": lambda answer, by: give_themes(answer=answer, by=by, themes=[theme_of(HOUSING)]),
    "export": lambda answer, by: export_bodies(consultation=answer.consultation, by=by),
}


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    made = consultation()
    make_body_form(made)
    use_codebook(made)
    return made


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_who_may_do_what_in_her_area_and_nobody_in_another(
    page: ConsultationPage, area: Area, other_area: Area, role: str, act: str
) -> None:
    may_read, may_theme, may_export = ROLES[role]
    allowed = {"themes": may_theme, "export": may_export}.get(act, may_read)
    answer = make_body(page, read=False)
    with pytest.raises(PermissionDenied):
        ACTS[act](answer, make_staff(role, other_area))
    assert not BodyReading.objects.exists()
    if allowed:
        ACTS[act](answer, make_staff(role, area))
    else:
        with pytest.raises(PermissionDenied):
            ACTS[act](answer, make_staff(role, area))


def test_until_somebody_has_read_it_it_is_nowhere(
    page: ConsultationPage, facilitator: User
) -> None:
    answer = make_body(page, read=False)
    assert (unread_count(page), [*read_answers(page)]) == (1, [])
    read_body(answer=answer, by=facilitator, words={})
    assert (unread_count(page), [*read_answers(page)]) == (0, [answer])


def test_what_was_taken_out_is_nowhere_but_beside_what_was_sent(
    page: ConsultationPage, facilitator: User
) -> None:
    answer = make_body(page, "Mary from Wing B told us.", read=False)
    reading = read_body(answer=answer, by=facilitator, words={WORKS: " [name] told us. "})
    assert reading.is_redacted
    assert [words.text for words in bodies_of(page, [])[0].words] == ["[name] told us."]
    file = export_bodies(consultation=page, by=facilitator).decode()
    assert "[name] told us." in file
    assert "Mary" not in file
    answer.refresh_from_db()
    assert answer.said[0]["text"] == "Mary from Wing B told us."


def test_reading_again_begins_with_what_stands(page: ConsultationPage, facilitator: User) -> None:
    answer = make_body(page, "Mary told us.", read=False)
    read_body(answer=answer, by=facilitator, words={WORKS: "[name] told us."})
    reading = read_body(answer=answer, by=facilitator, words={})
    assert reading.said[0]["text"] == "[name] told us."
    assert reading.is_redacted
    same = read_body(answer=make_body(page, read=False), by=facilitator, words={})
    assert not same.is_redacted


def test_set_aside_it_counts_nowhere_until_it_is_put_back_and_read(
    page: ConsultationPage, facilitator: User
) -> None:
    answer = make_body(page)
    set_body_aside(answer=answer, by=facilitator, why=SPAM)
    assert (unread_count(page), [*read_answers(page)]) == (0, [])
    put_body_back(answer=answer, by=facilitator)
    assert (unread_count(page), [*read_answers(page)]) == (1, [])
    read_body(answer=answer, by=facilitator, words={})
    assert list(read_answers(page)) == [answer]


def test_what_was_not_set_aside_can_not_be_put_back(
    page: ConsultationPage, facilitator: User
) -> None:
    answer = make_body(page)
    put_body_back(answer=answer, by=facilitator)
    assert list(read_answers(page)) == [answer]
    assert not AuditLine.objects.filter(action="put body back").exists()


def test_of_one_body_the_newest_stands_unless_it_is_set_aside(
    page: ConsultationPage, facilitator: User
) -> None:
    old, new = make_body(page, code="a"), make_body(page, code="a", read=False)
    other = make_body(page, code="b")
    assert set(standing_answers(page)) == {new, other}
    assert list(read_answers(page)) == [other]
    set_body_aside(answer=new, by=facilitator, why=SPAM)
    assert set(standing_answers(page)) == {old, other}


def test_the_same_code_elsewhere_is_another_body(
    page: ConsultationPage, consultation: Make
) -> None:
    make_body(page, code="a")
    make_body(consultation(), code="a")
    assert standing_answers(page).count() == 1


def test_sent_at_one_moment_one_of_them_stands(page: ConsultationPage) -> None:
    one = make_body(page, code="a")
    make_body(page, code="a", sent_at=one.sent_at)
    assert standing_answers(page).count() == 1


def test_the_list_says_what_waits(
    page: ConsultationPage, facilitator: User, other_area: Area
) -> None:
    make_body(page, code="a")
    make_body(page, code="a", read=False)
    set_body_aside(answer=make_body(page), by=facilitator, why=SPAM)
    make_body(page)
    (row,) = consultations_of_bodies(facilitator)
    assert (row.unread, row.read, row.aside) == (1, 1, 1)
    assert [(r.is_read, r.is_old) for r in rows_of(page)] == [
        (False, False),
        (True, False),
        (False, False),
        (True, True),
    ]
    assert consultations_of_bodies(make_staff("facilitator", other_area)) == []


# -- themes


def test_themes_are_given_and_taken_and_are_no_codings(
    page: ConsultationPage, facilitator: User
) -> None:
    answer = make_body(page)
    give_themes(answer=answer, by=facilitator, themes=[theme_of(HOUSING), theme_of(MONEY)])
    give_themes(answer=answer, by=facilitator, themes=[theme_of(HOUSING)])
    assert [row.theme.code for row in BodyTheme.objects.all()] == [HOUSING]
    assert not Coding.objects.exists()
    assert counts_of(page) == [("Housing", 1)]


def test_a_theme_of_another_codebook_is_refused(page: ConsultationPage, facilitator: User) -> None:
    other = make_codebook({**small_codebook(), "id": "other", "name": "Other"})
    with pytest.raises(OtherCodebook):
        give_themes(answer=make_body(page), by=facilitator, themes=list(other.themes.all())[:1])
    assert not BodyTheme.objects.exists()


def test_without_a_codebook_there_are_no_themes(consultation: Make, facilitator: User) -> None:
    use_codebook(consultation())
    with pytest.raises(OtherCodebook):
        give_themes(answer=make_body(consultation()), by=facilitator, themes=[theme_of(HOUSING)])


def test_a_sub_theme_and_a_merged_one_count_under_what_stands(
    page: ConsultationPage, facilitator: User
) -> None:
    unsafe, money = theme_of("need.housing.unsafe"), theme_of(MONEY)
    give_themes(answer=make_body(page), by=facilitator, themes=[unsafe])
    give_themes(answer=make_body(page), by=facilitator, themes=[money])
    merge_theme(theme=money, into=theme_of(HOUSING), by=facilitator, why="one thing")
    theming = theming_of(page)
    assert theming is not None
    codes = [body.themes for body in bodies_of(page, themes_in(theming.codebook_id))]
    assert codes == [{HOUSING}, {HOUSING}]


# -- what is written down, and what leaves


def test_each_act_is_written_down_without_a_word(page: ConsultationPage, facilitator: User) -> None:
    answer = make_body(page, "Secret words.", read=False, organisation="Secret House")
    for act in ACTS.values():
        act(answer, facilitator)
    assert list(AuditLine.objects.order_by("pk").values_list("action", flat=True)) == [
        *("read body", "set body aside: spam", "put body back"),
        *("give themes to body", "export bodies"),
    ]
    assert not any("Secret" in line.subject for line in AuditLine.objects.all())


def test_the_file_holds_no_address_and_nothing_that_runs(
    page: ConsultationPage, facilitator: User
) -> None:
    make_body(page, "=HYPERLINK(1)", organisation="@Oak", role="+1", email="me@oak.example")
    make_body(page, "Unread.", read=False)
    file = export_bodies(consultation=page, by=facilitator).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in file
    assert "'@Oak" in file
    assert "'+1" in file
    assert "oak.example" not in file
    assert "Unread." not in file


def test_an_old_answer_stays_old_whenever_it_is_read(
    page: ConsultationPage, facilitator: User
) -> None:
    new = make_body(page, code="a")
    old = make_body(page, code="a", read=False, sent_at=new.sent_at - timedelta(days=1))
    read_body(answer=old, by=facilitator, words={})
    assert list(read_answers(page)) == [new]
