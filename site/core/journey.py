"""Where in her journey: the stages that areas, consultations and themes share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JourneyStage(models.TextChoices):
    EARLY = "early", _("Before arrest, at risk")
    POLICE = "police", _("Police and diversion")
    COURT = "court", _("Court")
    COMMUNITY = "community", _("Community sentence and probation")
    CUSTODY = "custody", _("In prison")
    RELEASE = "release", _("Release and through the gate")
    AFTER = "after", _("After, in the community")
    UNCLEAR = "unclear", _("Whole journey or not clear")
