"""Addresses of the screens, and what a browser sends."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from insights.models import ReviewPack
from tests.factories.packs import MONEY, make_recommendation
from tests.factories.themes import theme_of


def url(name: str, pack: ReviewPack, *more: int) -> str:
    return reverse(f"insights:packs:{name}", args=[pack.pk, *more])


def every_address(pack: ReviewPack, by: User) -> list[str]:
    finding, decision = pack.findings.all()[0], pack.decisions.all()[0]
    asked = pack.recommended.first() or make_recommendation(pack, by, finding)
    rows = {"finding": finding, "recommendation": asked, "decision": decision}
    lists = ("findings", "recommendations", "decisions")
    return [
        *(url(name, pack) for name in lists),
        *(url(f"add_{name}", pack) for name in rows),
        *(url(name, pack, row.pk) for name, row in rows.items()),
        *(url(f"remove_{name}", pack, row.pk) for name, row in rows.items()),
    ]


def typed(**changes: Any) -> dict[str, Any]:
    """What a browser sends of a finding."""
    return {
        "sentence": "Women leave in debt.",
        "said": "Debts grew while they were inside.",
        "themes": [str(theme_of(MONEY).pk)],
        "strength": "moderate",
        "reasons": "It fits together.",
        "negative": "Some had saved.",
        **changes,
    }


def editions(pack: ReviewPack) -> list[str]:
    """Both as pages of their own."""
    return [reverse("insights:packs:edition", args=[pack.pk, n]) for n in ("review", "public")]
