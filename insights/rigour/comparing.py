"""Comparing two codings of a sample, and settling what they differ in. All three codings stay."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from feedback.models import Response
from insights.models import Coding, Sample, SampleMember, Settlement, Theme
from insights.permissions import require_checker
from insights.rigour.pairs import left_to_code, members_of
from insights.selectors.progress import codebook_in_use, theming_of
from insights.selectors.themes import themes_offered
from insights.selectors.women import parts_of
from insights.services.coding import ThemeNotOffered
from insights.services.runs import learn_if_due
from insights.tasks import measure_agreement

LONGEST_WHY = 300


class NotDone(ValueError):
    """The second coder hasn't finished. `left` says how many responses are left."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} responses are not coded yet.")
        self.left = left


class NotCompared(ValueError):
    """Only what two people coded and was compared can be settled."""


class NoReason(ValueError):
    """Settling says why: a later reader has nothing else to go by."""


@transaction.atomic
def compare_sample(*, sample: Sample, by: User) -> Sample:
    """Lay the two codings beside each other; a worker measures how far they agree.

    From then on the two may see each other's codes, and the responses are changed by settling
    alone. Where a sample was compared before, it is only measured again. Raises PermissionDenied,
    and NotDone while responses are left, or none is there any more.
    """
    require_checker(by, sample.consultation)
    now = Sample.objects.select_for_update().get(pk=sample.pk)
    if now.compared_on is None:
        left = left_to_code(now)
        if left or not members_of(now):
            raise NotDone(left)
        now.compared_on = timezone.localdate()
        now.save(update_fields=["compared_on"])
        audit(user=by, action="compare sample", subject=f"sample {now.pk}")
    measure_agreement.enqueue(now.pk)
    return now


@transaction.atomic
def settle_response(
    *, response: Response, themes: Collection[Theme], why: str, by: User
) -> Settlement:
    """Say which themes are agreed on, and why. They alone count from then on.

    Settling again replaces what was agreed, and keeps what that was. No theme at all may be the
    answer. Raises PermissionDenied, NotCompared, NoReason, ThemeNotOffered.
    """
    from insights.rigour.signing import note_changed  # it knows of reasons, and so of this

    page = response.version.form.consultation
    require_checker(by, page)
    parts = parts_of(response)
    places = SampleMember.objects.filter(response__in=parts, sample__codebook=codebook_in_use(page))
    places = places.exclude(sample__compared_on=None)
    place = (
        places.select_related("response", "sample__codebook")
        .select_for_update(of=("self",))
        .first()
    )
    if place is None:
        raise NotCompared("Two codings of it were not compared.")
    reason = " ".join(why.split())
    if not reason:
        raise NoReason("Say why.")
    _require_offered(place, themes)
    settlement = _written(place, reason, by)
    _agree(place, parts, themes, by)
    audit(user=by, action="settle coding", subject=f"sample {place.sample_id}")
    learn_if_due(consultation=page)
    note_changed(page, by, _("What two people had coded differently was settled."))
    return settlement


def _require_offered(place: SampleMember, themes: Collection[Theme]) -> None:
    """Raise ThemeNotOffered unless each is in use, or one of the two gave it."""
    theming = theming_of(place.sample.consultation)
    offered = {theme.pk for theme in themes_offered(theming.codebook)} if theming else ()
    given = set(
        Coding.objects.filter(
            response__in=parts_of(place.response), theme__merged_into=None
        ).values_list("theme_id", flat=True)
    )
    for theme in themes:
        if theme.pk not in offered and theme.pk not in given:
            raise ThemeNotOffered(f"“{theme}” is not a theme of this consultation's codebook.")


def _written(place: SampleMember, reason: str, by: User) -> Settlement:
    today, codebook = timezone.localdate(), place.sample.codebook
    values: dict[str, Any] = {"settled_by": by, "settled_on": today, "why": reason[:LONGEST_WHY]}
    settlement, is_new = Settlement.objects.get_or_create(
        response=place.response, codebook=codebook, defaults=values
    )
    if is_new:
        return settlement
    agreed = Coding.objects.filter(
        response=place.response, theme__codebook=codebook, decision=Coding.Decision.AGREED
    )
    settlement.before.append(
        {
            "on": settlement.settled_on.isoformat(),
            "by": str(settlement.settled_by),
            "why": settlement.why,
            "themes": sorted(agreed.values_list("theme__code", flat=True)),
        }
    )
    for name, value in values.items():
        setattr(settlement, name, value)
    settlement.save()
    return settlement


def _agree(place: SampleMember, parts: list[Response], themes: Collection[Theme], by: User) -> None:
    here = Coding.objects.filter(
        response__in=parts, theme__codebook=place.sample.codebook_id
    )  # what was coded with another codebook is no matter of this one
    here.filter(decision=Coding.Decision.AGREED).delete()
    # What a person turned down is no theme that counts anyway, and stays what it was.
    given = here.exclude(decision=Coding.Decision.REJECTED)
    given.update(counts=False)
    today = timezone.localdate()
    Coding.objects.bulk_create(
        Coding(
            response=place.response,
            theme=theme,
            coder=by,
            decision=Coding.Decision.AGREED,
            codebook_version=theme.codebook.version,
            coded_on=today,
        )
        for theme in sorted(set(themes), key=lambda theme: theme.pk)
    )
