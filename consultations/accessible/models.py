"""What a consultation can also be had in, as it is stored: its source page is the one that counts.

A version stands for the English text. `text_mark` is what the text was when somebody last said that
the version fits; `older_since` is the day on which another text was published after it.
"""

from pathlib import PurePath
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin

from consultations.accessible.tongues import ALL, ENGLISH, OF_THE_SITE, OTHERS, WELSH, tongue
from core.drawings import DRAWINGS

PAGE = "consultations.ConsultationPage"


class Kind(models.TextChoices):
    """What every consultation is asked for; other languages come beside them."""

    EASY = "easy", _("Easy read")
    EASY_WELSH = "easy-cy", _("Easy read in Welsh")
    AUDIO = "audio", _("Audio")
    BSL = "bsl", _("BSL")
    LARGE = "large", _("Large print")
    WELSH = "cy", _("Welsh")


def named_anew(instance: models.Model, filename: str) -> str:
    """A name that nobody chose: it tells nothing and can't be guessed."""
    return f"versions/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class Version(PreviewableMixin, models.Model):
    """What all versions share."""

    consultation = models.ForeignKey(
        PAGE, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("consultation")
    )
    checked_by = models.CharField(
        _("who checked it"),
        max_length=120,
        help_text=_("A person who can tell whether it is right. Colleagues alone see the name."),
    )
    checked_on = models.DateField(_("checked on"))
    live = models.BooleanField(_("women can have it"), default=False)
    text_mark = models.CharField(max_length=20, editable=False)
    older_since = models.DateField(null=True, editable=False)
    language: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.consultation}: {self.label}"

    @property
    def kind(self) -> str:
        """Which of the usual kinds it is; empty for what is beside them."""
        return ""

    @property
    def label(self) -> str:
        """What it is, for staff."""
        return tongue(self.language).name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from consultations.accessible.preview import serve

        return serve(self, request)


class EasyRead(Version, ClusterableModel):  # type: ignore[django-manager-missing]
    """Short sentences, a picture beside each."""

    language = models.CharField(
        _("language"),
        max_length=5,
        choices=[(code, tongue.name) for code, tongue in OF_THE_SITE.items()],
        default=ENGLISH,
    )
    title = models.CharField(_("title"), max_length=120)
    lines: Any

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "language"], name="one_easy_read")
        ]
        verbose_name = _("easy read")
        verbose_name_plural = _("easy read")

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def kind(self) -> str:
        return Kind.EASY_WELSH if self.language == WELSH else Kind.EASY


class EasyLine(Orderable):
    """A few short sentences and what is seen beside them: a drawing of ours or a picture."""

    easy_read = ParentalKey(EasyRead, on_delete=models.CASCADE, related_name="lines")
    heading = models.CharField(_("heading above it"), max_length=100, blank=True)
    words = models.TextField(
        _("words"), max_length=400, help_text=_("Short sentences: 15 words at most.")
    )
    drawing = models.CharField(
        _("drawing"),
        max_length=20,
        blank=True,
        choices=[(code, drawing.name) for code, drawing in DRAWINGS.items()],
    )
    picture = models.FileField(
        _("or a picture of your own"), upload_to=named_anew, blank=True, max_length=120
    )
    picture_bytes = models.PositiveIntegerField(default=0, editable=False)
    alt = models.CharField(
        _("what the picture shows"),
        max_length=160,
        blank=True,
        help_text=_("Leave it empty where the words say it already."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("line")

    def __str__(self) -> str:
        return self.words[:60]


class Recording(Version):
    """Somebody reads it out, or signs it. The file is ours and stands nowhere else."""

    class Sort(models.TextChoices):
        AUDIO = "audio", _("Audio")
        BSL = "bsl", _("BSL video")

    sort = models.CharField(_("audio or BSL"), max_length=5, choices=Sort)
    language = models.CharField(
        _("language that is spoken"),
        max_length=5,
        choices=[(code, tongue.name) for code, tongue in ALL.items()],
        default=ENGLISH,
        help_text=_("For BSL: the language of the transcript and the captions."),
    )
    file = models.FileField(_("file"), upload_to=named_anew, max_length=120)
    content_type = models.CharField(max_length=20, editable=False)
    seconds = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    poster = models.FileField(
        _("still picture"),
        upload_to=named_anew,
        blank=True,
        max_length=120,
        help_text=_("For BSL, if you like: shown before the video plays. JPEG, PNG or WebP."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to=named_anew,
        blank=True,
        max_length=120,
        help_text=_("For BSL, if you like: a WebVTT file."),
    )
    transcript = models.TextField(
        _("transcript"),
        help_text=_("All that is said or signed. An empty line begins a paragraph."),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation", "language"],
                condition=models.Q(sort="audio"),
                name="one_audio",
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=models.Q(sort="bsl"), name="one_bsl"
            ),
        ]
        verbose_name = _("audio or BSL")
        verbose_name_plural = _("audio and BSL")

    @property
    def kind(self) -> str:
        return self.sort if self.sort == Kind.BSL or self.language == ENGLISH else ""

    @property
    def label(self) -> str:
        spoken = self.sort == self.Sort.AUDIO and self.language != ENGLISH
        return f"{self.get_sort_display()}{f', {super().label}' if spoken else ''}"


class OtherLanguage(Version, ClusterableModel):  # type: ignore[django-manager-missing]
    """The page in a language that the site has no pages in."""

    language = models.CharField(
        _("language"),
        max_length=5,
        choices=[(code, tongue.name) for code, tongue in OTHERS.items()],
    )
    title = models.CharField(_("title"), max_length=160)
    parts: Any
    way_in = models.CharField(
        _("how to answer, in this language"),
        max_length=300,
        help_text=_(
            "Say in this language: the questions are in English or Welsh; you may write in this "
            "language."
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "language"], name="one_other_language")
        ]
        verbose_name = _("other language")
        verbose_name_plural = _("other languages")


class Part(Orderable):
    """A few paragraphs of a version in another language, and the heading above them."""

    version = ParentalKey(OtherLanguage, on_delete=models.CASCADE, related_name="parts")
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    words = models.TextField(
        _("text"), max_length=4000, help_text=_("An empty line begins a new paragraph.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("part")

    def __str__(self) -> str:
        return self.heading or self.words[:60]


class LargePrint(models.Model):
    """The page itself in large letters, made anew whenever it is published: never older."""

    page = models.OneToOneField(PAGE, on_delete=models.CASCADE, related_name="large_print")
    file = models.FileField(upload_to=named_anew, max_length=120)
    size = models.PositiveIntegerField()
    made_on = models.DateField()

    class Meta:
        verbose_name = _("large print")
        verbose_name_plural = _("large print")

    def __str__(self) -> str:
        return f"{self.page}: large print"


class Translated(models.Model):
    """What the English was when a page in another language of the site was last published."""

    page = models.OneToOneField(PAGE, on_delete=models.CASCADE, related_name="translated")
    text_mark = models.CharField(max_length=20)
    older_since = models.DateField(null=True)

    class Meta:
        verbose_name = _("translated page")
        verbose_name_plural = _("translated pages")

    def __str__(self) -> str:
        return f"{self.page}: {self.text_mark}"


class NotNeeded(models.Model):
    """Why a consultation goes without a version."""

    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="not_needed")
    kind = models.CharField(max_length=10, choices=Kind)
    because = models.CharField(_("because"), max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "kind"], name="one_reason")
        ]
        verbose_name = _("version that is not needed")
        verbose_name_plural = _("versions that are not needed")

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_kind_display()}"
