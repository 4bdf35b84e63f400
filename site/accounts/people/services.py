"""Writes about colleagues: invite one, give and end roles, put her second factor right, and end
her access when she leaves. Each leaves a line in the audit log under both pseudonyms."""

from collections.abc import Mapping

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.elevation.services import end_with_role
from accounts.models import RoleHolding, User
from accounts.people.permissions import MANAGE, looks_after
from accounts.permissions import user_may
from accounts.roles import Role
from accounts.services import PAGE_GROUPS, audit, grant_role, pseudonym
from accounts.sessions import end_sessions
from core.models import Area
from core.open_work import in_hand_of


class CantDo(ValueError):
    """It can't be done like that. The message says why, for the person who asked."""


@transaction.atomic
def invite(*, by: User, email: str, name: str, role: Role, area: Area) -> User:
    """Make her login, or switch it on again, and give her a first role. She chooses her password
    by the link that she is sent. A panel member with the same address has another login: neither
    meets the other, and nobody learns of it here. Raises PermissionDenied, and CantDo."""
    _require(by, area)
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name, is_staff=True)
    elif not (user.is_active and user.is_staff):
        if not looks_after(by, user):
            raise PermissionDenied
        user.name, user.is_active, user.is_staff = name or user.name, True, True
        user.save(update_fields=["name", "is_active", "is_staff"])
    give_role(by=by, user=user, role=role, area=area)
    return user


@transaction.atomic
def give_role(*, by: User, user: User, role: Role, area: Area) -> RoleHolding:
    """Give a colleague a role for an area. Nobody gives one to herself: for that there is elevated
    access, which ends. Raises PermissionDenied, and CantDo."""
    _require(by, area)
    if by == user and not by.is_superuser:
        raise CantDo(
            _("Nobody gives a role to herself. Ask another administrator, or take elevated access.")
        )
    if not (user.is_staff and user.is_active):
        raise CantDo(_("Her account is off. Invite her again first."))
    holding = grant_role(user=user, role=role, area=area)
    audit(user=by, action="gave role", subject=f"{pseudonym(user)}: {role} in {area.slug}")
    return holding


@transaction.atomic
def end_role(*, by: User, holding: RoleHolding) -> None:
    """Take a role away at once. Raises PermissionDenied, and CantDo for one's own."""
    _require(by, holding.area)
    if holding.user == by and holding.role == Role.ADMINISTRATOR:
        raise CantDo(_("You can’t take this from yourself: ask another administrator."))
    _end(holding)
    subject = f"{pseudonym(holding.user)}: {holding.role} in {holding.area.slug}"
    audit(user=by, action="ended role", subject=subject)


@transaction.atomic
def reset_second_factor(*, by: User, user: User, how: str) -> None:
    """Forget a colleague's second factor and recovery codes, and end her sessions: at her next
    login she sets up a new one. `how`: how it was made sure that it is she, a word of
    forms.Known. Raises PermissionDenied."""
    if not looks_after(by, user):
        raise PermissionDenied
    _forget_second_factor(user)
    end_sessions(user)
    audit(user=by, action="reset second factor", subject=f"{pseudonym(user)}: {how}")


@transaction.atomic
def end_access(*, by: User, user: User, heirs: Mapping[str, User | None]) -> None:
    """She leaves: what she has in hand goes to others, her roles, her password, her second factor
    and her sessions end, and her account is off. Her name stays on what she did.

    `heirs`: kind of work → who takes it over, None: nobody. Raises PermissionDenied.
    """
    if not looks_after(by, user):
        raise PermissionDenied
    for kind, _work in in_hand_of(user):
        kind.hand_over(user, to=heirs.get(kind.name), by=by)
    for holding in user.role_holdings.select_related("user", "area"):
        _end(holding)
    user.groups.clear()
    user.user_permissions.clear()
    user.is_active = user.is_superuser = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "is_superuser", "password"])
    _forget_second_factor(user)
    end_sessions(user)
    audit(user=by, action="ended access", subject=pseudonym(user))


def _require(by: User, area: Area) -> None:
    if not user_may(by, MANAGE, area):
        raise PermissionDenied


def _end(holding: RoleHolding) -> None:
    user, role = holding.user, Role(holding.role)
    holding.delete()
    user.__dict__.pop("held", None)
    if role == Role.ADMINISTRATOR:
        end_with_role(user=user, area=holding.area)
    if role in PAGE_GROUPS and not user.role_holdings.filter(role=role).exists():
        user.groups.remove(*Group.objects.filter(name=PAGE_GROUPS[role]))


def _forget_second_factor(user: User) -> None:
    from allauth.mfa.models import Authenticator  # not installed in the public process

    Authenticator.objects.filter(user=user).delete()
