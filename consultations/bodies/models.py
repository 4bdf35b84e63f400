"""What bodies are asked, what they say, and what a reader made of it.

A body isn't anonymous, and says so itself: it answers by name and kind. So a time of sending may
stand here, which no table of women's answers may have. No row here leads to one of theirs.
"""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from consultations.bodies.admin_forms import BodyFormForm
from consultations.bodies.blocks import QuestionsBlock
from consultations.bodies.kinds import BodyKind as BodyKind

PAGE = "consultations.ConsultationPage"


def random_id() -> int:
    """An id that says nothing of the order of arrival."""
    return secrets.randbits(62)


class BodyForm(models.Model):
    """The questions of one consultation to bodies. Its days are the consultation's, unless it has
    its own."""

    consultation = models.OneToOneField(
        PAGE, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="body_form"
    )
    is_on = models.BooleanField(
        _("organisations may answer"),
        default=False,
        help_text=_("Shows a link on the page of the consultation, below women's way in."),
    )
    opens_on = models.DateField(
        _("opens on"), null=True, blank=True, help_text=_("Empty: with the consultation.")
    )
    closes_on = models.DateField(
        _("closes at the end of"),
        null=True,
        blank=True,
        help_text=_("Empty: with the consultation. Not after the day of the promised reply."),
    )
    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)

    base_form_class = BodyFormForm

    class Meta:
        ordering: ClassVar[list[str]] = ["-consultation__closes_on", "pk"]
        verbose_name = _("questions to organisations")
        verbose_name_plural = _("questions to organisations")

    def __str__(self) -> str:
        return str(self.consultation)

    @property
    def area_id(self) -> int:
        """The area that its editors are asked for."""
        return int(self.consultation.area_id)


class BodyAnswer(models.Model):
    """What one body sent. The public process may put it in and can't read it.

    Who has its code writes again: rows with the same `code_hash` are one body's, and the newest
    stands (consultations.bodies.selectors).
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="body_answers")
    code_hash = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField(_("sent at"))
    language = models.CharField(max_length=10)
    organisation = models.CharField(_("organisation"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    role = models.CharField(_("role of who wrote"), max_length=120)
    # Empty from the day on which its time is over (feedback.review.retention).
    email = models.EmailField(_("e-mail"), blank=True)
    is_named = models.BooleanField(_("its name may be published"), default=False)
    # [{"id", "question", "question_cy", "kind": written|choice, "text", "publish"}] as it was sent;
    # of a choice "text_cy" too, where there is one.
    said = models.JSONField(_("what it said"), default=list)
    flags = models.JSONField(_("what looked automatic"), default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["consultation", "code_hash"], name="body_answer_of_code")
        ]
        verbose_name = _("answer of an organisation")
        verbose_name_plural = _("answers of organisations")

    def __str__(self) -> str:
        return f"body answer {self.pk}"


class BodyReading(models.Model):
    """That a person has read it, and what may be shown of it: everything else reads this alone."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Put back, to be read")
        READ = "read", _("Read")
        ASIDE = "aside", _("Set aside")

    class Why(models.TextChoices):
        SPAM = "spam", _("Not a real answer")
        DUPLICATE = "duplicate", _("The same answer twice")
        A_WOMAN = "a_woman", _("A woman wrote it of herself")
        ABOUT_A_WOMAN = "about_a_woman", _("It is about one woman, and can't be shown without her")

    answer = models.OneToOneField(BodyAnswer, on_delete=models.CASCADE, related_name="reading")
    status = models.CharField(_("where it stands"), max_length=10, choices=Status)
    why = models.CharField(_("why it is set aside"), max_length=20, choices=Why, blank=True)
    # As BodyAnswer.said, without details about people. Empty while it is set aside or waits.
    said = models.JSONField(_("what may be shown"), default=list)
    is_redacted = models.BooleanField(_("something was taken out"), default=False)
    read_on = models.DateField(_("read on"))

    class Meta:
        verbose_name = _("reading of an organisation's answer")
        verbose_name_plural = _("readings of organisations' answers")

    def __str__(self) -> str:
        return f"reading of body answer {self.answer_id}"
