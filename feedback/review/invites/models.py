"""A group that was given a code. Which women came by it is known to the reading room alone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area


class Invite(models.Model):
    """A code for one by-and-for group of an area."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("group"), max_length=80)
    code = models.CharField(_("code"), max_length=9, unique=True)
    made_on = models.DateField(_("made on"))

    class Meta:
        ordering: ClassVar[list[str]] = ["group", "pk"]
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.group
