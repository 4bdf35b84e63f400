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
    """Whether to offer a pause after reading it: `level` is what the reader made of it.

    Words that sounded urgent to the cues alone are not hard once she says that they are no concern:
    a pause after each of those is one that nobody takes any more. Abuse at a person is hard to read
    whatever it means for safety, so her "no concern" doesn't do away with that one."""
    is_urgent = level == CueLevel.URGENT or (
        waiting.cue_level == CueLevel.URGENT and level > CueLevel.NONE
    )
    return is_urgent or "abuse_at_person" in waiting.content_flags
