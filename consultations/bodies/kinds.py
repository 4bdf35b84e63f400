"""What kind of body answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """Small kinds are told apart: where fewer than three are unnamed, none of it is said."""

    BY_AND_FOR = "by_and_for", _("Run by and for the women it works with")
    VOLUNTARY = "voluntary", _("Voluntary or community organisation")
    HEALTH = "health", _("Health service")
    COUNCIL = "council", _("Council or social care")
    POLICE = "police", _("Police")
    PRISON = "prison", _("Prison")
    PROBATION = "probation", _("Probation")
    COURTS = "courts", _("Courts or legal service")
    OTHER = "other", _("Another kind")
