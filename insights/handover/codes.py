"""The codebook as REFI-QDA has it: axes that nothing is coded with, themes, their sub-themes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom

from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from insights.handover.gathering import NothingCoded, themes_told
from insights.handover.made import Held, Made
from insights.handover.qda_xml import CODEBOOK, ORIGIN, QdaXml, new_guid
from insights.models import Theme
from insights.selectors.progress import theming_of


@dataclass(frozen=True)
class Codes:
    """Themes with an id each, of this file alone; and what is noted on them (guids of memos)."""

    themes: Sequence[Theme]
    guids: Mapping[int, str]
    random: Random
    notes: Mapping[int, Sequence[str]] = field(default_factory=dict)


def codes_of(themes: Sequence[Theme], random: Random) -> Codes:
    """Give each theme an id."""
    return Codes(themes, {theme.pk: new_guid(random) for theme in themes}, random)


def write_codes(xml: QdaXml, codes: Codes) -> None:
    """<Codes>: an axis above its themes, a theme above its sub-themes."""
    tops = [theme for theme in codes.themes if theme.parent_id is None]
    with xml.element("Codes"):
        for themes in _axes(tops):
            guid = new_guid(codes.random)
            with xml.element("Code", guid=guid, name=themes[0].axis_name, isCodable="false"):
                for theme in themes:
                    _write_theme(xml, theme, codes)


def _axes(tops: Sequence[Theme]) -> Iterable[list[Theme]]:
    """Themes by axis: one that was moved may stand apart from the others of its axis."""
    axes: dict[str, list[Theme]] = {}
    for theme in tops:
        axes.setdefault(theme.axis, []).append(theme)
    return axes.values()


def _write_theme(xml: QdaXml, theme: Theme, codes: Codes) -> None:
    retired = theme.status != Theme.Status.ACTIVE
    name = _("%(theme)s (retired)") % {"theme": theme.name} if retired else theme.name
    with xml.element("Code", guid=codes.guids[theme.pk], name=name, isCodable="true"):
        xml.text("Description", _description(theme))
        for note in codes.notes.get(theme.pk, ()):
            xml.empty("NoteRef", targetGUID=note)
        for sub in codes.themes:
            if sub.parent_id == theme.pk:
                _write_theme(xml, sub, codes)


def _description(theme: Theme) -> str:
    """What it covers, includes and excludes. Examples stay away: they may be women's words."""
    parts = [
        theme.description,
        theme.include and _("Include: %(what)s") % {"what": theme.include},
        theme.exclude and _("Exclude: %(what)s") % {"what": theme.exclude},
        _("Code: %(code)s") % {"code": theme.code},
    ]
    return "\n".join(part for part in parts if part)


def codebook_file(consultation: ConsultationPage, random: Random | None = None) -> Made:
    """The codebook of a consultation alone (.qdc). Raises NothingCoded where none is chosen."""
    theming = theming_of(consultation)
    themes = themes_told(theming.codebook) if theming else []
    if not themes:
        raise NothingCoded("No codebook is chosen.")
    out = io.StringIO()
    xml = QdaXml(out)
    with xml.element("CodeBook", xmlns=CODEBOOK, origin=ORIGIN):
        write_codes(xml, codes_of(themes, random or SystemRandom()))
    return Made("codebook.qdc", "application/xml", out.getvalue().encode(), Held())
