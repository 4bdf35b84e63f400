"""What a person says of a theme. What is chosen is only compared with what was offered."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Area
from insights.models import Codebook, Theme

Choices = list[tuple[Any, Any]]
LONG = 5_000


class Lines(forms.CharField):
    """One word or phrase on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line for line in (super().to_python(value) or "").splitlines() if line.strip()]


class WhyForm(forms.Form):
    """Why, if she wants to say. It stands in the history."""

    why = forms.CharField(label=_("Why, if you like"), required=False, max_length=300)

    def said(self) -> dict[str, Any]:
        """What a service takes."""
        return dict(self.cleaned_data)


def _note(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ThemeForm(WhyForm):
    """All that a theme says."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_cy = forms.CharField(label=_("Name in Welsh"), required=False, max_length=120)
    description = _note(_("What it covers"))
    include = _note(_("What belongs here"), _("So that two people code alike."))
    exclude = _note(_("What doesn't belong here"), _("And which theme it belongs to instead."))
    cues = Lines(
        label=_("Cues"),
        required=False,
        max_length=LONG,
        help_text=_(
            "Words that suggest it, one on each line. Other forms of a word are found too."
        ),
    )
    cues_cy = Lines(label=_("Cues in Welsh"), required=False, max_length=LONG)
    examples = Lines(
        label=_("Examples"),
        required=False,
        max_length=LONG,
        help_text=_("One on each line, in words of your own: they go wherever the codebook goes."),
    )
    # The latest change of the theme when the form was shown: if it isn't by now, she is told.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = (
        *("place", "name", "name_cy", "description", "include", "exclude"),
        *("cues", "cues_cy", "examples", "why"),
    )

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class _PlacedForm(forms.Form):
    """A place in the codebook, chosen from a list."""

    place = forms.ChoiceField(label=_("Where"))

    def offer(self, choices: Choices) -> None:
        """Offer these places."""
        field: Any = self.fields["place"]
        field.choices = [("", _("Choose a place")), *choices]


class AddForm(ThemeForm, _PlacedForm):
    """A new theme: what it says, and where it stands."""

    def __init__(self, data: Any = None, *, themes: Sequence[Theme], **options: Any) -> None:
        super().__init__(data, **options)
        self.by_pk = {theme.pk: theme for theme in themes}
        axes = {theme.axis: theme.axis_name for theme in themes}
        tops = [theme for theme in themes if theme.parent_id is None and _in_use(theme)]
        under = [(f"under:{theme.pk}", theme.name) for theme in tops]
        self.offer(
            [
                (_("On top of an axis"), [(f"axis:{code}", name) for code, name in axes.items()]),
                (_("As a sub-theme of"), under),
            ]
        )

    def said(self) -> dict[str, Any]:
        said = super().said()
        kind, _colon, which = said.pop("place").partition(":")
        return {**said, "axis": which} if kind == "axis" else said | _under(self.by_pk, which)


class MoveForm(WhyForm, _PlacedForm):
    """Where a theme shall stand: one list of all places that there are for it."""

    field_order = ("place", "why")

    def __init__(
        self, data: Any = None, *, themes: Sequence[Theme], theme: Theme, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.by_pk = {one.pk: one for one in themes}
        has_children = any(one.parent_id == theme.pk for one in themes)
        groups: dict[str, Choices] = {}
        for one in themes:
            places = groups.setdefault(one.axis_name, [(f"axis:{one.axis}", _("First"))])
            if one == theme or one.parent_id == theme.pk:
                continue
            if one.parent_id is None:
                places.append((f"after:{one.pk}", _("After “%s”") % one.name))
                if _in_use(one) and not has_children:
                    places.append((f"under:{one.pk}", _("– first under “%s”") % one.name))
            elif not has_children and _in_use(self.by_pk[one.parent_id]):
                places.append((f"after:{one.pk}", _("– after “%s”") % one.name))
        self.offer(list(groups.items()))

    def said(self) -> dict[str, Any]:
        said = super().said()
        kind, _colon, which = said.pop("place").partition(":")
        if kind == "axis":
            return {**said, "axis": which}
        if kind == "under":
            return said | _under(self.by_pk, which)
        after = self.by_pk[int(which)]
        above = self.by_pk.get(after.parent_id or 0)
        return {**said, "after": after, "parent": above, "axis": after.axis}


class MergeForm(WhyForm):
    """The theme that another one goes into."""

    into = forms.ChoiceField(label=_("Merge it into"))
    field_order = ("into", "why")

    def __init__(
        self, data: Any = None, *, themes: Sequence[Theme], theme: Theme, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.by_pk = {str(one.pk): one for one in themes if _in_use(one) and one != theme}
        groups: dict[str, Choices] = {}
        for pk, one in self.by_pk.items():
            label = f"– {one.name}" if one.parent_id else one.name
            groups.setdefault(one.axis_name, []).append((pk, label))
        into: Any = self.fields["into"]
        into.choices = [("", _("Choose a theme")), *groups.items()]

    def said(self) -> dict[str, Any]:
        said = super().said()
        return {**said, "into": self.by_pk[said["into"]]}


class NamesForm(forms.Form):
    """What each of her areas calls a theme; empty where it has no name of its own for it."""

    def __init__(
        self,
        data: Any = None,
        *,
        areas: Iterable[Area],
        names: Mapping[int, tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.areas = list(areas)
        for area in self.areas:
            name, welsh = names.get(area.pk, ("", ""))
            for key, label, initial in (
                ("name", _("Name in %s"), name),
                ("name_cy", _("Name in %s, in Welsh"), welsh),
            ):
                self.fields[f"{key}-{area.pk}"] = forms.CharField(
                    label=label % area, initial=initial, required=False, max_length=120
                )

    def said(self) -> list[tuple[Area, dict[str, str]]]:
        """Area by area."""
        keys = ("name", "name_cy")
        said = self.cleaned_data
        return [(area, {key: said[f"{key}-{area.pk}"] for key in keys}) for area in self.areas]


def themes_in_order(codebook: Codebook) -> list[Theme]:
    """All themes, as the forms offer them."""
    return list(codebook.themes.order_by("order", "pk"))


def _in_use(theme: Theme) -> bool:
    return theme.status == Theme.Status.ACTIVE


def _under(by_pk: Mapping[int, Theme], which: str) -> dict[str, Theme]:
    return {"parent": by_pk[int(which)]}
