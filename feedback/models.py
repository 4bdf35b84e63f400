"""ANSWER: what is asked, and the reviewed words. Knows no people.

No table here has a relation to a person, a session, an address, an agent, a sequence number or a
time of day; tests/house/test_anonymity.py walks the schema against an allow-list.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin, TranslatableMixin

from consultations.models import ConsultationPage
from feedback.contact.models import ContactService as ContactService
from feedback.equality.models import EqualityAnswer as EqualityAnswer  # of this app: made tables
from feedback.equality.models import EqualityTaken as EqualityTaken
from feedback.questionnaire import Kind, Questionnaire
from feedback.sealing import random_id

KINDS = {
    Kind.LONG_TEXT: _("Long text"),
    Kind.SHORT_TEXT: _("Short text"),
    Kind.SINGLE: _("Choose one"),
    Kind.SEVERAL: _("Choose all that apply"),
    Kind.SCALE: _("Scale from 1 to 5"),
    Kind.WHEN: _("Month or season"),
    Kind.AREA: _("Area"),
    Kind.STAGE: _("Where in her journey"),
    Kind.PAGE: _("A page to read, without a question"),
}


class Question(PreviewableMixin, TranslatableMixin, ClusterableModel):
    """A question of the bank. Its translations share the key that answers are kept by."""

    text = models.CharField(_("question"), max_length=200)
    kind = models.CharField(
        _("kind of answer"), max_length=20, choices=[(k.value, KINDS[k]) for k in Kind]
    )
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    content_note = models.CharField(
        _("content note"),
        max_length=300,
        blank=True,
        help_text=_("Shown before the question, if it may be hard to read."),
    )
    low = models.CharField(_("words at the low end"), max_length=60, blank=True)
    high = models.CharField(_("words at the high end"), max_length=60, blank=True)
    body = models.TextField(
        _("what she reads"), blank=True, help_text=_("An empty line begins a new paragraph.")
    )
    easy = models.CharField(
        _("question in easy read"),
        max_length=200,
        blank=True,
        help_text=_("One short sentence. Offered to women once every question of a form has it."),
    )
    easy_hint = models.CharField(_("hint in easy read"), max_length=300, blank=True)
    easy_body = models.TextField(_("what she reads, in easy read"), blank=True)
    options: Any
    edit_handler: ClassVar[Any]  # set where the screens are (feedback.viewsets)

    Kind = Kind

    class Meta(TranslatableMixin.Meta):
        ordering: ClassVar[list[str]] = ["text"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The page of the question, in either language."""
        from feedback.building.question_preview import MODES

        return MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from feedback.building.question_preview import serve

        return serve(self, request, mode_name)


class QuestionOption(TranslatableMixin, Orderable):
    """One thing to choose. Kept by its key, so that rewording never splits answers."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("option"), max_length=200)
    more = models.BooleanField(
        _("she may add words of her own"), default=False, help_text=_("Such as “Something else”.")
    )

    easy = models.CharField(
        _("option in easy read"),
        max_length=200,
        blank=True,
        help_text=_("Empty where the option is short and plain."),
    )

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("option")

    def __str__(self) -> str:
        return self.text


class Form(PreviewableMixin, ClusterableModel):
    """The questions of one consultation, in order."""

    consultation = models.ForeignKey(
        ConsultationPage, on_delete=models.PROTECT, related_name="forms"
    )
    title = models.CharField(_("title for staff"), max_length=120)
    slug = models.SlugField(
        _("address"),
        unique=True,
        help_text=_("Stands in her browser's history: keep it neutral, such as form-3."),
    )
    questions: Any

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def __str__(self) -> str:
        return self.title

    @property
    def area_id(self) -> int:
        """The area of the consultation, which decides who may do what with the form."""
        return self.consultation.area_id

    @cached_property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The pages that an editor may look at before anybody else does."""
        from feedback.building.previews import modes
        from feedback.definitions import define

        return modes(define(self)["questions"])

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from feedback.building.previews import serve

        return serve(self, request, mode_name)


class FormQuestion(Orderable):
    """A question's place in a form."""

    form = ParentalKey(Form, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    show_if = models.JSONField(_("ask only if she chose"), default=list, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("question of a form")

    def __str__(self) -> str:
        return str(self.question)


class FormVersion(models.Model):
    """The questions as they stood when they were published: frozen, in every language (§11.13)."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    definition = models.JSONField(_("questions"))
    published_on = models.DateField(_("published on"))
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form", "number"], name="one_version_number")
        ]
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of a form")

    def __str__(self) -> str:
        return f"{self.form}, version {self.number}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The definition, as the way through the form reads it."""
        return Questionnaire.from_json(self.definition)


class Channel(models.TextChoices):
    """How her words reached us."""

    WEB = "web", _("Web")
    KIOSK = "kiosk", _("Shared device")
    PAPER = "paper", _("Paper")
    HELPED = "helped", _("Somebody wrote for her")
    GROUP = "group", _("Group session")
    PHONE = "phone", _("Telephone")
    IMPORT = "import", _("Brought in from another system")


class Response(models.Model):
    """All that one woman sent, after a person has read it. Words stand in Answer."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="responses")
    week = models.DateField(_("week"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=5)
    uses = models.JSONField(_("uses she allows"), default=list)
    uses_wording = models.PositiveSmallIntegerField(_("wording of the uses"), default=1)
    intake_hash = models.BinaryField(max_length=32, unique=True)
    receipt_hash = models.BinaryField(max_length=32, null=True, db_index=True)
    visit_hash = models.BinaryField(max_length=32, null=True, db_index=True)
    details_removed_by = models.CharField(
        _("details removed elsewhere by"), max_length=120, blank=True
    )
    # After the consultation had closed: by staff, or by receipt. The week says as much.
    is_late = models.BooleanField(_("came late"), default=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self) -> str:
        return f"response {self.pk}"


class Answer(models.Model):
    """What she said to one question, with details taken out. Read it through `answers_for` only."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question_key = models.UUIDField(_("question"), default=uuid.uuid4)
    text = models.TextField(_("words"), blank=True)
    options = models.JSONField(_("options chosen"), default=list)
    # as a reader marked it (feedback.languages); empty: not sure, or nobody has looked
    language = models.CharField(_("language she wrote in"), max_length=5, blank=True)
    # by a person, of the words with details taken out; her own words always come first
    translation = models.TextField(_("translation"), blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["response", "question_key"], name="one_answer")
        ]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"answer {self.pk}"
