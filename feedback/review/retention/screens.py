"""What the screens of retention show: periods, what is due, holds, certificates. By area."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.review.models import LegalHold, PurgeCertificate, RetentionPeriod, SafeguardingCase
from feedback.review.permissions import certificate_areas, decide_areas, retain_areas
from feedback.review.retention.holds import active_holds
from feedback.review.retention.kinds import BY_NAME, KINDS, Kind, in_words
from feedback.review.retention.services import PurgeReport

KEY_OLD_AFTER_DAYS = 90
Row = tuple[str, str, int]  # kind, title of the form or "", how many


def forms_for(user: User) -> QuerySet[Form]:
    """Forms whose periods she may set."""
    forms = Form.objects.filter(consultation__area__in=retain_areas(user))
    return forms.select_related("consultation__area").order_by("title")


def seen_forms(user: User) -> QuerySet[Form]:
    """Forms of which she may see what is due, on hold or destroyed."""
    return Form.objects.filter(
        Q(consultation__area__in=retain_areas(user))
        | Q(consultation__area__in=certificate_areas(user))
    )


@dataclass(frozen=True)
class PeriodRow:
    """One kind as the table lists it."""

    kind: Kind
    length: str
    own: list[tuple[Form, str]]  # forms with a period of their own


def period_rows(user: User) -> list[PeriodRow]:
    """The table of periods, with those of her forms that differ."""
    own: dict[str, list[tuple[Form, str]]] = {}
    periods = RetentionPeriod.objects.filter(form__in=seen_forms(user)).select_related("form")
    for period in periods.order_by("form__title"):
        if kind := BY_NAME.get(period.kind):
            words = in_words(period.length, kind.unit)
            own.setdefault(kind.name, []).append((period.form, words))
    return [PeriodRow(kind, _said(kind), own.get(kind.name, [])) for kind in KINDS]


def _said(kind: Kind) -> str:
    return in_words(kind.length, kind.unit) if kind.length else _("not after that")


def own_periods(form: Form) -> dict[str, int]:
    """Kind → length, where the form has a period of its own."""
    return dict(RetentionPeriod.objects.filter(form=form).values_list("kind", "length"))


def counted_rows(user: User, counts: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """Numbers by kind and form, of her forms and of what belongs to no form."""
    titles = {"": "", **dict(seen_forms(user).values_list("slug", "title"))}
    return [
        (str(BY_NAME[kind].label) if kind in BY_NAME else kind, titles[slug], number)
        for kind, by_form in counts.items()
        for slug, number in sorted(by_form.items())
        if slug in titles
    ]


def due_rows(user: User, report: PurgeReport) -> dict[str, list[Row]]:
    """What is due, what a hold keeps, and what nobody has read in time."""
    return {
        "due": counted_rows(user, report.counts),
        "held": counted_rows(user, report.held),
        "unread": counted_rows(user, {_("Unread"): report.unread}),
    }


def holds_for(user: User) -> QuerySet[LegalHold]:
    """Holds on forms and cases of her areas, the latest first."""
    areas = Q(form__consultation__area__in=seen_forms(user).values("consultation__area"))
    areas |= Q(case__waiting__area__in=decide_areas(user))
    areas |= Q(case__waiting__area__in=retain_areas(user))
    related = ("form", "case__waiting__area", "placed_by", "lifted_by")
    return LegalHold.objects.filter(areas).select_related(*related)


def sorted_holds(user: User) -> dict[str, Any]:
    """Those that hold now, and those that are over."""
    active = set(active_holds().values_list("pk", flat=True))
    holds = list(holds_for(user))
    today = timezone.localdate()
    return {
        "active": [
            (hold, hold.review_on is not None and hold.review_on <= today)
            for hold in holds
            if hold.pk in active
        ],
        "over": [hold for hold in holds if hold.pk not in active],
    }


def cases_to_hold(user: User) -> QuerySet[SafeguardingCase]:
    """Cases that she may put on hold."""
    areas = Q(waiting__area__in=decide_areas(user)) | Q(waiting__area__in=retain_areas(user))
    return SafeguardingCase.objects.filter(areas).select_related("waiting__area")


def certificates() -> QuerySet[PurgeCertificate]:
    """All that were closed, the latest first."""
    return PurgeCertificate.objects.exclude(finished_at=None)


def old_key() -> IntakeKey | None:
    """The key that responses are sealed to, where it is high time for a new one."""
    key = IntakeKey.objects.filter(retired_on=None).order_by("-made_on").first()
    old = key is not None and (timezone.localdate() - key.made_on).days > KEY_OLD_AFTER_DAYS
    return key if old else None
