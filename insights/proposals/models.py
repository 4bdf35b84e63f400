"""Themes that the machine proposes, and what a person made of each.

A proposal holds no copy of what a woman wrote: its name and words were shared by FEWEST women or
more, its quotes are places in redacted text, and a response that is deleted leaves it (trap 8).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.models import Response


class Proposal(models.Model):
    """A theme that might be one. A new look replaces open ones; what was decided stays."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a decision")
        ACCEPTED = "accepted", _("Accepted")
        MERGED = "merged", _("Merged")
        DISCARDED = "discarded", _("Discarded")

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="proposals"
    )
    # The codebook, as it stood, that explained none of its responses.
    codebook = models.ForeignKey("insights.Codebook", on_delete=models.CASCADE, related_name="+")
    codebook_version = models.CharField(max_length=20)
    engine = models.CharField(_("engine"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    words = models.JSONField(_("words that stand for it"), default=list)
    members = models.ManyToManyField(
        Response, through="insights.ProposalMember", related_name="+", editable=False
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    reason = models.CharField(_("why it was discarded"), max_length=300, blank=True)
    theme = models.ForeignKey(
        "insights.Theme", on_delete=models.SET_NULL, null=True, related_name="proposals"
    )
    # What the theme got from it, so that undoing takes away that and no more.
    cues_given = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("proposal of a theme")
        verbose_name_plural = _("proposals of themes")

    def __str__(self) -> str:
        return self.name


class ProposalMember(models.Model):
    """A row of a woman whose words belong to a proposal, and how near they stand (a cosine)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="memberships")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "response"], name="one_membership")
        ]
        verbose_name = _("member of a proposal")

    def __str__(self) -> str:
        return f"{self.weight:.2f}"


class ProposalQuote(models.Model):
    """Where a central sentence stands: characters of an answer's redacted text, or of its
    translation. Goes when the words change, since other words would stand there."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="quotes")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    answer = models.BigIntegerField()
    translated = models.BooleanField(default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("quote of a proposal")

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"
