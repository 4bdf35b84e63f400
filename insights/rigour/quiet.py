"""Themes that few women raised. They are listed with their words, and nobody drops one silently."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Coding, QuietVoice, Theme
from insights.permissions import require_checker
from insights.rigour.blind import hidden_from
from insights.rigour.comparing import LONGEST_WHY, NoReason
from insights.selectors.counts import theme_counts
from insights.selectors.progress import POSITIVE

# What fewer than five women said falls out of every list that is sorted by number, and out of any
# public number. It may be what nobody else dared to say, or what happens to those who are few.
QUIET_BELOW = 5


class NotQuiet(ValueError):
    """The theme isn't raised by few: by nobody, or by enough by now."""


@dataclass
class QuietTheme:
    """A theme that few women raised: how many, what they said, and what was decided."""

    theme: Theme
    women: int
    decision: QuietVoice | None
    words: list[tuple[int, str, str]] = field(default_factory=list)  # response, text, language


def decided_voices(consultation: ConsultationPage) -> dict[int, QuietVoice]:
    """Theme → what was decided on it when few had raised it. More may have by now."""
    decided = QuietVoice.objects.filter(
        consultation__translation_key=consultation.translation_key
    ).select_related("decided_by")
    return {decision.theme_id: decision for decision in decided}


def quiet_themes(consultation: ConsultationPage, reader: User | None = None) -> list[QuietTheme]:
    """Themes on top that one to four women raised, in the order of the codebook. For a reader:
    without what she codes blind."""
    decisions = decided_voices(consultation)
    return [
        QuietTheme(count.theme, count.coded, decisions.get(count.theme.pk))
        for count in theme_counts(consultation=consultation, reader=reader)
        if 0 < count.coded < QUIET_BELOW
    ]


def undecided_voices(consultation: ConsultationPage) -> int:
    """How many of them nobody has decided on."""
    return sum(quiet.decision is None for quiet in quiet_themes(consultation))


def quiet_voices(consultation: ConsultationPage, reader: User) -> list[QuietTheme]:
    """The same with their words, without those that the reader codes blind."""
    found = quiet_themes(consultation, reader)
    by_theme = {quiet.theme.pk: quiet for quiet in found}
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    codings = Coding.objects.filter(
        POSITIVE,
        Q(theme__in=by_theme) | Q(theme__parent__in=by_theme),
        response__in=rows.order_by().values("pk"),
    ).exclude(response__in=hidden_from(reader))
    themes_of: dict[int, set[int]] = defaultdict(set)
    columns = ("response_id", "theme_id", "theme__parent_id")
    for response, theme, parent in codings.values_list(*columns):
        themes_of[response].add(parent or theme)
    answers = answers_for(use=Use.READING_TEAM, responses=list(themes_of)).exclude(text="")
    said = answers.order_by("response_id", "pk").values_list(
        "response_id", "text", "language", "response__language"
    )
    for response, text, language, of_form in said:
        for theme in themes_of[response]:
            by_theme[theme].words.append((response, text, language or of_form))
    return found


@transaction.atomic
def decide_voice(
    *, consultation: ConsultationPage, theme: Theme, is_kept: bool, why: str, by: User
) -> QuietVoice:
    """Keep a theme that few raised, or leave it out and say why. May be decided again.

    Raises PermissionDenied, NotQuiet, and NoReason for leaving out without one.
    """
    page = source_of(consultation)
    require_checker(by, page)
    if theme.pk not in {quiet.theme.pk for quiet in quiet_themes(page)}:
        raise NotQuiet("Few raised it before; nobody, or enough, do now.")
    reason = " ".join(why.split())[:LONGEST_WHY]
    if not is_kept and not reason:
        raise NoReason("Say why it is left out.")
    decision, _ = QuietVoice.objects.update_or_create(
        consultation=page,
        theme=theme,
        defaults={
            "is_kept": is_kept,
            "why": reason,
            "decided_by": by,
            "decided_on": timezone.localdate(),
        },
    )
    kept = "keep" if is_kept else "leave out"
    audit(user=by, action=f"{kept} quiet voice", subject=f"{theme.code} in consultation {page.pk}")
    return decision
