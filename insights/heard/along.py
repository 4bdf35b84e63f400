"""Whom a consultation that is copied wanted to hear."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from insights.models import VoiceTarget


def targets_along(page: ConsultationPage, copy: ConsultationPage, by: Any) -> list[str]:
    """The numbers wanted by each way of answering, and by each group whose code holds for all that
    the area asks. A code of one consultation stays with it, and its target too."""
    goes_on = Q(invite=None) | Q(invite__consultation=None, invite__retired_on=None)
    targets = VoiceTarget.objects.filter(goes_on, consultation=page)
    made = VoiceTarget.objects.bulk_create(
        VoiceTarget(
            consultation=copy, channel=one.channel, invite_id=one.invite_id, wanted=one.wanted
        )
        for one in targets
    )
    return [_("Whom you want to hear.")] if made else []
