"""Which consultations are looked at together: those that one codebook codes, as far as she may."""

from collections.abc import Sequence

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import Theming
from insights.selectors import consultations_to_code


def coded_by(user: User) -> dict[int, list[ConsultationPage]]:
    """Codebook → her consultations that are coded with it, in whichever language."""
    pages = {page.translation_key: page for page in consultations_to_code(user)}
    themings = Theming.objects.filter(consultation__translation_key__in=list(pages))
    found: dict[int, list[ConsultationPage]] = {}
    for codebook, key in themings.values_list("codebook_id", "consultation__translation_key"):
        found.setdefault(codebook, []).append(pages[key])
    order = {page.pk: place for place, page in enumerate(pages.values())}
    return {pk: sorted(of, key=lambda page: order[page.pk]) for pk, of in found.items()}


def themings_beside(consultation: ConsultationPage) -> list[Theming]:
    """How the consultations of its area are coded, this one first: one query for all."""
    themings = Theming.objects.filter(consultation__area=consultation.area_id)
    found = themings.select_related("codebook", "consultation").order_by("pk")
    key = consultation.translation_key
    return sorted(found, key=lambda theming: theming.consultation.translation_key != key)


def by_area(pages: Sequence[ConsultationPage]) -> list[tuple[str, str, list[int]]]:
    """Areas by name, with the ids of their consultations' pages."""
    found: dict[tuple[str, str], list[int]] = {}
    for page in sorted(pages, key=lambda page: (page.area.name, page.area_id)):
        found.setdefault((str(page.area_id), page.area.name), []).append(page.pk)
    return [(key, name, of) for (key, name), of in found.items()]


def by_consultation(pages: Sequence[ConsultationPage]) -> list[tuple[str, str, list[int]]]:
    """Each by itself, named with its area where there is more than one."""
    areas = {page.area_id for page in pages}
    return [
        (str(page.pk), f"{page} ({page.area})" if len(areas) > 1 else str(page), [page.pk])
        for page in pages
    ]
