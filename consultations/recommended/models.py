"""An answer to a panel, for the public: no number here leads to a panel, a room or a woman."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PanelAnswer(models.Model):
    """What a panel of an area recommended, and what it was answered. The answer stands; what has
    changed because of it is told later, and a name goes when she takes it back."""

    class Answer(models.TextChoices):
        DO = "do", _("We will do it")
        PART = "part", _("We will do part of it")
        NOT = "not", _("We will not do it")

    key = models.UUIDField(unique=True, editable=False)
    area = models.ForeignKey("core.Area", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what the panel recommended"))
    text_cy = models.TextField(_("the same in Welsh"), blank=True)
    owner = models.CharField(_("who answers"), max_length=120)
    due_on = models.DateField(_("answer due on"))
    answer = models.CharField(_("answer"), max_length=4, choices=Answer)
    because = models.TextField(_("because"), blank=True)
    because_cy = models.TextField(_("because, in Welsh"), blank=True)
    answered_on = models.DateField(_("answered on"))
    done_by = models.DateField(_("done by"), null=True)
    evidence = models.TextField(_("what has changed"), blank=True)
    evidence_cy = models.TextField(_("the same in Welsh"), blank=True)
    evidence_on = models.DateField(null=True)
    # [str]: names as these women want to be named; who doesn't isn't counted here either.
    credits = models.JSONField(_("who is named"), default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-answered_on", "-pk"]
        verbose_name = _("answer to a panel")
        verbose_name_plural = _("answers to panels")

    def __str__(self) -> str:
        return self.text
