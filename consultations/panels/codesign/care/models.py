"""A private report about something in a room. Who told it is known to those who look at it, and to
nobody in the room."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.ids import random_id


class Report(models.Model):
    class Remedy(models.TextChoices):
        NOTHING = "nothing", _("Nothing was changed")
        FOLDED = "folded", _("The card is folded, with a warning on it")
        HIDDEN = "hidden", _("The card is not shown any more")
        TALKED = "talked", _("We talked with those it is about")
        OUT = "out", _("Somebody is not in the room any more")

    id = models.BigAutoField(primary_key=True, default=random_id)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="reports")
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, related_name="reports", null=True)
    by = models.ForeignKey(
        "panels.PanelMember", on_delete=models.SET_NULL, related_name="+", null=True
    )
    words = models.TextField(_("what is wrong"), max_length=1_000, blank=True)
    # About the facilitator, say: who coordinates does not read it, nor learn that it is there.
    for_lead_only = models.BooleanField(default=False)
    made_on = models.DateField(default=timezone.localdate)
    note = models.TextField(
        _("note for colleagues"),
        max_length=1_000,
        blank=True,
        help_text=_("What you looked at and why you decided so. Members don’t see it."),
    )
    remedy = models.CharField(_("what was done"), max_length=8, choices=Remedy, blank=True)
    told = models.TextField(
        _("what she is told"), max_length=600, blank=True, help_text=_("She reads it on her page.")
    )
    settled_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "pk"]
        verbose_name = _("report in a room")
        verbose_name_plural = _("reports in rooms")

    def __str__(self) -> str:
        return f"report {self.pk}"
