"""Writes of the profile that a consultation aims at."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import Channel
from feedback.review.selectors import invites_at
from insights.heard.selectors import channel_key, group_key
from insights.models import VoiceTarget
from insights.permissions import user_can_set_targets

MOST = 100_000  # women wanted; more is a slip of the finger


@transaction.atomic
def set_targets(
    *, consultation: ConsultationPage, wanted: Mapping[str, int | None], by: User
) -> None:
    """Write down how many women each way of answering and each group of the area is to bring, by
    the keys of `insights.heard.selectors`. None takes a target away; a way or group that isn't
    named stays as it is, and names that there are not are let go.

    Raises PermissionDenied, and ValueError for a number that is none.
    """
    page = source_of(consultation)
    if not user_can_set_targets(by, page):
        raise PermissionDenied("This is not one of your areas.")
    if any(n is not None and not 0 < n <= MOST for n in wanted.values()):
        raise ValueError("A target is a number of women, from one on.")
    places: dict[str, dict[str, Any]] = {
        channel_key(channel): {"channel": channel, "invite": None} for channel in Channel.values
    }
    for invite in invites_at(page):
        places[group_key(invite)] = {"channel": "", "invite": invite}
    for key in wanted.keys() & places.keys():
        number = wanted[key]
        if number is None:
            VoiceTarget.objects.filter(consultation=page, **places[key]).delete()
        else:
            VoiceTarget.objects.update_or_create(
                consultation=page, **places[key], defaults={"wanted": number}
            )
    audit(user=by, action="set whom to hear", subject=f"consultation {page.pk}")
