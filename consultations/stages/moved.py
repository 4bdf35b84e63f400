"""Days that everyone had read, and that were moved: the old day stays to be seen."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

PAGE = "consultations.ConsultationPage"


class DayMove(models.Model):
    """The first or the last day of a consultation was moved, or the day of its reply before it had
    opened; later that is a promise (promises.models.Move). Before it opens there may be no reason.
    """

    class About(models.TextChoices):
        OPENS = "opens_on", _("opening day")
        CLOSES = "closes_on", _("closing day")
        REPLY = "reply_by", _("day of the reply")

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="day_moves")
    about = models.CharField(_("which day"), max_length=10, choices=About)
    was = models.DateField(_("the day before"))
    now = models.DateField(_("the new day"))
    moved_on = models.DateField(_("moved on"))
    because = models.CharField(_("because"), max_length=300, blank=True)
    because_cy = models.CharField(_("the same in Welsh"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["moved_on", "pk"]
        verbose_name = _("moved day of a consultation")
        verbose_name_plural = _("moved days of consultations")

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.was} → {self.now}"
