"""Deciding on a quiet voice: kept, or left out with a reason, for those who raised it so far."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from insights.models import QuietVoice, Theme
from insights.permissions import require_checker
from insights.rigour.comparing import LONGEST_WHY, NoReason
from insights.rigour.quiet import QuietTheme, quiet_themes
from insights.rigour.signing import note_changed


class NotQuiet(ValueError):
    """The theme isn't raised by few: by nobody who could be heard, or by enough by now."""


class VoiceChanged(ValueError):
    """What she decided on is not what stands there now: more raised it, or somebody decided."""


@transaction.atomic
def decide_voice(
    *,
    consultation: ConsultationPage,
    theme: Theme,
    is_kept: bool,
    why: str,
    by: User,
    seal: str | None = None,
) -> QuietVoice:
    """Keep a theme that few raised, or leave it out and say why; say why it is gone where nobody
    has it any more. May be decided again.

    `seal` is of what was shown; None where nobody looked at a page. Raises PermissionDenied,
    NotQuiet, VoiceChanged, and NoReason for leaving out without one.
    """
    page = source_of(consultation)
    require_checker(by, page)
    quiet = _quiet(page, theme, by)
    if seal is not None and seal != quiet.seal:
        raise VoiceChanged("Look at it again.")
    if quiet.is_lost and is_kept:
        raise NotQuiet("Nobody has it, so there is nothing to keep.")
    reason = " ".join(why.split())[:LONGEST_WHY]
    if not is_kept and not reason:
        raise NoReason("Say why it is left out.")
    decision, _is_new = QuietVoice.objects.update_or_create(
        consultation=page,
        theme=theme,
        defaults={
            "is_kept": is_kept,
            "why": reason,
            "women": quiet.women,
            "decided_by": by,
            "decided_on": timezone.localdate(),
        },
    )
    decision.heard.add(*quiet.rows)
    kept = "keep" if is_kept else "leave out"
    audit(user=by, action=f"{kept} quiet voice", subject=f"{theme.code} in consultation {page.pk}")
    note_changed(page, by)
    return decision


def _quiet(page: ConsultationPage, theme: Theme, by: User) -> QuietTheme:
    for quiet in quiet_themes(page, by):
        if quiet.theme.pk == theme.pk:
            return quiet
    raise NotQuiet("Few raised it before; nobody, or enough, do now.")
