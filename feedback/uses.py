"""What a woman allows to be done with her words: a set, never a ladder (design §11.6)."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Use(StrEnum):
    """A use of her words. READING_TEAM is not hers to tick: its readers read every response."""

    READING_TEAM = "reading_team"
    DESIGN_TEAM = "design_team"
    REPORT = "report"
    PUBLIC = "public"
    READ_ALOUD = "read_aloud"
    RESEARCH = "research"


Wording = Mapping[Use, tuple[str | Promise, str | Promise]]  # what she may tick, and its hint

# Number → the words that she saw. Each response keeps its number, so a wording that was ever shown
# is never changed or taken away: new words are a new number.
WORDINGS: dict[int, Wording] = {
    1: {
        Use.DESIGN_TEAM: (
            _("Show them to the people who plan services"),
            _("And to the panel of women who advise them."),
        ),
        Use.REPORT: (
            _("Print them in a report"),
            _("After we take out anything that could show who you are."),
        ),
        Use.PUBLIC: (_("Show them on this website"), _("Anyone could read them there.")),
        Use.READ_ALOUD: (_("Read them aloud at a meeting"), _("Someone else reads, not you.")),
        Use.RESEARCH: (
            _("Let researchers learn from them"),
            _("Researchers that we check, who want better services."),
        ),
    },
}
USES_WORDING = max(WORDINGS)  # what a page that is begun now shows
WORDING = WORDINGS[USES_WORDING]
OFFERED = list(WORDING)
MOST_USES = max(len(wording) for wording in WORDINGS.values())


def known_wording(number: object) -> int:
    """The number itself, or the newest one for what is none."""
    return number if isinstance(number, int) and number in WORDINGS else USES_WORDING


def allowed_in_words(uses: list[str], wording: int) -> list[str | Promise]:
    """What she ticked, as the wording said it that she was shown."""
    offered = WORDINGS[known_wording(wording)]
    return [label for use, (label, _) in offered.items() if use.value in uses]


def clean_uses(values: list[str], wording: int = USES_WORDING) -> list[str]:
    """Keep uses that this wording offers, in its order; anything else is dropped. Empty means
    counted only."""
    return [use.value for use in WORDINGS[known_wording(wording)] if use.value in values]
