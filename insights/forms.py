"""What the Themes screens take from a form. What is sent is only compared with what was offered,
so that nothing that anybody types reaches the database as an id."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import Codebook, Theme


class Ticked(forms.TypedMultipleChoiceField):
    """Boxes that were ticked, as far as they are still there; the others are let go."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if self.valid_value(one)]


class CodebookForm(forms.Form):
    """The codebook of a consultation."""

    codebook = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the codebooks in the list.")
        )
    )

    def __init__(self, data: Any, *, codebooks: Iterable[Codebook]) -> None:
        super().__init__(data)
        self.codebooks = {codebook.slug: codebook for codebook in codebooks}
        self.fields["codebook"].choices = [(slug, slug) for slug in self.codebooks]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Codebook:
        return self.codebooks[self.cleaned_data["codebook"]]


class AddThemesForm(forms.Form):
    """Themes to give to a response."""

    themes = Ticked(
        error_messages={"required": _("Tick at least one theme of the list, then add it.")}
    )

    def __init__(self, data: Any, *, offered: Iterable[Theme]) -> None:
        super().__init__(data)
        by_pk = {str(theme.pk): theme for theme in offered}
        themes: Any = self.fields["themes"]
        themes.choices = [(pk, pk) for pk in by_pk]
        themes.coerce = by_pk.__getitem__

    @property
    def lost(self) -> bool:
        """Whether something that was ticked is not in the codebook, or no longer."""
        return len(self.cleaned_data["themes"]) < len(self["themes"].value() or [])
