"""Reads of codes, and what may be printed for one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage, State
from feedback.models import Form
from feedback.review.invites.kinds import COLUMNS, PRINTS, WORDINGS, Print
from feedback.review.invites.models import Invite
from feedback.review.invites.services import MAKE_INVITES
from feedback.review.selectors import heard_by_invite

TAKES_ANSWERS = (State.PLANNED, State.OPEN)


@dataclass(frozen=True)
class Heard:
    """An invitation, and about how many women of the group were read: 0, or a multiple of ten."""

    invite: Invite
    at_least: int


def hers(user: User) -> QuerySet[Invite]:
    """Invitations of her areas."""
    found = Invite.objects.filter(area__in=areas_where(user, MAKE_INVITES))
    return found.select_related("area", "consultation")


def invites_for(user: User) -> list[Heard]:
    """Invitations of her areas, with how many were heard: retired ones at the end."""
    invites = sorted(hers(user), key=lambda invite: invite.is_retired)
    heard = heard_by_invite(invites)
    return [Heard(invite, heard[invite.pk]) for invite in invites]


def consultations_for(user: User) -> QuerySet[ConsultationPage]:
    """Consultations of her areas that take answers or will, as they were written."""
    areas = areas_where(user, MAKE_INVITES)
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
        area__in=areas, locale=Locale.get_default()
    )
    still = pages.filter(closes_on__gte=timezone.localdate())
    return still.select_related("area").order_by("closes_on", "title")


def forms_for(invite: Invite) -> list[Form]:
    """Published forms that the code may be typed on: of its consultation, or of all of the area,
    as long as answers are taken or will be. What was checked and opens next week is printed today.
    """
    forms = Form.objects.filter(consultation__area=invite.area_id, versions__replaced_on=None)
    if invite.consultation_id:
        forms = forms.filter(consultation=invite.consultation_id)
    published = forms.filter(versions__isnull=False).select_related("consultation__locale")
    return [form for form in published.distinct() if _takes(form.consultation)]


def prints_for(form: Form) -> Mapping[str, Print]:
    """What may be printed for a form, by name. A prison is a place to ask in once its consultation
    says so and somebody approved it, as at the gate that it opens by."""
    may_inside = form.consultation.may_ask_in_prison
    return {name: one for name, one in PRINTS.items() if may_inside or not one.inside}


@dataclass(frozen=True)
class Printed:
    """What is printed for one form: a line for each wording."""

    form: Form
    rows: list[tuple[str, list[Print]]]
    is_inside: bool  # whether anything of it is for a prison


def printed_for(invite: Invite) -> list[Printed]:
    """All that may be printed of a code."""
    return [_printed(form) for form in forms_for(invite)]


def _printed(form: Form) -> Printed:
    prints = prints_for(form).values()
    rows = [
        (str(label), [one for column in COLUMNS for one in prints if _is_at(one, wording, column)])
        for wording, label in WORDINGS.items()
    ]
    return Printed(form, rows, any(one.inside for one in prints))


def _is_at(one: Print, wording: str, column: tuple[str, bool]) -> bool:
    return (one.wording, one.kind, one.inside) == (wording, *column)


def _takes(page: ConsultationPage) -> bool:
    """Whether answers are taken, or will be: of a draft nobody knows."""
    return page.is_promised and page.state in TAKES_ANSWERS
