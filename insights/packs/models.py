"""A pack that is being signed by the worker: how far it is, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PackMaking(models.Model):
    """One signing of a pack of many responses. States, steps and days, no words; the last of each
    pack is kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        RUNNING = "running", _("Being signed")
        CANCELLED = "cancelled", _("Stopped")
        DONE = "done", _("Signed")
        FAILED = "failed", _("Failed")

    class Reason(models.TextChoices):
        MISSING = "missing", _("Something was missing by then")
        CHANGED = "changed", _("Not what she pressed on any more")
        REFUSED = "refused", _("Not allowed any more, or signed already")
        LEFT = "left", _("Begun, and never ended")
        ERROR = "error", _("An error")

    LIVE = (State.WAITING, State.RUNNING)
    OF = 2  # looking whether anything is missing; working out both editions and freezing them

    pack = models.ForeignKey(
        "insights.ReviewPack", on_delete=models.CASCADE, related_name="makings"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("why it failed"), max_length=10, choices=Reason, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=OF)
    # The signature is hers; without her nothing is signed.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    # Of the draft as it was shown to her (insights.packs.seal): the worker signs that or nothing.
    seal = models.CharField(max_length=64, default="")  # none fits nothing
    task = models.UUIDField(null=True)
    # How many times it was begun. Only the process that began it last may end it.
    begun = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "insights"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["pack"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_live_making",
            )
        ]
        verbose_name = _("signing of a pack")

    def __str__(self) -> str:
        return f"pack {self.pack_id}: {self.get_state_display()}"

    @property
    def steps_done(self) -> int:
        """Steps that are behind it: the one it is at is not."""
        return max(0, self.step - 1)

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE
