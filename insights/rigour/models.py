"""What makes coding defensible: blind double coding, what was settled, and who signed.

Dates are days of staff work. Every row goes with the response that it is about.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from feedback.models import Response


class Sample(models.Model):
    """A random sample of a consultation's coded responses, for a second coder to code blind."""

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="samples"
    )
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_on = models.DateField()
    drawn_from = models.PositiveIntegerField(_("responses that it was drawn from"))
    # What was coded with another codebook says nothing of how this one is understood.
    codebook = models.ForeignKey(
        "insights.Codebook", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Drawn since more was owed after the last one: both are measured as one.
    adds = models.BooleanField(_("adds to the sample before it"), default=False)
    # From then on the two may see each other's codes; before, neither does.
    compared_on = models.DateField(null=True)
    # What a worker measured when the two were compared: {"n": 25, "from": 140, "sets": {…},
    # "themes": {"theme id": {…}}}, as insights.analysis.agreement has it, with the samples that it
    # adds to. Numbers only; empty until it is done.
    agreement = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(compared_on=None),
                name="one_open_sample",
            )
        ]
        verbose_name = _("sample for double coding")

    def __str__(self) -> str:
        return f"{self.consultation}: sample of {self.drawn_on}"


class SampleMember(models.Model):
    """A response of a sample, and whether the second coder has finished with it."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="members")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sample", "response"], name="one_sample_member")
        ]
        verbose_name = _("response of a sample")

    def __str__(self) -> str:
        return f"{self.sample_id}"


class Settlement(models.Model):
    """That two codings of a response were settled, by whom and why. The agreed themes are the
    Codings with the decision "agreed"; the two codings before it are kept and no longer count."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    codebook = models.ForeignKey(
        "insights.Codebook", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField()
    why = models.CharField(_("why"), max_length=300, blank=True)
    # Settled otherwise before: [{"on": day, "by": name, "why": …, "themes": [code, …]}], oldest
    # first. Goes with the response, as all that is said of it.
    before = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "codebook"], name="one_settlement")
        ]
        verbose_name = _("settled coding")

    def __str__(self) -> str:
        return f"settled on {self.settled_on}"


class SignOff(models.Model):
    """A step of a consultation's coding, by a named person. Append-only: the last one holds."""

    class Step(models.TextChoices):
        CODED = "coded", _("Coded")
        CHECKED = "checked", _("Checked")
        SIGNED = "signed", _("Signed off")
        REOPENED = "reopened", _("Opened again")
        LATE = "late", _("A late response came in")
        CHANGED = "changed", _("Changed after it was signed off")

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="sign_offs"
    )
    step = models.CharField(max_length=10, choices=Step)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(_("name of who took the step"), max_length=120, blank=True)
    made_on = models.DateField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    responses = models.PositiveIntegerField(_("responses then"), default=0)
    # How many women's answers came in after it was signed off; of a late step alone.
    came = models.PositiveIntegerField(_("late responses"), default=0)
    codebook_version = models.CharField(max_length=20, blank=True)
    # What a step stands under, as insights.rigour.signed reads it: it holds while that stays so.
    under = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("sign-off")

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.made_on}"


class QuietVoice(models.Model):
    """What becomes of a theme that few women raised: carried on, or left out and why."""

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="quiet_voices"
    )
    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="+")
    is_kept = models.BooleanField(default=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    # How many women had raised it then; 0: it had been raised, and was given to nobody any more.
    women = models.PositiveSmallIntegerField(_("women who had raised it"), default=0)
    # Whose voices it was decided on: of any other woman it says nothing. No day or order beside
    # them, and a response that is deleted leaves it.
    heard = models.ManyToManyField(Response, related_name="+", editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "theme"], name="one_quiet_voice")
        ]
        verbose_name = _("quiet voice")

    def __str__(self) -> str:
        return f"{self.theme}: {'kept' if self.is_kept else 'left out'}"
