"""Writes of codebooks: import, and which one a consultation is coded with."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.models import User
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from insights.codebook.files import CodebookDraft, ThemeDraft
from insights.codebook.kept import changed_here, move_as_here
from insights.codebook.making import renumber
from insights.codebook.versions import version_after_import
from insights.models import Codebook, Proposal, Sample, Theme, Theming
from insights.permissions import user_can_choose_codebook

STILL_CODED = gettext_lazy("A sample is being coded. Compare it or take it back, then change.")
Tell = Callable[[Theme, list[str]], None]


class SampleGoingOn(ValueError):
    """A sample is being coded, so neither codebook nor method changes. The message says so."""


@transaction.atomic
def import_codebook(*, draft: CodebookDraft, tell: Tell | None = None) -> Codebook:
    """Store a codebook under its slug. A second import updates themes by their code.

    Themes that are gone from the file are retired, never deleted: codings stay readable. What
    people made of proposals here stays too, and so does every field that they changed here: `tell`
    is called with each theme of which the file says otherwise, and the names of those fields.
    """
    before = Codebook.objects.filter(slug=draft.slug).values_list("version", flat=True).first()
    codebook, _ = Codebook.objects.update_or_create(
        slug=draft.slug,
        defaults={
            "name": draft.name,
            "version": version_after_import(draft.version, before),
            "status": draft.status,
        },
    )
    ours = changed_here(codebook)
    there = {theme.code: theme for theme in codebook.themes.all()}
    by_code: dict[str, Theme] = {}
    for order, theme in enumerate(draft.themes):
        says = _says(theme, order, _standing(by_code.get(theme.parent)))
        stored = there.get(theme.code) or Theme(codebook=codebook, code=theme.code)
        kept = _store(stored, says, ours.get(stored.pk, set()))
        by_code[theme.code] = stored
        if kept and tell is not None:
            tell(stored, kept)
    accepted = Proposal.objects.filter(codebook=codebook, state=Proposal.State.ACCEPTED)
    gone = codebook.themes.exclude(code__in=by_code).exclude(pk__in=accepted.values("theme"))
    decided_here = [pk for pk, fields in ours.items() if "status" in fields]
    gone.exclude(pk__in=decided_here).update(status=Theme.Status.RETIRED)
    _give_back_merged_cues(codebook)
    renumber(codebook)
    move_as_here(codebook)
    _signatures_lapse(codebook)
    return codebook


def _give_back_merged_cues(codebook: Codebook) -> None:
    merged = Proposal.objects.filter(codebook=codebook, state=Proposal.State.MERGED)
    for proposal in merged.select_related("theme").order_by("pk"):
        theme = proposal.theme
        if theme is not None:
            theme.refresh_from_db(fields=["cues"])
            theme.cues = list(dict.fromkeys([*theme.cues, *proposal.cues_given]))
            theme.save(update_fields=["cues"])


def _says(draft: ThemeDraft, order: int, parent: Theme | None) -> dict[str, Any]:
    """What the file says of a theme, by the names of columns. Notes that it hasn't are no news."""
    notes = {"include": draft.include, "exclude": draft.exclude}
    return {
        "axis": parent.axis if parent else draft.axis,
        "axis_name": parent.axis_name if parent else draft.axis_name,
        "name": draft.name,
        "name_cy": draft.name_cy,
        "description": draft.description,
        **{name: note for name, note in notes.items() if note},
        "parent_id": parent.pk if parent else None,
        "cues": list(draft.cues),
        "cues_cy": list(draft.cues_cy),
        "examples": list(draft.examples),
        "status": Theme.Status.ACTIVE.value,
        "order": order,
    }


def _standing(parent: Theme | None) -> Theme | None:
    """The theme above one of the file's; where people merged that here, the one that it went into,
    if it can have sub-themes."""
    while parent is not None and (into := parent.merged_into) is not None:
        if into.parent_id is not None:
            break
        parent = into
    return parent


def _store(theme: Theme, says: Mapping[str, Any], ours: set[str]) -> list[str]:
    """Write what the file says, but for what people changed here: returns those fields of which it
    says otherwise."""
    kept = []
    for name, value in says.items():
        if name not in ours:
            setattr(theme, name, value)
        elif getattr(theme, name) != value:
            kept.append(name)
    theme.save()
    return kept


@transaction.atomic
def choose_codebook(
    *, consultation: ConsultationPage, codebook: Codebook, by: User | None
) -> Theming:
    """Say which codebook a consultation is coded with. Codings made with another one are kept.

    `by` is None for an operator at the command line. Raises PermissionDenied, and SampleGoingOn:
    a second coder would go on with other themes than she began with.
    """
    if by is not None and not user_can_choose_codebook(by, consultation):
        raise PermissionDenied("This is not one of your areas.")
    page = source_of(consultation)
    going_on = Sample.objects.filter(consultation=page, compared_on=None)
    if going_on.exclude(codebook=codebook).exists():
        raise SampleGoingOn(STILL_CODED)
    theming, _is_new = Theming.objects.update_or_create(
        consultation=page, defaults={"codebook": codebook}
    )
    _signature_lapses(page, by)
    return theming


def _signature_lapses(page: ConsultationPage, by: User | None) -> None:
    from insights.rigour.signing import note_changed  # which stands above codebooks

    note_changed(page, by)


def _signatures_lapse(codebook: Codebook) -> None:
    from insights.codebook.recording import signatures_lapse  # which looks for themes anew

    signatures_lapse(codebook, None)
