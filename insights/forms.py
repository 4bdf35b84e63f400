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


class RecodeForm(forms.Form):
    """Themes that take the place of one, and where the words go that she had pointed at."""

    themes = Ticked(error_messages={"required": _("Tick the theme that fits better, or several.")})

    def __init__(
        self, data: Any, *, offered: Iterable[Theme], theme: Theme, passages: Iterable[int]
    ) -> None:
        super().__init__(data)
        self.theme = theme
        self.offered = list(offered)
        by_pk = {str(one.pk): one for one in [theme, *self.offered]}
        themes: Any = self.fields["themes"]
        themes.choices = [(pk, pk) for pk in by_pk]
        themes.coerce = by_pk.__getitem__
        for passage in passages:
            self.fields[f"words-{passage}"] = Ticked(required=False)
            words: Any = self.fields[f"words-{passage}"]
            words.choices, words.coerce = themes.choices, int
        self.passages = list(passages)

    def clean_themes(self) -> list[Theme]:
        chosen: list[Theme] = self.cleaned_data["themes"]
        if chosen == [self.theme]:
            raise forms.ValidationError(_("Tick another theme than the one that it is."))
        return chosen

    @property
    def chosen(self) -> list[Theme]:
        found: list[Theme] = self.cleaned_data["themes"]
        return found

    @property
    def ticked(self) -> list[str]:
        """What is ticked on the page."""
        return [str(pk) for pk in self["themes"].value() or []]

    @property
    def says_where(self) -> bool:
        """Whether she was asked where the words go, and has answered."""
        return "where" in self.data

    def where(self) -> dict[int, list[int]]:
        """Passage → themes that it goes to. Empty where she wasn't asked: they go to all."""
        if not self.says_where:
            return {}
        return {pk: self.cleaned_data[f"words-{pk}"] for pk in self.passages}
