"""The profile that a consultation aims at, written before or while answers come."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.models import Channel


class VoiceTarget(models.Model):
    """How many women one way of answering, or one invited group, was to bring."""

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="voice_targets"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    invite = models.ForeignKey(
        "review.Invite", on_delete=models.CASCADE, null=True, related_name="+"
    )
    wanted = models.PositiveIntegerField(_("women that we want to hear"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation", "channel"],
                condition=models.Q(invite=None),
                name="one_target_a_channel",
            ),
            models.UniqueConstraint(
                fields=["consultation", "invite"],
                condition=models.Q(channel=""),
                name="one_target_a_group",
            ),
            models.CheckConstraint(
                condition=models.Q(channel="") ^ models.Q(invite=None),
                name="target_of_one_kind",
            ),
        ]
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self) -> str:
        return f"{self.channel or self.invite}: {self.wanted}"
