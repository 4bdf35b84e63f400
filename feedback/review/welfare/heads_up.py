"""What a reader is told about words before she opens them. Three flags, kept apart: safety, abuse
aimed at a person, swearing. They label; none of them hides, delays or clears anything."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.review.models import CueLevel, WaitingResponse

FLAGS: dict[str, str | Promise] = {
    "abuse_at_person": _("Abuse at a person"),
    "swearing": _("Swearing"),
}


def flag_labels(flags: list[str]) -> list[str]:
    """The reader's words for flags beside safety, in the order of FLAGS."""
    return [str(label) for flag, label in FLAGS.items() if flag in flags]


def is_hard(waiting: WaitingResponse, level: int) -> bool:
    """Whether to offer a pause after reading it: `level` is what the reader made of it."""
    return max(level, waiting.cue_level) == CueLevel.URGENT or "abuse_at_person" in (
        waiting.content_flags
    )
