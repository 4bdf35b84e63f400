"""Findings, recommendations and decisions of a pack while it is drafted.

Signing freezes them into the pack's editions, publishing into consultations.Outcome.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Decision

PACK = "insights.ReviewPack"


class Finding(models.Model):
    """One sentence that the evidence bears, and how well it bears it.

    Strength in words is adapted from GRADE-CERQual: a person weighs four concerns. No count sets
    it.
    """

    class Strength(models.TextChoices):
        STRONG = "strong", _("Strong")
        MODERATE = "moderate", _("Moderate")
        EMERGING = "emerging", _("Emerging")
        SINGLE = "single", _("Single account")

    pack = models.ForeignKey(PACK, on_delete=models.CASCADE, related_name="findings")
    # The same finding in each version of a pack.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(_("finding, in one sentence"), max_length=300)
    said = models.TextField(_("what women said"), blank=True)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, blank=True)
    reasons = models.TextField(_("why this strength"), blank=True)
    # Concerns, in words; empty where there is none.
    methods = models.TextField(_("concerns about how it was gathered"), blank=True)
    adequacy = models.TextField(_("concerns about how much there is"), blank=True)
    coherence = models.TextField(_("concerns about how well it fits together"), blank=True)
    relevance = models.TextField(_("concerns about whom it holds for"), blank=True)
    between_women = models.TextField(_("where women disagreed"), blank=True)
    with_services = models.TextField(_("where women and services disagreed"), blank=True)
    negative = models.TextField(_("what does not fit"), blank=True)
    themes = models.ManyToManyField("insights.Theme", related_name="findings")
    quotes = models.ManyToManyField(
        "insights.BankQuote", through="insights.FindingQuote", related_name="findings"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return self.sentence


class FindingQuote(models.Model):
    """That a finding is told with a quote."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    quote = models.ForeignKey("insights.BankQuote", on_delete=models.CASCADE, related_name="uses")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["finding", "quote"], name="one_quote_of_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.quote_id}"


class Recommendation(models.Model):
    """What is asked of whoever decides, and the findings that it rests on."""

    pack = models.ForeignKey(PACK, on_delete=models.CASCADE, related_name="recommended")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("what we recommend"), max_length=600)
    findings = models.ManyToManyField(Finding, related_name="recommended")
    decides = models.CharField(_("who decides"), max_length=120, blank=True)
    scope = models.TextField(_("what of it can be changed here, and what can't"), blank=True)
    equality = models.TextField(_("whom it helps or harms more than others"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.text


class PackDecision(models.Model):
    """A decision while the pack is drafted; publishing freezes it into consultations.Decision."""

    pack = models.ForeignKey(PACK, on_delete=models.CASCADE, related_name="decisions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    theme = models.ForeignKey("insights.Theme", on_delete=models.PROTECT, null=True, blank=True)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    you_said = models.CharField(_("you said"), max_length=300)
    answer = models.CharField(_("answer"), max_length=10, choices=Decision.Answer)
    what = models.TextField(_("what was decided"), max_length=600)
    because = models.TextField(_("because"), max_length=600, blank=True)
    owner = models.CharField(_("owner"), max_length=120)
    board = models.CharField(_("board that oversees it"), max_length=120, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Of what was published and is otherwise here: anyone reads it (insights.findings.changed).
    moved_because = models.CharField(_("why it changed"), max_length=300, blank=True)
    money = models.CharField(_("money"), max_length=200, blank=True)
    session = models.CharField(_("panel session that it came from"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("decision")

    def __str__(self) -> str:
        return self.you_said
