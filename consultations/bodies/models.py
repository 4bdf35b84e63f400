"""What bodies are asked, what they say, and what a reader made of it.

A body isn't anonymous, and says so itself: it answers by name and kind. So a time of sending may
stand here, which no table of women's answers may have. No row here leads to one of theirs.
"""

import secrets
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from consultations.bodies import holding
from consultations.bodies.admin_forms import BodyFormForm
from consultations.bodies.blocks import QuestionsBlock
from consultations.bodies.kinds import BodyKind as BodyKind
from consultations.stages.announced import tell
from consultations.stages.changed import PageChange

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
    # As of a consultation: noted at each saving once organisations could answer, so that nobody
    # switches it off to move its days.
    opened_once = models.BooleanField(_("has been open"), default=False, editable=False)

    base_form_class = BodyFormForm

    class Meta:
        ordering: ClassVar[list[str]] = ["-consultation__closes_on", "pk"]
        verbose_name = _("questions to organisations")
        verbose_name_plural = _("questions to organisations")

    def __str__(self) -> str:
        return str(self.consultation)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its days are held once it has opened; until then, what everyone read is told."""
        with transaction.atomic():
            read = holding.before_saving(self)
            super().save(*args, **kwargs)
            tell(holding.page_of(self), read)

    @property
    def first_day(self) -> date:
        return self.opens_on or self.consultation.opens_on

    @property
    def last_day(self) -> date:
        return self.closes_on or self.consultation.closes_on

    @property
    def is_shown(self) -> bool:
        """Whether everyone may read its days."""
        page = self.consultation
        return self.is_on and page.is_published and page.is_promised and not page.is_held_back

    @property
    def has_opened(self) -> bool:
        """Whether organisations could answer, wherever it stands now."""
        return self.opened_once or (self.is_shown and self.first_day <= timezone.localdate())

    @property
    def was_shown(self) -> bool:
        """Whether everyone could read its days at some time: its address may be in any mail."""
        is_noted = PageChange.About.BODIES_OPEN in self.consultation.days_read
        return self.is_shown or self.opened_once or is_noted

    @property
    def area_id(self) -> int:
        """The area that its editors are asked for."""
        return int(self.consultation.area_id)


def note_opened(page: Any) -> None:
    """Before a consultation's page is saved, and perhaps taken away: `page` as it is stored."""
    for form in BodyForm.objects.filter(consultation=page, opened_once=False):
        form.consultation = page
        if form.has_opened:
            BodyForm.objects.filter(pk=form.pk).update(opened_once=True)


def last_day_of_all(page: Any) -> date:
    """The later of the last days of women and of organisations, where these may answer or could."""
    form = BodyForm.objects.filter(consultation=page.source.pk).first()
    asked = form is not None and (form.is_on or form.opened_once)
    day: date = page.closes_on
    return max(day, form.closes_on or day) if form and asked else day


def require_reply_after_all(page: Any) -> None:
    """Raise ValidationError where a page that has not opened would promise its reply for a day on
    which organisations may still answer. Once it has opened, its day is held."""
    if page.source is not page or page.has_opened or not (page.closes_on and page.reply_by):
        return
    last = last_day_of_all(page)
    if page.reply_by < last:
        words = _("Organisations may answer until %(day)s. Choose that day, or a later one.")
        raise ValidationError({"reply_by": words % {"day": date_format(last, "j F Y")}})


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
