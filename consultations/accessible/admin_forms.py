"""What an editor fills in for a version, and what is refused before it is saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.accessible import uploads
from consultations.accessible.models import Recording
from consultations.accessible.permissions import pages_of
from consultations.accessible.services import fits_now
from consultations.models import ConsultationPage
from core.meanwhile.shown import carry
from core.staff_forms import StaffForm, StaffRow


class PageField(forms.ModelChoiceField[ConsultationPage]):
    """One of the consultations of her areas."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(title)s (%(area)s, closes %(day)s)") % {
            "title": obj.title,
            "area": obj.area.name,
            "day": date_format(obj.closes_on, "j F Y"),
        }


class FileInput(forms.ClearableFileInput):
    """Chooses a file, or takes away the one that is stored."""

    template_name = "consultations/accessible/admin/file.html"


class ChoosesFiles:
    """A form whose files are chosen and taken away in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(field, forms.FileField):
                field.widget = FileInput()
                field.widget.is_required = field.required


class VersionForm(StaffForm):
    """A version of a consultation of one of her areas. A new one fits the English of now; one that
    got older fits again when somebody says so."""

    consultation = PageField(
        queryset=ConsultationPage.objects.none(),
        label=gettext_lazy("Consultation"),
        empty_label=gettext_lazy("Choose a consultation"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of your areas' consultations.")},
    )
    fits = forms.BooleanField(
        label=gettext_lazy("It says what the English page says today"),
        help_text=gettext_lazy(
            "Tick it once you have read both. Women are told as long as it is older."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = pages_of(self.for_user)
        if self.instance.older_since is None and "fits" in self.fields:
            del self.fields["fits"]
            if self.instance.pk:
                carry(self)  # what is shown is without it

    def clean_consultation(self) -> ConsultationPage:
        page: ConsultationPage = self.cleaned_data["consultation"]
        if self.instance.pk and self.initial.get("consultation") != page.pk:
            raise ValidationError(_("This was made for another consultation. Add a new one here."))
        return page

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        page = data.get("consultation")
        if page and (self.instance._state.adding or data.get("fits")):
            self.instance.consultation = page
            fits_now(self.instance)
        return data


class LineRow(ChoosesFiles, StaffRow):
    """A line of easy read. A new picture is drawn anew, small."""

    def clean_picture(self) -> Any:
        given = self.cleaned_data.get("picture")
        if isinstance(given, UploadedFile):
            given = uploads.picture(given)
            self.instance.picture_bytes = given.size
        elif not given:
            self.instance.picture_bytes = 0
        return given

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("alt") and not (data.get("picture") or data.get("drawing")):
            self.add_error("alt", _("There is no picture here. Choose one, or empty this."))
        return data


class PartRow(StaffRow):
    """A part of a version in another language."""


class RecordingForm(ChoosesFiles, VersionForm):
    """A recording: what it is, is told from the file itself."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        sort, file = data.get("sort", ""), data.get("file")
        if isinstance(file, UploadedFile) and sort:
            self._take_in(file, sort)
        elif sort and self.instance.pk and sort != self.initial.get("sort"):
            self.add_error("file", _("Choose the file that belongs to this."))
        if sort == Recording.Sort.AUDIO:
            for name in ("poster", "captions"):
                if data.get(name):
                    self.add_error(name, _("This is for BSL alone. Clear it."))
        return data

    def _take_in(self, file: Any, sort: str) -> None:
        try:
            found = uploads.recording(file, sort)
        except ValidationError as error:
            self.add_error("file", error)
            return
        file.name = f"recording{found.suffix}"
        self.instance.content_type = found.content_type
        self.instance.seconds, self.instance.size = found.seconds, file.size

    def clean_poster(self) -> Any:
        given = self.cleaned_data.get("poster")
        side = uploads.POSTER_SIDE
        return uploads.picture(given, side) if isinstance(given, UploadedFile) else given

    def clean_captions(self) -> Any:
        given = self.cleaned_data.get("captions")
        return uploads.captions(given) if isinstance(given, UploadedFile) else given


class NotNeededForm(forms.Form):
    """Why a consultation goes without a version."""

    because = forms.CharField(
        label=gettext_lazy("It is not needed, because"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty it to say that it is needed after all."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy(
                "Use %(limit_value)d characters or fewer: this has %(show_value)d."
            )
        },
    )
