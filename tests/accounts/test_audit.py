"""The chain of audit lines: each follows from the one before, and says nothing of words."""

import pytest

from accounts.models import AuditLine, User
from accounts.services import audit, broken_audit_lines, pseudonym
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user()


def lines(user: User) -> list[AuditLine]:
    return [audit(user=user, action="opened batch", subject=f"batch {n}") for n in range(4)]


def test_a_whole_chain_has_no_broken_line(user: User) -> None:
    lines(user)
    assert broken_audit_lines() == []


def test_a_changed_line_is_found(user: User) -> None:
    changed = lines(user)[1]
    AuditLine.objects.filter(pk=changed.pk).update(action="looked away")
    assert changed.pk in broken_audit_lines()


def test_a_missing_line_is_found(user: User) -> None:
    made = lines(user)
    made[1].delete()
    assert broken_audit_lines() == [made[2].pk]


def test_a_line_holds_a_pseudonym_and_no_name(user: User) -> None:
    (line, *_) = lines(user)
    assert line.staff == pseudonym(user)
    assert user.email not in f"{line.staff}{line.action}{line.subject}"
    assert pseudonym(make_user()) != line.staff
