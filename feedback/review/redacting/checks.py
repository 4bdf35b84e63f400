"""The second check: another reader looks at what was drawn, and what she finds goes out too."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from core.models import Area
from feedback.payload import Payload
from feedback.redaction import Span
from feedback.review.choices import KINDS
from feedback.review.models import SecondCheck, WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.redacting.again import (
    CHECK,
    StoredAgain,
    more_out,
    open_again,
    store_again,
)
from feedback.review.selectors import standing
from feedback.review.services import Spans, TranslatedBy

WORTH_A_SHARE = 20  # under so many checks a percentage says nothing
KEPT_DAYS = 180  # an area with one reader checks nothing, and must not keep originals for ever


class AlreadyChecked(Exception):
    """Another reader was faster."""


def open_checks() -> QuerySet[SecondCheck]:
    """Checks that wait and can be made: the words stand, and their original is still there."""
    rows = standing().filter(status=WaitingResponse.Status.READ).exclude(sealed=b"")
    return SecondCheck.objects.filter(by=None, waiting__in=rows.values("pk"))


def unchecked() -> QuerySet[WaitingResponse]:
    """Responses whose original the purge leaves, since a check of it waits: for half a year."""
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    waiting = open_checks().order_by().values("waiting")
    return WaitingResponse.objects.filter(pk__in=waiting, swept_on__gte=since)


def checks_for(user: User) -> QuerySet[SecondCheck]:
    """Checks that she may make: of her areas, and of what somebody else has read."""
    checks = open_checks().filter(waiting__area__in=review_areas(user))
    others = checks.exclude(waiting__batch__opened_by=user)
    return others.select_related("waiting__area", "waiting__version__form").order_by("pk")


def open_check(*, user: User, check: SecondCheck) -> Payload:
    """Unseal it for the second reader. Raises as open_again does, and AlreadyChecked."""
    _require(user, check)
    return open_again(user=user, waiting=check.waiting, why=CHECK)


def _require(user: User, check: SecondCheck) -> None:
    if check.by_id is not None:
        raise AlreadyChecked
    batch = check.waiting.batch
    if batch is not None and batch.opened_by_id == user.pk:
        raise PermissionDenied


@transaction.atomic
def complete_check(
    *,
    user: User,
    check: SecondCheck,
    spans: Spans,
    payload: Payload,
    level: int | None = None,
    translated: TranslatedBy | None = None,
) -> StoredAgain:
    """Store what she left in and took out, and note how far the two readers agree.

    Raises as store_again does, AlreadyChecked, and PermissionDenied for what she read herself.
    """
    check = SecondCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    _require(user, check)
    stored = store_again(
        user=user,
        waiting=check.waiting,
        spans=spans,
        payload=payload,
        level=level,
        translated=translated,
    )
    check.by, check.at = user, timezone.now()
    check.missed = _by_kind(more_out(stored.before, stored.after))
    check.given_back = _by_kind(more_out(stored.after, stored.before))
    check.save(update_fields=["by", "at", "missed", "given_back"])
    audit(user=user, action="checked response", subject=str(check.waiting.batch_id or ""))
    return stored


def _by_kind(spans: Iterable[Span]) -> dict[str, int]:
    return dict(Counter(span.kind for span in spans))


@dataclass(frozen=True)
class Figures:
    """What the checks of one area showed: responses, never readers."""

    area: Area
    waiting: int
    checked: int
    missed: int  # checked responses in which something had been left in
    given_back: int
    kinds: list[tuple[str, int]]  # the reader's word for a kind → in how many responses
    hers: int  # of those that wait, how many she may make

    @property
    def share(self) -> int | None:
        """Percent of checked responses with something left in; None while there are few."""
        return round(100 * self.missed / self.checked) if self.checked >= WORTH_A_SHARE else None


def figures_for(user: User) -> list[Figures]:
    """Figures of each of her areas."""
    hers = Counter(checks_for(user).values_list("waiting__area", flat=True))
    waiting = Counter(open_checks().values_list("waiting__area", flat=True))
    return [_figures(area, waiting[area.pk], hers[area.pk]) for area in review_areas(user)]


def _figures(area: Area, waiting: int, hers: int) -> Figures:
    done = SecondCheck.objects.filter(waiting__area=area).exclude(by=None)
    rows = list(done.values_list("missed", "given_back"))
    labels = {kind: str(label) for kind, label in KINDS}
    kinds = Counter(labels.get(kind, kind) for missed, _ in rows for kind in missed)
    return Figures(
        area=area,
        waiting=waiting,
        checked=len(rows),
        missed=sum(bool(missed) for missed, _ in rows),
        given_back=sum(bool(back) for _, back in rows),
        kinds=kinds.most_common(),
        hers=hers,
    )
