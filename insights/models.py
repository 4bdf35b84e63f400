"""THEME: a codebook, what the machine suggests, what a person decides, and the pack from it.

Suggestion and Coding are separate facts and both are kept. Dates beside a response are days of
staff work, never the time when it was written.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage, Outcome
from feedback.models import Response
from insights.bodies.models import BodyTheme as BodyTheme
from insights.briefs.models import BriefDraft as BriefDraft
from insights.codebook.models import CodebookChange as CodebookChange  # of this app: made tables
from insights.codebook.models import ThemeName as ThemeName
from insights.findings.models import Finding as Finding
from insights.findings.models import FindingQuote as FindingQuote
from insights.findings.models import PackDecision as PackDecision
from insights.findings.models import Recommendation as Recommendation
from insights.framework.models import CaseSummary as CaseSummary
from insights.handover.models import HandOver as HandOver
from insights.heard.models import VoiceTarget as VoiceTarget
from insights.notes.models import Mark as Mark
from insights.notes.models import Memo as Memo
from insights.notes.models import Passage as Passage
from insights.packs.models import PackMaking as PackMaking
from insights.proposals.models import Proposal as Proposal
from insights.proposals.models import ProposalMember as ProposalMember
from insights.proposals.models import ProposalQuote as ProposalQuote
from insights.quotes.models import BankQuote as BankQuote
from insights.quotes.models import QuoteCheck as QuoteCheck
from insights.rigour.models import QuietVoice as QuietVoice
from insights.rigour.models import Sample as Sample
from insights.rigour.models import SampleMember as SampleMember
from insights.rigour.models import Settlement as Settlement
from insights.rigour.models import SignOff as SignOff
from insights.sharing.models import Share as Share


class Codebook(models.Model):
    """A set of themes that facilitators code with, under one name and version."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    version = models.CharField(_("version"), max_length=20)
    status = models.CharField(_("status"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("codebook")
        verbose_name_plural = _("codebooks")

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Theme(models.Model):
    """One code. `axis` is factor, need or stage in our codebook, and theme in a flat list."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("Retired")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="themes")
    axis = models.CharField(_("axis"), max_length=20)
    axis_name = models.CharField(_("name of the axis"), max_length=120)
    code = models.CharField(_("code"), max_length=120)
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(_("name in Welsh"), max_length=120, blank=True)
    description = models.TextField(_("what it covers"), blank=True)
    include = models.TextField(_("what belongs here"), blank=True)
    exclude = models.TextField(_("what doesn't belong here"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    cues = models.JSONField(_("cues"), default=list)
    cues_cy = models.JSONField(_("cues in Welsh"), default=list)
    examples = models.JSONField(_("examples"), default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    order = models.PositiveIntegerField(default=0)
    # The theme that it was merged into, while it is retired for that.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="merged", editable=False
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["codebook", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["codebook", "code"], name="one_code")
        ]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name


class Theming(models.Model):
    """Which codebook a consultation's responses are coded with, and by which method."""

    class Method(models.TextChoices):
        """Agreement between coders is measured with a codebook alone: a reflexive reading has no
        right answer that two people could miss (Braun & Clarke)."""

        CODEBOOK = "codebook", _("Codebook: agreed themes, two coders compared")
        REFLEXIVE = "reflexive", _("Reflexive: one reading, told with its standpoint")

    consultation = models.OneToOneField(
        ConsultationPage, on_delete=models.CASCADE, related_name="theming"
    )
    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(_("method"), max_length=10, choices=Method, default=Method.CODEBOOK)
    standpoint = models.TextField(
        _("where the readers stand, and how it may shape this"), blank=True
    )

    class Meta:
        verbose_name = _("theming")

    def __str__(self) -> str:
        return f"{self.consultation}: {self.codebook}"


class SuggestionSet(models.QuerySet["Suggestion"]):
    """Suggestions, and which of them are worth counting."""

    def firm(self) -> Self:
        """Without those that only a faint likeness speaks for."""
        return self.exclude(band="faint")


class Suggestion(models.Model):
    """What the machine suggests, and the words that caused it. Never changed by a person."""

    class Band(models.TextChoices):
        STRONG = "strong", _("Likely")
        WEAK = "weak", _("Possible")
        FAINT = "faint", _("Perhaps")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="suggestions")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="suggestions")
    # [{"answer": id, "start": 3, "end": 9, "cue": "hostel"}], characters of the redacted text. A
    # word without a cue was weighed by the model; "in": "translation" says that it stands there.
    words = models.JSONField(_("words that caused it"), default=list)
    sentences = models.JSONField(_("sentences that it is about"), default=list)  # the same, no cue
    band = models.CharField(_("confidence"), max_length=10, choices=Band)
    # 0 to 1, calibrated; none before people have coded enough for a model.
    chance = models.FloatField(_("chance that a person agrees"), null=True)
    nearest = models.ForeignKey(
        Response,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("the nearest response that people gave this theme"),
    )
    engine = models.CharField(_("engine"), max_length=40)
    # Of the codebook, and of what people had coded, when it was made.
    codebook_version = models.CharField(max_length=20)
    model_version = models.CharField(max_length=20, blank=True)

    objects = SuggestionSet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "theme", "engine"], name="one_suggestion")
        ]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return f"{self.theme} (suggested)"


