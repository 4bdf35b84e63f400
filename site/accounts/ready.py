"""What accounts tells on the first screen, and on the page *Is everything ready?*"""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.elevation.selectors import AUDIT, lately
from accounts.models import RoleHolding, User
from accounts.people.permissions import manage_areas
from accounts.people.selectors import waiting_among
from accounts.permissions import user_may_anywhere
from accounts.roles import Role
from core.day_one.checks import Check, State
from core.today import Line

QUIET_DAYS = 90


def elevated_lately(user: User) -> Iterator[Line]:
    """For auditors: how often others took a role for a while."""
    if user_may_anywhere(user, AUDIT) and (number := lately(user).count()):
        words = ngettext(
            "Elevated access was taken %(n)s time in 30 days",
            "Elevated access was taken %(n)s times in 30 days",
            number,
        )
        yield Line(words % {"n": number}, reverse("elevation:elevation"))


def check_accounts(user: User) -> Iterator[Check]:
    """Second factors, leavers, superusers, auditors and who stands in for the administrator."""
    waiting = waiting_among(user, QUIET_DAYS)
    yield _second_factors(waiting.without_second_factor)
    yield _leavers(waiting.silent)
    yield _superusers()
    yield from _roles(user)


def _second_factors(number: int) -> Check:
    link, where = reverse("people:list"), _("Colleagues")
    why = _("With a password alone, whoever gets it reads what women sent.")
    if not settings.STAFF_MFA_REQUIRED:
        what = _("Staff may log in with a password alone.")
        return Check(State.DANGER, what, why, _("Set STAFF_MFA_REQUIRED=yes, and start again."))
    if number:
        what = ngettext(
            "%(n)s colleague has no second step yet, and is let into no page of staff.",
            "%(n)s colleagues have no second step yet, and are let into no page of staff.",
            number,
        )
        do = _("Help her set it up, or end her access.")
        return Check(State.TO_DO, what % {"n": number}, why, do, link, where)
    return Check(State.FINE, _("All colleagues have a second step."), why)


def _leavers(number: int) -> Check:
    """Who has not been here for long may have left, and nobody has said so."""
    link, where = reverse("people:list"), _("Colleagues")
    why = _("An account of somebody who left is a door that nobody watches.")
    if number:
        what = ngettext(
            "%(n)s colleague has not logged in for %(days)s days.",
            "%(n)s colleagues have not logged in for %(days)s days.",
            number,
        )
        do = _("Ask whether she has left. If so, end her access: what she had to do is handed on.")
        counts = {"n": number, "days": QUIET_DAYS}
        return Check(State.TO_DO, what % counts, why, do, link, where)
    return Check(State.FINE, _("All colleagues were here lately."), why)


def _superusers() -> Check:
    number = User.objects.filter(is_superuser=True, is_active=True).count()
    why = _("Nothing says why they look at something, and it never ends. Elevated access does.")
    if not number:
        return Check(State.FINE, _("Nobody may do everything all the time."), why)
    what = ngettext(
        "%(n)s account may do everything, in all areas, all the time.",
        "%(n)s accounts may do everything, in all areas, all the time.",
        number,
    )
    do = _("Give her the role of administrator for her areas. Then, on the machine:")
    command = "manage.py end_superuser EMAIL"
    return Check(State.TO_DO, what % {"n": number}, why, do, command=command)


def _roles(user: User) -> Iterator[Check]:
    """Roles that need somebody, or two, in each area."""
    link, where = reverse("people:invite"), _("Invite a colleague")
    for area in manage_areas(user):
        rows = RoleHolding.objects.filter(area=area, user__is_active=True)
        held = list(rows.values_list("role", flat=True))
        if held.count(Role.ADMINISTRATOR) < 2:
            what = _("%(area)s has fewer than two administrators.") % {"area": area.local_name}
            why = _("Nobody resets her own second step, or gives a role to herself.")
            yield Check(State.TO_DO, what, why, _("Name a second one."), link, where)
        if Role.AUDITOR not in held:
            what = _("%(area)s has no auditor.") % {"area": area.local_name}
            why = _(
                "Somebody who does nothing else looks at who read what, and who took which role."
            )
            yield Check(State.TO_DO, what, why, _("Name one."), link, where)
