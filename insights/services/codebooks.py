"""Writes of codebooks: import, and which one a consultation is coded with."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from insights.codebooks import CodebookDraft, ThemeDraft
from insights.models import Codebook, Proposal, Theme, Theming
from insights.permissions import user_can_choose_codebook
from insights.versions import version_after_import


@transaction.atomic
def import_codebook(*, draft: CodebookDraft) -> Codebook:
    """Store a codebook under its slug. A second import updates themes by their code.

    Themes that are gone from the file are retired, never deleted: codings stay readable. What
    people made of proposals here stays too, since no file can know of it.
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
    by_code: dict[str, Theme] = {}
    for order, theme in enumerate(draft.themes):
        by_code[theme.code] = _store(codebook, theme, order, by_code.get(theme.parent))
    accepted = Proposal.objects.filter(codebook=codebook, state=Proposal.State.ACCEPTED)
    gone = codebook.themes.exclude(code__in=by_code).exclude(pk__in=accepted.values("theme"))
    gone.update(status=Theme.Status.RETIRED)
    _give_back_merged_cues(codebook)
    return codebook


def _give_back_merged_cues(codebook: Codebook) -> None:
    merged = Proposal.objects.filter(codebook=codebook, state=Proposal.State.MERGED)
    for proposal in merged.select_related("theme").order_by("pk"):
        theme = proposal.theme
        if theme is not None:
            theme.refresh_from_db(fields=["cues"])
            theme.cues = list(dict.fromkeys([*theme.cues, *proposal.cues_given]))
            theme.save(update_fields=["cues"])


def _store(codebook: Codebook, draft: ThemeDraft, order: int, parent: Theme | None) -> Theme:
    theme, _ = Theme.objects.update_or_create(
        codebook=codebook,
        code=draft.code,
        defaults={
            "axis": draft.axis,
            "axis_name": draft.axis_name,
            "name": draft.name,
            "name_cy": draft.name_cy,
            "description": draft.description,
            "parent": parent,
            "cues": list(draft.cues),
            "cues_cy": list(draft.cues_cy),
            "examples": list(draft.examples),
            "status": Theme.Status.ACTIVE,
            "order": order,
        },
    )
    return theme


@transaction.atomic
def choose_codebook(
    *, consultation: ConsultationPage, codebook: Codebook, by: User | None
) -> Theming:
    """Say which codebook a consultation is coded with. Codings made with another one are kept.

    `by` is None for an operator at the command line.
    """
    if by is not None and not user_can_choose_codebook(by, consultation):
        raise PermissionDenied("This is not one of your areas.")
    theming, _ = Theming.objects.update_or_create(
        consultation=source_of(consultation), defaults={"codebook": codebook}
    )
    return theming
