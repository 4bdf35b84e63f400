"""Writes of codebooks: import, and which one a consultation is coded with."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from insights.codebooks import CodebookDraft, ThemeDraft
from insights.models import Codebook, Theme, Theming
from insights.permissions import user_can_choose_codebook


@transaction.atomic
def import_codebook(*, draft: CodebookDraft) -> Codebook:
    """Store a codebook under its slug. A second import updates themes by their code.

    Themes that are gone from the file are retired, never deleted: codings stay readable.
    """
    codebook, _ = Codebook.objects.update_or_create(
        slug=draft.slug,
        defaults={"name": draft.name, "version": draft.version, "status": draft.status},
    )
    by_code: dict[str, Theme] = {}
    for order, theme in enumerate(draft.themes):
        by_code[theme.code] = _store(codebook, theme, order, by_code.get(theme.parent))
    codebook.themes.exclude(code__in=by_code).update(status=Theme.Status.RETIRED)
    return codebook


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
