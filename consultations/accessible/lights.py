"""How far each version of a consultation has come, for its editor: the completeness lights."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.accessible.models import (
    EasyRead,
    Kind,
    LargePrint,
    NotNeeded,
    OtherLanguage,
    Recording,
)
from consultations.accessible.selectors import Written, older_page_since
from consultations.accessible.tongues import ENGLISH, WELSH
from consultations.accessible.translated import still_english
from consultations.models import ConsultationPage


@dataclass(frozen=True)
class Light:
    """How far one version has come: `state` names its shape and words."""

    kind: str
    label: str
    state: str  # whole, older, partly, hidden, missing, not_needed
    version: Any = None
    since: date | None = None
    because: str = ""
    still: int = 0  # parts that are English yet

    @property
    def words(self) -> str:
        return {
            "whole": _("Whole"),
            "older": _("Older than the English"),
            "partly": ngettext(
                "%(n)d part is still English", "%(n)d parts are still English", self.still
            )
            % {"n": self.still},
            "hidden": _("Written, not shown yet"),
            "missing": _("Missing"),
            "not_needed": _("Not needed"),
        }[self.state]

    @property
    def edit_address(self) -> str:
        """Where a version is edited."""
        return reverse(f"{_screens(type(self.version))}:edit", args=[self.version.pk])

    @property
    def add_address(self) -> str:
        """Where one of this kind is begun; the consultation comes after it."""
        model, given = ADDED[self.kind]
        return f"{reverse(f'{_screens(model)}:add')}?{given}"


ADDED: dict[str, tuple[Any, str]] = {
    Kind.EASY: (EasyRead, f"language={ENGLISH}"),
    Kind.EASY_WELSH: (EasyRead, f"language={WELSH}"),
    Kind.AUDIO: (Recording, f"sort=audio&language={ENGLISH}"),
    Kind.BSL: (Recording, "sort=bsl"),
}


def _screens(model: Any) -> str:
    return f"wagtailsnippets_consultations_{model._meta.model_name}"


@dataclass
class Lights:
    """One consultation, its usual versions in order, then those in other languages."""

    consultation: ConsultationPage
    usual: list[Light] = field(default_factory=list)
    more: list[Light] = field(default_factory=list)

    @property
    def to_do(self) -> int:
        return sum(light.state in {"missing", "older", "partly", "hidden"} for light in self.usual)


def lights(pages: Sequence[ConsultationPage]) -> list[Lights]:
    """The lights of these source pages. Eight queries, however many."""
    written = _by_page(EasyRead, pages) + _by_page(Recording, pages)
    others = _by_page(OtherLanguage, pages)
    printed = {row.page_id: row for row in LargePrint.objects.filter(page__in=pages)}
    welsh = _welsh_of(pages)
    reasons: dict[tuple[int, str], str] = {
        (row.consultation_id, row.kind): row.because
        for row in NotNeeded.objects.filter(consultation__in=pages)
    }
    rows = []
    for page in pages:
        usual: dict[str, Light] = {
            v.kind: _light(v) for v in written if v.consultation_id == page.pk and v.kind
        }
        if page.pk in printed:
            usual[Kind.LARGE] = Light(Kind.LARGE, "", "whole", printed[page.pk])
        if page.translation_key in welsh:
            usual[Kind.WELSH] = welsh[page.translation_key]
        beside = [v for v in (*written, *others) if v.consultation_id == page.pk and not v.kind]
        rows.append(
            Lights(
                page, [_usual(kind, usual, reasons, page) for kind in Kind], [*map(_light, beside)]
            )
        )
    return rows


def _by_page(model: Any, pages: Sequence[ConsultationPage]) -> list[Any]:
    return list(model.objects.filter(consultation__in=pages))


def _light(version: Written) -> Light:
    state = "older" if version.older_since else "whole"
    shown = state if version.live else "hidden"
    return Light(version.kind, version.label, shown, version, version.older_since)


def _usual(
    kind: Kind, found: dict[str, Light], reasons: dict[tuple[int, str], str], page: ConsultationPage
) -> Light:
    because = reasons.get((page.pk, kind), "")
    if light := found.get(kind):
        return replace(light, kind=kind, label=str(kind.label))
    return Light(kind, str(kind.label), "not_needed" if because else "missing", because=because)


def _welsh_of(pages: Sequence[ConsultationPage]) -> dict[Any, Light]:
    """Welsh pages by the key that they share with their source."""
    twins = ConsultationPage.objects.filter(
        translation_key__in=[page.translation_key for page in pages], locale__language_code=WELSH
    )
    still = still_english(pages)
    return {
        twin.translation_key: _of_page(twin, still.get(twin.translation_key, 0))
        for twin in twins.select_related("translated")
    }


def _of_page(twin: ConsultationPage, still: int) -> Light:
    older = older_page_since(twin)
    shown = "partly" if still else "older" if older else "whole"
    return Light(
        Kind.WELSH,
        "",
        shown if twin.live else "hidden",
        twin,
        None if still else older,
        still=still,
    )
