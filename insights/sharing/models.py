"""Whose share a response is. It bars nobody: whoever codes there may read every response."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models import Response


class Share(models.Model):
    """That a response is one coder's to read first. Every row of a visit has the same coder."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="share")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shared_on = models.DateField()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")

    def __str__(self) -> str:
        return f"share of {self.coder_id}"
