"""A group or service that was given a code. Which women came by it the reading room alone knows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from core.models import Area


class Invite(models.Model):
    """A code for one by-and-for group, or one service, of an area."""

    class Kind(models.TextChoices):
        GROUP = "group", _("A group that women run for each other")
        SERVICE = "service", _("A service")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    # the English page; none: it is handed out for whatever the area asks
    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind, default=Kind.GROUP)
    group = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("code"), max_length=9, unique=True)
    made_on = models.DateField(_("made on"))
    # not handed out any more; whoever still types it is counted with it all the same
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["group", "pk"]
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.group

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None
