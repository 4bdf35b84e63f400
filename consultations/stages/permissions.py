"""Who may move a consultation along its road. accounts.roles says which roles hold these."""

from typing import TYPE_CHECKING, Any

from consultations.admin_forms import EDIT
from consultations.stages.models import Stage
from core.models import Area
from core.policies import areas_where

if TYPE_CHECKING:
    from consultations.models import ConsultationPage

LEAD = "consultations.lead_consultations"  # facilitators: from reading to the panel and review
# Open and closed come by the clock, what comes after the review by an outcome: of nobody.
WHO = {
    Stage.DRAFT: (EDIT,),
    Stage.CHECKED: (EDIT,),
    Stage.READING: (EDIT, LEAD),
    Stage.THEMING: (LEAD,),
    Stage.REVIEW: (LEAD,),
}


def may_enter(user: Any, page: "ConsultationPage", stage: Stage) -> bool:
    """Whether she may take a consultation of this area into the stage."""
    return any(user.has_perm(codename, page.area) for codename in WHO.get(stage, ()))


def may_go_back(user: Any, page: "ConsultationPage", stage: Stage) -> bool:
    """Whether she may take it back there: a stage of hers, from a stage of hers."""
    return may_enter(user, page, stage) and may_enter(user, page, Stage(page.reached))


def may_see(user: Any, page: "ConsultationPage") -> bool:
    return any(user.has_perm(codename, page.area) for codename in (EDIT, LEAD))


def may_see_somewhere(user: Any) -> bool:
    return any(user.has_perm(codename) for codename in (EDIT, LEAD))


def areas_to_see(user: Any) -> list[Area]:
    """Areas whose consultations she has something to do with."""
    found = {area.pk: area for code in (EDIT, LEAD) for area in areas_where(user, code)}
    return list(found.values())
