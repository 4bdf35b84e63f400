"""Memos, marks and passages. Days of staff work only; all of it goes with the response."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.models import Response


class Memo(models.Model):
    """A coder's note on a response, on a theme, or on the whole reading of a consultation.

    Read by those who code there and never part of a pack: it is what a coder thought on the way.
    """

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="memos"
    )
    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, null=True, related_name="memos"
    )
    theme = models.ForeignKey(
        "insights.Theme", on_delete=models.CASCADE, null=True, related_name="memos"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("memo"))
    written_on = models.DateField()
    changed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(response=None) | models.Q(theme=None), name="memo_of_one_thing"
            )
        ]
        verbose_name = _("memo")
        verbose_name_plural = _("memos")

    def __str__(self) -> str:
        return f"memo {self.pk}"


class Mark(models.Model):
    """That a response is rich in evidence, or has words worth quoting. It gives no permission to
    quote: that is hers alone."""

    class Kind(models.TextChoices):
        RICH = "rich", _("Rich in evidence")
        QUOTABLE = "quotable", _("Words worth quoting")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "kind"], name="one_mark")
        ]
        verbose_name = _("mark")
        verbose_name_plural = _("marks")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Passage(models.Model):
    """Words that a coding points at: characters of the redacted text, or of its translation.

    Goes when these words change, since its place would be another.
    """

    coding = models.ForeignKey("insights.Coding", on_delete=models.CASCADE, related_name="passages")
    # Its id, as Suggestion.words has it: her words are asked of answers_for alone. The answer goes
    # with the response, and so does the coding.
    answer = models.BigIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    in_translation = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["answer", "start"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["coding", "answer", "start", "end", "in_translation"], name="one_passage"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="passage_has_words"
            ),
        ]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"
