"""What a woman allows to be done with her words: a set, never a ladder (design §11.6)."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

USES_WORDING = 1  # goes up when the words below change; each response keeps the number it saw


class Use(StrEnum):
    """A use of her words. READING_TEAM is not hers to tick: its readers read every response."""

    READING_TEAM = "reading_team"
    DESIGN_TEAM = "design_team"
    REPORT = "report"
    PUBLIC = "public"
    READ_ALOUD = "read_aloud"
    RESEARCH = "research"


OFFERED = [Use.DESIGN_TEAM, Use.REPORT, Use.PUBLIC, Use.READ_ALOUD, Use.RESEARCH]
WORDING: dict[Use, tuple[str | Promise, str | Promise]] = {
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
}


def clean_uses(values: list[str]) -> list[str]:
    """Keep offered uses in their order; anything else is dropped. Empty means counted only."""
    return [use.value for use in OFFERED if use.value in values]