class ReadNext(models.Model):
    """A response that would teach the machine most if a person read it next. Made by a run."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="read_next")
    place = models.PositiveSmallIntegerField(_("place"))  # 1 first; nothing to do with arrival

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        verbose_name = _("to be read next")

    def __str__(self) -> str:
        return f"place {self.place}"


class SuggestionRun(models.Model):
    """One look for themes through a consultation: how far it is, and what came of it.

    Counts, codes and days, no words (trap 6). The last of each consultation is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        RUNNING = "running", _("Looking for themes")
        CANCELLING = "cancelling", _("Being stopped")
        CANCELLED = "cancelled", _("Stopped")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Reason(models.TextChoices):
        LEFT = "left", _("Begun, and never ended")
        CODEBOOK = "codebook", _("No theme to look for")
        ERROR = "error", _("An error")

    LIVE = (State.WAITING, State.RUNNING, State.CANCELLING)

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="suggestion_runs"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("why it failed"), max_length=10, choices=Reason, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    without = models.PositiveIntegerField(_("responses that need a person"), default=0)
    written = models.PositiveIntegerField(_("suggestions written"), default=0)
    kept = models.PositiveIntegerField(_("suggestions kept"), default=0)
    coded = models.PositiveIntegerField(_("coded responses that there were"), default=0)
    proposed = models.PositiveIntegerField(_("new themes proposed"), default=0)
    has_learned = models.BooleanField(_("it learned from what people coded"), default=False)
    # Words or codings have changed since it began: another run follows at once.
    again = models.BooleanField(default=False)
    # Nobody where a command asked.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    # The task of the queue that carries it out; a command has none, and shows that it is alive by
    # the minute of its last chunk, which goes when the run ends.
    task = models.UUIDField(null=True)
    alive_at = models.DateTimeField(null=True)
    # How many times it was begun. Only the process that began it last may write to it.
    begun = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(state__in=["waiting", "running", "cancelling"]),
                name="one_live_run",
            )
        ]
        verbose_name = _("look for themes")

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class Coding(models.Model):
    """A person's decision that a theme applies to a response, or that a suggestion doesn't."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted a suggestion")
        ADDED = "added", _("Added")
        REJECTED = "rejected", _("Turned a suggestion down")
        AGREED = "agreed", _("Agreed after two codings were compared")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.SET_NULL, null=True, related_name="codings"
    )
    # No longer, once another coding took its place: one that was agreed, or that of a theme into
    # which this one was merged. A second coder's blind coding doesn't count until it is settled.
    counts = models.BooleanField(default=True)
    codebook_version = models.CharField(max_length=20)
    coded_on = models.DateField(_("coded on"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["response", "theme", "coder"],
                condition=~models.Q(decision="agreed"),
                name="one_coding",
            ),
            models.UniqueConstraint(
                fields=["response", "theme"],
                condition=models.Q(decision="agreed"),
                name="one_agreed_coding",
            ),
        ]
        verbose_name = _("coding")
        verbose_name_plural = _("codings")

    def __str__(self) -> str:
        return f"{self.theme} ({self.get_decision_display()})"


class Reading(models.Model):
    """That a facilitator read a response: nothing is signed until each was read (design §6)."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField(_("read on"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "reader"], name="one_reading")
        ]
        verbose_name = _("reading")

    def __str__(self) -> str:
        return f"read on {self.read_on}"


class ReviewPack(models.Model):
    """The evidence for a design review: drafted, then signed and frozen in two editions."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed off")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.PROTECT, related_name="review_packs"
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    summary = models.TextField(_("what women said, in short"), blank=True)
    missing_voices = models.TextField(_("who is missing, and why"), blank=True)
    taken_to = models.CharField(_("where it is taken"), max_length=200, blank=True)
    limits = models.TextField(_("limits of this evidence"), blank=True)
    tensions = models.TextField(_("where women disagreed"), blank=True)
    checked_by = models.CharField(_("also checked by"), max_length=120, blank=True)
    # {edition: [day]}: when it lost words after signing, each of which makes it N.1 (§11.10). Read
    # through insights.packs.trail.
    changes = models.JSONField(default=dict)
    # Frozen when signed: {"review": {...}, "public": {...}}, as insights.packs builds them.
    editions = models.JSONField(default=dict)
    # Whose words were counted when it was signed: they alone are told where it is taken and what
    # was decided. No day or order beside them, and a response that is deleted leaves it.
    counted = models.ManyToManyField(Response, related_name="+", editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_pack_number")
        ]
        verbose_name = _("design review pack")
        verbose_name_plural = _("design review packs")

    def __str__(self) -> str:
        return f"{self.consultation}, pack {self.number}"
