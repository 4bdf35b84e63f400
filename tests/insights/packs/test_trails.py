"""Each edition of a signed pack keeps its own trail: what only reviewers read changes nothing that
anyone else can see, neither a version nor a day."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import Outcome
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from insights.models import ReviewPack
from insights.packs.files.days import day_of
from insights.packs.selectors import shown_edition
from insights.packs.services import publish_pack, sign_pack
from insights.packs.trail import version_of
from tests.factories.cases import open_case
from tests.factories.packs import HOUSING, SAID, draft_of, make_coded, signed_pack
from tests.fixtures.story import log_in
from tests.insights.outside import everything_public, told_on

pytestmark = pytest.mark.pages
OTHER = "A worker met me at the gate."
BOTH = ["design_team", "public"]


def quoted(form: Form, by: User, *uses: str, text: str = SAID) -> Response:
    return make_coded(form, by, HOUSING, text=text, uses=[*uses, "report"])


def published(form: Form, by: User, *quotes: Response) -> ReviewPack:
    return publish_pack(pack=signed_pack(form, by, quotes=quotes), by=by)


def trails(pack: ReviewPack) -> dict[str, tuple[str, int]]:
    """Edition → its version, and how many days it tells of."""
    now = ReviewPack.objects.get(pk=pack.pk)
    editions = {name: shown_edition(now, name) for name in ("review", "public")}
    return {name: (e["version"], len(e["changes"])) for name, e in editions.items()}


def withdraw(response: Response) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        forget([bytes(response.receipt_hash or b"")])


def allow(response: Response, *uses: str) -> None:
    response.uses = [*uses, "report"]
    response.save()


def test_who_withdraws_from_the_review_edition_alone_shows_nowhere_in_public(
    crowd: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = quoted(crowd, facilitator, "design_team")
    another = quoted(crowd, facilitator, *BOTH, text=OTHER)
    pack = published(crowd, facilitator, hers, another)
    told_on(pack, facilitator)
    before = everything_public(ReviewPack.objects.get(pk=pack.pk), monkeypatch)
    day = day_of(shown_edition(pack, "public"))
    withdraw(hers)
    now = ReviewPack.objects.get(pk=pack.pk)
    assert SAID not in json.dumps(now.editions)
    assert trails(pack) == {"review": ("1.1", 1), "public": ("1", 0)}
    assert everything_public(now, monkeypatch) == before
    assert day_of(shown_edition(now, "public")) == day
    assert day_of(shown_edition(now, "review")) > day


@pytest.mark.parametrize(
    ("kept", "review", "public"),
    [
        (["public"], ("1.1", 1), ("1", 0)),
        (["design_team"], ("1", 0), ("1.1", 1)),
        ([], ("1.1", 1), ("1.1", 1)),
        (BOTH, ("1", 0), ("1", 0)),
    ],
)
@pytest.mark.parametrize("is_published", [True, False])
def test_a_use_taken_back_is_in_the_trail_of_what_needed_it(
    crowd: Form,
    facilitator: User,
    kept: list[str],
    review: tuple[str, int],
    public: tuple[str, int],
    is_published: bool,
) -> None:
    hers = quoted(crowd, facilitator, *BOTH)
    pack = signed_pack(crowd, facilitator, quotes=[hers])
    if is_published:
        publish_pack(pack=pack, by=facilitator)
    allow(hers, *kept)
    assert trails(pack) == {"review": review, "public": public}
    if is_published:
        assert Outcome.objects.get().version == public[0]


def test_later_versions_skip_no_number_for_what_reviewers_read(
    crowd: Form, facilitator: User
) -> None:
    hers = quoted(crowd, facilitator, "design_team")
    another = quoted(crowd, facilitator, *BOTH, text=OTHER)
    pack = published(crowd, facilitator, hers, another)
    withdraw(hers)
    withdraw(another)
    assert trails(pack) == {"review": ("1.2", 2), "public": ("1.1", 1)}
    assert Outcome.objects.get().version == "1.1"


def test_what_was_never_published_changes_nothing_when_it_goes(
    crowd: Form, facilitator: User
) -> None:
    """A quote that may not be published any more leaves the public edition as it is published."""
    hers = quoted(crowd, facilitator, *BOTH)
    another = quoted(crowd, facilitator, *BOTH, text=OTHER)
    pack = signed_pack(crowd, facilitator, quotes=[hers, another])
    told_on(publish_pack(pack=_with_a_case(pack, hers), by=facilitator), facilitator)
    now = ReviewPack.objects.get(pk=pack.pk)
    assert SAID not in json.dumps(now.editions["public"])
    assert SAID in json.dumps(now.editions["review"])
    version = Outcome.objects.get().version
    assert trails(pack) == {"review": ("1", 0), "public": (version, 1)}
    withdraw(hers)
    assert trails(pack) == {"review": ("1.1", 1), "public": (version, 1)}
    assert Outcome.objects.get().version == version
    assert SAID not in json.dumps(ReviewPack.objects.get(pk=pack.pk).editions)


def _with_a_case(pack: ReviewPack, response: Response) -> ReviewPack:
    open_case(response)
    return pack


def test_staff_read_the_version_of_each_edition(crowd: Form, facilitator: User) -> None:
    hers = quoted(crowd, facilitator, "design_team")
    pack = published(crowd, facilitator, hers)
    client, address = log_in(facilitator), reverse("insights:packs:pack", args=[pack.pk])
    assert "Version 1.1" not in client.get(address).content.decode()
    withdraw(hers)
    page = client.get(address).content.decode()
    review, public = page.split("Public edition</h3>")
    assert "Version 1.1" in review
    assert "Version 1.1" not in public
    assert "Version 1" in public


def test_days_of_before_stay_in_both(crowd: Form, facilitator: User) -> None:
    """Migration 0022, there and back."""
    pack, bare = (signed_pack(crowd, facilitator) for _ in range(2))
    days = ["2026-01-02", "2026-01-05"]
    ReviewPack.objects.filter(pk=pack.pk).update(changes=days)
    ReviewPack.objects.filter(pk=bare.pk).update(changes=[])
    module = import_module("insights.migrations.0022_a_trail_for_each_edition")
    module.by_edition(apps, None)
    assert trails(pack) == {"review": ("1.2", 2), "public": ("1.2", 2)}
    assert trails(bare) == {"review": ("2", 0), "public": ("2", 0)}
    module.as_one(apps, None)
    assert list(ReviewPack.objects.order_by("pk").values_list("changes", flat=True)) == [days, []]


def test_a_draft_has_no_trail(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    assert trails(pack) == {"review": ("1", 0), "public": ("1", 0)}
    assert version_of(sign_pack(pack=pack, by=facilitator), "review") == "1"
