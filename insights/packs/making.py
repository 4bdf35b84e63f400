"""Signing a pack of many responses: asked for, carried out by the worker, seen and stopped.

The signature and the end of the making are one transaction: either the pack is signed and the
making done, or the pack is as it was. Whoever stops it, and a worker that dies, leaves a draft.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.permissions import user_may
from accounts.services import audit
from insights.models import PackMaking, ReviewPack
from insights.packs.seal import DraftChanged, require_as_shown, seal_of
from insights.packs.selectors import SIGN, counted_in, missing_for_signing
from insights.packs.services import NotReady, PackIsBeingSigned, PackIsFrozen, sign_pack

State, Reason = PackMaking.State, PackMaking.Reason
MOST_AT_ONCE = 2_000  # responses that are signed while she waits: under a second or two
AT_WORK = ("READY", "RUNNING")


class _Stopped(Exception):
    """Somebody stopped it, or another process has begun it anew."""


def is_signed_at_once(pack: ReviewPack) -> bool:
    """Whether its responses are so few that nobody has to wait for a worker."""
    return counted_in(pack).count() <= MOST_AT_ONCE


@transaction.atomic
def ask_to_sign(*, pack: ReviewPack, by: User, seal: str | None = None) -> PackMaking:
    """Ask the worker to sign for her. What is missing, or is not what was sealed, is said at once.
    Without a seal it is sealed now: the worker signs what stands here, or nothing.

    Raises PermissionDenied, NotReady, PackIsFrozen, PackIsBeingSigned, DraftChanged.
    """
    if not user_may(by, SIGN, pack.consultation.area_id):
        raise PermissionDenied
    now = ReviewPack.objects.select_for_update().get(pk=pack.pk)
    if now.status != ReviewPack.Status.DRAFT:
        raise PackIsFrozen
    if missing := missing_for_signing(now):
        raise NotReady(missing)
    require_as_shown(now, seal)
    makings = PackMaking.objects.filter(pack=now)
    makings.exclude(state__in=PackMaking.LIVE).delete()
    making = PackMaking(
        pack=now, asked_by=by, seal=seal or seal_of(now), started_on=timezone.localdate()
    )
    try:
        with transaction.atomic():
            making.save()
    except IntegrityError as error:
        raise PackIsBeingSigned from error
    from insights.tasks import sign_pack_for

    making.task = UUID(sign_pack_for.enqueue(making.pk).id)
    making.save(update_fields=["task"])
    audit(user=by, action="ask to sign pack", subject=f"pack {now.pk}")
    return making


@transaction.atomic
def stop_signing(*, pack: ReviewPack, by: User) -> bool:
    """Stop it: the pack stays a draft. False where there was nothing left to stop.

    Raises PermissionDenied.
    """
    if not user_may(by, SIGN, pack.consultation.area_id):
        raise PermissionDenied
    live = PackMaking.objects.filter(pack=pack, state__in=PackMaking.LIVE)
    if not live.update(state=State.CANCELLED, ended_on=timezone.localdate()):
        return False
    audit(user=by, action="stop signing pack", subject=f"pack {pack.pk}")
    return True


def carry_out(making: PackMaking) -> bool:
    """Sign, in the name of who asked. Whether the pack is signed. Raises what nobody expected."""
    if not _begin(making):
        return False
    try:
        _sign(making)
    except _Stopped:
        return False
    except NotReady:
        _fail(making, Reason.MISSING)
    except DraftChanged:
        _fail(making, Reason.CHANGED)
    except (PackIsFrozen, PermissionDenied):
        _fail(making, Reason.REFUSED)
    except Exception:
        _fail(making, Reason.ERROR)
        raise
    else:
        return True
    return False


def _begin(making: PackMaking) -> bool:
    """Take it for this process. False where somebody stopped it, or another was faster."""
    mine = PackMaking.objects.filter(pk=making.pk, begun=making.begun, state__in=PackMaking.LIVE)
    if not mine.update(state=State.RUNNING, begun=making.begun + 1, step=1):
        return False
    making.refresh_from_db()
    return True


def _sign(making: PackMaking) -> None:
    if making.asked_by is None:
        raise PermissionDenied
    if missing := missing_for_signing(making.pack):
        raise NotReady(missing)
    mine = PackMaking.objects.filter(pk=making.pk, begun=making.begun, state=State.RUNNING)
    if not mine.update(step=2):
        raise _Stopped
    with transaction.atomic():
        sign_pack(pack=making.pack, by=making.asked_by, seal=making.seal)
        if not mine.update(state=State.DONE, ended_on=timezone.localdate()):
            raise _Stopped


def _fail(making: PackMaking, reason: PackMaking.Reason) -> None:
    mine = PackMaking.objects.filter(pk=making.pk, begun=making.begun, state__in=PackMaking.LIVE)
    mine.update(state=State.FAILED, reason=reason, ended_on=timezone.localdate())


def mend_makings() -> None:
    """Look after signings whose task is no more, or was given up: they have failed. Called by the
    worker that is alone at the queue, once tasks that were left behind are back in it (trap 6)."""
    live = list(PackMaking.objects.filter(state__in=PackMaking.LIVE))
    tasks = DBTaskResult.objects.filter(pk__in=[m.task for m in live], status__in=AT_WORK)
    at_work = set(tasks.values_list("pk", flat=True)) if live else set()
    for making in live:
        if making.task not in at_work:
            _fail(making, Reason.LEFT)
