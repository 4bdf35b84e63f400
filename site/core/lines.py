"""What core itself tells on the first screen."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from core.day_one.checks import SEE, count_dangers
from core.today import Line


def stale_helplines(user: Any) -> Iterator[Line]:
    """Lines that are hers to keep, and that nobody has checked lately."""
    from core.models import STALE_DAYS  # models aren't there yet when apps get ready
    from core.viewsets import HELPLINE_POLICY

    if not user.has_perm("core.change_helpline"):
        return
    lines = HELPLINE_POLICY.instances_user_has_any_permission_for(user, ["view", "change"])
    if stale := sum(line.is_stale for line in lines):
        words = ngettext(
            "%(n)s helpline was not checked for more than %(days)s days",
            "%(n)s helplines were not checked for more than %(days)s days",
            stale,
        )
        url = reverse("wagtailsnippets_core_helpline:list")
        yield Line(words % {"n": stale, "days": STALE_DAYS}, url)


def not_ready(user: Any) -> Iterator[Line]:
    """What an administrator has to put right before women write."""
    if not user.has_perm(SEE):
        return
    if danger := count_dangers(user):
        words = ngettext(
            "Is everything ready? %(n)s line has to be put right first",
            "Is everything ready? %(n)s lines have to be put right first",
            danger,
        )
        yield Line(words % {"n": danger}, reverse("day_one"), is_urgent=True)
