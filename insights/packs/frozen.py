"""Who may change a pack, and until when: whoever may write packs in its area, while it is a draft.

What a pack says stands in several tables; each write of any of them begins here.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import user_may
from consultations.models import ConsultationPage
from insights.models import PackMaking, ReviewPack

WRITE, SIGN = "insights.write_packs", "insights.sign_packs"


class PackIsFrozen(ValueError):
    """A signed or published pack is not changed; a newer one supersedes it."""

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said or _("This pack is signed. Start the next version to change anything.")
        )


class PackIsBeingSigned(PackIsFrozen):
    """What she signs may not change under her hand: it is a draft again once signing is stopped."""

    def __init__(self) -> None:
        super().__init__(_("This pack is being signed. Wait until that is done, or stop it."))


def require(user: User, action: str, consultation: ConsultationPage) -> None:
    """Raise PermissionDenied unless she may do this in the area of a consultation."""
    if not user_may(user, action, consultation.area_id):
        raise PermissionDenied(_("You may not do this in this area."))


def locked(pack: ReviewPack, *allowed: ReviewPack.Status) -> ReviewPack:
    """The pack as it is now, held until the transaction ends. Raises PackIsFrozen."""
    now = ReviewPack.objects.select_for_update().get(pk=pack.pk)
    if now.status not in allowed:
        raise PackIsFrozen
    return now


def is_being_signed(pack: ReviewPack) -> bool:
    """Whether the worker signs it, or is about to."""
    return PackMaking.objects.filter(pack=pack, state__in=PackMaking.LIVE).exists()


def draft_to_change(pack: ReviewPack, by: User) -> ReviewPack:
    """The draft, held, for somebody who may write it. Raises PermissionDenied, PackIsFrozen and
    PackIsBeingSigned."""
    require(by, WRITE, pack.consultation)
    now = locked(pack, ReviewPack.Status.DRAFT)
    if is_being_signed(now):
        raise PackIsBeingSigned
    return now
