"""The steps of a safeguarding case. They are only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Done(models.TextChoices):
    """What can be done where nobody knows who she is."""

    SERVICE = "service", _("Told the service")
    PRISON = "prison", _("Told the prison")
    POLICE = "police", _("Told the police")
    COUNCIL = "council", _("Told the council’s safeguarding team (child or adult)")
    REPLY = "reply", _("Told her by a reply that her six words open")
    NOTICE = "notice", _("Put up a notice for everyone there, with where to get help")
    NOTHING_NEEDED = "nothing_needed", _("Nothing needed doing, because")
    COULD_NOT = "could_not", _("Could not act, because")
    OTHER = "other", _("Something else")


class CaseAct(models.Model):
    """One step: what was done, or why the case was opened again."""

    class Kind(models.TextChoices):
        DECIDED = "decided", _("Decided")
        REOPENED = "reopened", _("Opened again")

    case = models.ForeignKey(
        "review.SafeguardingCase", on_delete=models.CASCADE, related_name="acts"
    )
    number = models.PositiveSmallIntegerField()  # 1, 2, … of its case
    kind = models.CharField(max_length=10, choices=Kind)
    done = models.JSONField(_("what was done"), default=list)  # values of Done
    words = models.TextField(_("in words"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "number"], name="one_act_of_a_number")
        ]
        verbose_name = _("step of a safeguarding case")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%d %B}"

    @property
    def labels(self) -> list[str]:
        """What was done, in the words of the form."""
        return [str(Done(value).label) for value in self.done if value in Done.values]
