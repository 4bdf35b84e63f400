"""What insights publishes, frozen: a newer one supersedes, nothing here is edited."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

PAGE = "consultations.ConsultationPage"


class Outcome(models.Model):
    """What came of one consultation, published and frozen. A newer one supersedes, never edits."""

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="outcomes")
    version = models.CharField(_("version of the pack"), max_length=10)
    summary = models.TextField(_("what women said, in short"))
    taken_to = models.CharField(_("where it was taken"), max_length=200)
    # [{"name", "name_cy", "words": many|some|few|few_or_none, "number": 15, "share": 20}]; number
    # and share are None where there is none for the public.
    themes = models.JSONField(_("themes in words and rounded numbers"), default=list)
    women = models.PositiveIntegerField(_("how many answered, rounded"), null=True)
    missing_voices = models.TextField(_("who is missing, and why"), blank=True)
    tensions = models.TextField(_("where women disagreed"), blank=True)
    # [{"sentence", "said", "strength", "reasons", "between_women", "with_services", "negative"}]:
    # those that the public edition has, strength in its words for the public.
    findings = models.JSONField(_("findings"), default=list)
    # [{"text", "decides", "equality"}]
    recommended = models.JSONField(_("what we recommend, one by one"), default=list)
    limits = models.TextField(_("limits of this evidence"), blank=True)
    by_hand = models.BooleanField(_("no computer suggested a theme"), default=False)
    # [{"theme", "theme_cy", "text", "language", "mark"}]: words whose women let anyone read them.
    # No text is left of words that were taken back. A mark names no response: insights alone can
    # tell whose it is. Read them through selectors.shown_quotes, which knows what was taken back.
    quotes = models.JSONField(_("quotes"), default=list)
    # {"named": [{"name", "kind"}], "has_others", "kinds": [kind], "themes": [{"name", "name_cy",
    # "named": [name], "has_others"}], "said": [{"question", "question_cy", "rows": [{"text",
    # "name", "kind"}]}]}: what bodies said, apart from women. Empty where none did.
    bodies = models.JSONField(_("what organisations said"), default=dict, blank=True)
    published_on = models.DateField(_("published on"))
    superseded = models.BooleanField(_("superseded"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_on", "-pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return f"{self.consultation}, {self.version}"


@dataclass(frozen=True)
class Changed:
    """That something of a published decision became another. `name` is its field: answer, what,
    because, owner or due_on; `to` is empty where it has none now."""

    name: str
    since: str
    to: str
    because: str

    @property
    def day_before(self) -> date | None:
        return date.fromisoformat(self.since) if self.name == "due_on" else None

    @property
    def day_now(self) -> date | None:
        return date.fromisoformat(self.to) if self.name == "due_on" and self.to else None

    @property
    def answer_before(self) -> str:
        """We did, in part, or we could not."""
        return str(Decision.Answer(self.since).label) if self.name == "answer" else ""


class Decision(models.Model):
    """One answer to one thing that women said: we did, in part, or we could not, because."""

    class Answer(models.TextChoices):
        DO = "do", _("We did")
        PART = "part", _("We did in part")
        NOT = "not", _("We could not")

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="decisions")
    # The same decision in each version of a pack: what happened afterwards is known by it.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    you_said = models.CharField(_("you said"), max_length=300)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    what = models.TextField(_("what was decided"), max_length=600)
    because = models.TextField(_("because"), max_length=600, blank=True)
    owner = models.CharField(_("owner"), max_length=120)
    board = models.CharField(_("board that oversees it"), max_length=120, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # [{"field", "from", "to", "because"}], days in ISO, the first change first: what women were
    # told before stays in public, and why it is another now. Without a field it is the day.
    moves = models.JSONField(_("how its day moved"), default=list)
    themes = models.JSONField(_("codes of the themes that it answers"), default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.you_said

    @property
    def changed(self) -> list[Changed]:
        """How it changed, as pages show it."""
        return [
            Changed(move.get("field", "due_on"), move["from"], move["to"], move["because"])
            for move in self.moves
        ]


class FollowUp(models.Model):
    """What happened after a decision, told 6 and 12 months after it was published, or earlier."""

    class After(models.IntegerChoices):
        """Months after the day on which the decision was first published. What is told before
        the sixth is extra: the tellings after 6 and 12 months are owed all the same. So is the day
        on which it was done or given up, where no telling was open."""

        ENDED = 0, _("Since then")
        EARLY = 1, _("Before 6 months")
        SIX = 6, _("After 6 months")
        TWELVE = 12, _("After 12 months")

    class State(models.TextChoices):
        DONE = "done", _("Done")
        UNDER_WAY = "under_way", _("Under way")
        NOT_YET = "not_yet", _("Not begun yet")
        DROPPED = "dropped", _("Will not happen")

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="follow_ups")
    decision = models.UUIDField(_("key of the decision"))
    after = models.PositiveSmallIntegerField(_("after"), choices=After)
    state = models.CharField(_("where it stands"), max_length=10, choices=State)
    what = models.TextField(_("what happened"), max_length=600)
    told_on = models.DateField(_("told on"))

    class Meta:
        ordering: ClassVar[list[str]] = ["told_on", "after"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "after"], name="one_follow_up")
        ]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self) -> str:
        return f"{self.get_after_display()}: {self.get_state_display()}"


class Telling(models.Model):
    """The words of an outcome in another form: Welsh, or easy read in English or Welsh.

    Posters and letters are made of it, and the Welsh page shows it. The plain English form is the
    outcome itself. May be added after publishing, since it takes a translator; then it stands.
    """

    class Form(models.TextChoices):
        WELSH = "cy", _("Welsh")
        EASY = "easy-en", _("Easy read")
        EASY_WELSH = "easy-cy", _("Easy read in Welsh")

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="tellings")
    form = models.CharField(_("form"), max_length=10, choices=Form)
    summary = models.TextField(_("what women said, in short"))
    # One for each decision, in its order: [{"key", "you_said", "what", "because"}].
    decisions = models.JSONField(_("decisions"), default=list)
    checked_by = models.CharField(_("who checked it"), max_length=120)
    written_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["outcome", "form"], name="one_telling"),
            models.CheckConstraint(condition=~models.Q(checked_by=""), name="telling_was_checked"),
        ]
        verbose_name = _("outcome in another form")
        verbose_name_plural = _("outcomes in another form")

    def __str__(self) -> str:
        return f"{self.outcome} ({self.get_form_display()})"


class Brief(models.Model):
    """Two pages of plain English for a panel, from the evidence of a signed pack. Frozen."""

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="briefs")
    version = models.CharField(_("version of the pack"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    # [{"title", "paragraphs": [str], "items": [str]}], in the order in which they are read.
    parts = models.JSONField(_("parts"), default=list)
    asks = models.JSONField(_("what the panel is asked"), default=list)  # sentences
    # As Outcome.quotes: read them through selectors.shown_quotes.
    quotes = models.JSONField(_("quotes"), default=list)
    published_on = models.DateField(_("given to panels on"))
    superseded = models.BooleanField(_("superseded"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_on", "-pk"]
        verbose_name = _("panel brief")
        verbose_name_plural = _("panel briefs")

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"
