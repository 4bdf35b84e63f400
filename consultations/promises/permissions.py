"""Who may promise, and who is told what is due: by codename, for an area."""

from typing import Any

from django.core.exceptions import PermissionDenied

from consultations.admin_forms import EDIT
from consultations.models import ConsultationPage
from consultations.promises.clock import Kind
from core.models import Area
from core.policies import areas_where

WRITE_PACKS = "insights.write_packs"  # who writes the reply, and what happened after a decision
# Who can do what is owed: an editor keeps what editors promised, the reply is written by others.
DOERS: dict[str, tuple[str, ...]] = {
    Kind.REPLY: (EDIT, WRITE_PACKS),
    Kind.OTHER: (EDIT,),
    Kind.DECISION: (WRITE_PACKS,),
    Kind.TELLING: (WRITE_PACKS,),
}


def areas_of(user: Any) -> list[Area]:
    """Areas whose promises she keeps."""
    return areas_where(user, EDIT)


def require_editor(user: Any, consultation: ConsultationPage) -> None:
    """Raises PermissionDenied unless she is an editor of its area."""
    if not user.has_perm(EDIT, consultation.area):
        raise PermissionDenied


def may_do(user: Any, kind: str, area: Area) -> bool:
    """Whether a promise of this kind, in this area, is hers to keep."""
    return any(user.has_perm(codename, area) for codename in DOERS[kind])
