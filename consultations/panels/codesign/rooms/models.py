"""A room, and who is in it. No revisions: what is taken back is gone."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.rooms.stages import Stage
from consultations.panels.ids import random_id


class Room(models.Model):
    """Where members of a panel work one thing out, from a brief to what they recommend."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.PROTECT, related_name="rooms")
    # Frozen text, written for panels: the one thing of consultations that a panel points at.
    brief = models.ForeignKey("consultations.Brief", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(
        _("title"),
        max_length=80,
        help_text=_("Members see it on their screens. Say nothing of prison, court or probation."),
    )
    title_cy = models.CharField(_("the title in Welsh"), max_length=80, blank=True)
    hard = models.TextField(
        _("what may be hard in it"),
        max_length=400,
        blank=True,
        help_text=_("Members read it before they go in. Leave it empty if nothing is."),
    )
    hard_cy = models.TextField(_("the same in Welsh"), max_length=400, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DISCOVER)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    made_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["closed_on", "title", "pk"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def now(self) -> str:
        """Its stage, or nothing once it is closed."""
        return self.stage if self.is_open else ""


class InRoom(models.Model):
    """A member's place in a room. She leaves by one press and is asked nothing."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="places")
    member = models.ForeignKey("panels.PanelMember", on_delete=models.CASCADE, related_name="+")
    left_on: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    # By her own press, and not taken out: she is asked before she is let in again.
    left_herself = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "member"], name="one_place_in_a_room")
        ]
        verbose_name = _("place in a room")
        verbose_name_plural = _("places in rooms")

    def __str__(self) -> str:
        return f"place {self.pk}"
