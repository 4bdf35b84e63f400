"""Makes a copy of a consultation. What it takes is named here: what isn't named stays behind, so
that no approval and no date comes along because somebody added a field."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log

from consultations.copying.registry import bring_along
from consultations.copying.translations import copy_translations
from consultations.models import BodyForm, ConsultationPage
from consultations.permissions import may_edit

CARRIED = (
    *("area", "journey_stage", "purpose", "who_reads", "minutes", "body"),
    *("open_to_change", "reasons", "involvement", "routes", "setting"),
    *("seo_title", "search_description", "show_in_menus"),
)


@dataclass(frozen=True)
class Copied:
    """The copy, and what came along, in sentences."""

    page: ConsultationPage
    along: list[str] = field(default_factory=list)


@transaction.atomic
def copy_consultation(
    *,
    consultation: ConsultationPage,
    by: Any,
    title: str,
    opens_on: date,
    closes_on: date,
    reply_by: date,
) -> Copied:
    """A draft beside it that asks the same, in every language that it has.

    Raises PermissionDenied to who may not edit it or add a page there, and ValidationError for
    dates that don't follow each other.
    """
    page = consultation.source
    parent = page.get_parent()
    if not (may_edit(by, [page]) and parent.permissions_for_user(by).can_add_subpage()):
        raise PermissionDenied("This is not one of your areas.")
    told = page if page.live else page.get_latest_revision_as_object()
    copy = ConsultationPage(
        title=title,
        slug=find_available_slug(parent, f"{page.slug[:200]}-{opens_on.year}"),
        locale=page.locale,
        owner=by,
        live=False,
        opens_on=opens_on,
        closes_on=closes_on,
        reply_by=reply_by,
        copied_from=page,
        **{name: getattr(told, name) for name in CARRIED},
    )
    parent.add_child(instance=copy)
    copy.save_revision(user=by)
    _log(copy, page, by)
    languages = copy_translations(page, copy, by)
    along = [_("The text in %(language)s.") % {"language": name} for name in languages]
    along += _questions_to_bodies(page, copy)
    return Copied(copy, [*along, *bring_along(page, copy, by)])


def _questions_to_bodies(page: ConsultationPage, copy: ConsultationPage) -> list[str]:
    """Asked by nobody before an editor switches them on."""
    before = BodyForm.objects.filter(consultation=page).first()
    if before is None:
        return []
    BodyForm.objects.create(consultation=copy, is_on=False, questions=before.questions)
    return [_("The questions to organisations, switched off.")]


def _log(copy: ConsultationPage, page: ConsultationPage, by: Any) -> None:
    """A line in the page's history, as Wagtail's own copying leaves one."""
    told = {"id": page.pk, "title": page.title}
    log(
        instance=copy,
        action="wagtail.copy",
        user=by,
        data={"page": {"id": copy.pk, "title": copy.title}, "source": told, "destination": None},
    )
