"""Periods of single forms, legal holds and certificates. Tables of the reading room."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.models import Form


class RetentionPeriod(models.Model):
    """How long one kind of data of one form is kept, where that isn't the default."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of data"), max_length=20)
    length = models.PositiveIntegerField(_("kept for"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form", "kind"], name="one_period")
        ]
        verbose_name = _("period of a form")

    def __str__(self) -> str:
        return f"{self.kind} of form {self.form_id}: {self.length}"


class LegalHold(models.Model):
    """Nothing of this form, or of this case, is destroyed on schedule until a day, or until a
    person lifts it. It never stands against a woman who takes her words back (decision 0017)."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(
        "review.SafeguardingCase", on_delete=models.PROTECT, null=True, related_name="holds"
    )
    reason = models.TextField(_("why"), max_length=600)
    review_on = models.DateField(_("look at it again on"), null=True)
    ends_on = models.DateField(_("ends by itself after"), null=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(_("why it is lifted"), max_length=600, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-placed_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(form=None, case__isnull=False) | Q(form__isnull=False, case=None),
                name="hold_on_form_or_case",
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=False) | Q(ends_on__isnull=False),
                name="hold_has_a_day",
            ),
        ]
        verbose_name = _("legal hold")

    def __str__(self) -> str:
        return f"hold on form {self.form_id}" if self.form_id else f"hold on case {self.case_id}"


class PurgeCertificate(models.Model):
    """What one purge destroyed, in numbers. `finished_at` is empty until files are clear too.

    counts, held: kind → form's address, or "" → how many. keys: ids of keys that were destroyed.
    """

    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(_("when"), null=True)
    ran_by = models.CharField(_("run by"), max_length=80)
    counts = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    keys: Any = models.JSONField(default=list)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("certificate of destruction")

    def __str__(self) -> str:
        return f"certificate {self.pk}"

    @property
    def number(self) -> int:
        """How many rows went in all."""
        return sum(sum(of_kind.values()) for of_kind in self.counts.values())
