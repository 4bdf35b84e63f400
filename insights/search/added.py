"""What the last press on a table added, so that it can be shown and undone. Ids of codings and
responses in her own session, no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Theme
from insights.search.coding import Added, Refusal
from insights.selectors.visits import excerpts_of

KEY = "insights_search_added"


@dataclass(frozen=True)
class Left:
    """A response that wasn't given the theme, how it begins, and why."""

    response: int
    excerpt: str
    why: str
    is_gone: bool


@dataclass(frozen=True)
class Outcome:
    """What became of the responses that were ticked."""

    theme: str
    added: int
    already: int
    left: list[Left]
    may_undo: bool


def keep_added(
    request: HttpRequest, consultation: ConsultationPage, theme: Theme, added: Added
) -> None:
    """Remember it until the next press."""
    request.session[KEY] = {
        "consultation": consultation.pk,
        "theme": theme.pk,
        "codings": added.codings,
        "already": len(added.already),
        "refused": [[pk, why.value] for pk, why in added.refused],
    }


def forget_added(request: HttpRequest, consultation: ConsultationPage) -> list[int]:
    """The codings that were added here last; they are remembered no more."""
    kept = _kept(request, consultation)
    if kept:
        del request.session[KEY]
    return list(kept.get("codings", []))


def last_added(
    request: HttpRequest, consultation: ConsultationPage, names: Mapping[int, str]
) -> Outcome | None:
    """The same in words."""
    kept = _kept(request, consultation)
    theme = Theme.objects.filter(pk=kept["theme"]).first() if kept else None
    if theme is None:
        return None
    assert isinstance(request.user, User)
    there = Coding.objects.filter(pk__in=kept["codings"], coder=request.user).count()
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    refused = [pk for pk, _ in kept["refused"]]
    here = set(rows.filter(pk__in=refused).values_list("pk", flat=True))
    begins = excerpts_of({pk: pk for pk in here}) if here else {}
    return Outcome(
        theme=names.get(theme.pk, theme.name),
        added=len(kept["codings"]),
        already=kept["already"],
        left=[
            Left(pk, begins.get(pk, ""), str(Refusal(why).label), pk not in here)
            for pk, why in kept["refused"]
        ],
        may_undo=bool(there),
    )


def _kept(request: HttpRequest, consultation: ConsultationPage) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return kept if kept.get("consultation") == consultation.pk else {}
