"""52 weeks of real packs: what somebody learns who keeps every public edition and compares them.

Women come week by week, a few or many; some allow quotes, some raise what few raise; bodies come
that give no name. In some weeks women take back what they said, a few or a dozen. Each week a pack
is signed and published, and decisions are written for who came. Whenever anything new is public,
ten women or more came since it last was, or three bodies: a quote, a finding or a decision. A
number stands or moves by ten who came, or ten who left; what few raise is never told.
"""

import json
import random
from itertools import pairwise
from typing import Any

import pytest

from accounts.models import User
from consultations.bodies.kinds import BodyKind
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.bodies.services import give_themes
from insights.bodies.told import FEWEST as FEWEST_BODIES
from insights.findings.services import save_decision
from insights.gates import unanswered
from insights.models import ReviewPack
from insights.packs.selectors import shown_edition
from insights.packs.services import publish_pack, sign_pack
from insights.suppression import FEWEST
from tests.factories.bodies import make_body
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    draft_of,
    make_coded,
    make_crowd,
    make_decision,
    make_finding,
    make_recommendation,
)
from tests.factories.themes import theme_of

pytestmark = pytest.mark.long
WEEKS = 52
SHARES = {HOUSING: 0.6, COURT: 0.25, MONEY: 0.04}
CAME = [0, 0, 1, 1, 2, 3, 5, 8, 14]
LEFT = [0, 0, 0, 0, 1, 2, 4]
LEAN = {22, 40}  # weeks in which many leave, and nobody comes
SAID = "We were sent from one office to the next, woman %d of us."
NOT_THE_EVIDENCE = ("version", "signed_on", "status", "changes")


class Year:
    """The weeks, and what was true and what was public in each."""

    def __init__(self, form: Form, by: User, seed: int) -> None:
        self.form, self.by = form, by
        self.chance = random.Random(seed)
        self.truth: list[dict[str, int]] = []
        self.public: list[dict[str, Any]] = []
        self.counts = dict.fromkeys(["women", "came", "left", "bodies", *SHARES], 0)
        self.places: dict[int, tuple[Any, ...]] = {}

    def pass_by(self) -> None:
        for week in range(WEEKS):
            is_lean = week in LEAN
            self.women_come(0 if is_lean else self.chance.choice(CAME))
            self.women_leave(25 if is_lean else self.chance.choice(LEFT))
            self.bodies_come(self.chance.choice([0, 0, 0, 1, 1, 2, 4]))
            self.publish(week)

    def women_come(self, number: int) -> None:
        people = []
        for _ in range(number):
            codes = [code for code, share in SHARES.items() if self.chance.random() < share]
            self.counts["women"] += 1
            self.counts["came"] += 1
            for code in codes:
                self.counts[code] += 1
            if codes and self.chance.random() < 0.2:
                n = self.counts["came"]
                uses = ["public", "design_team"]
                make_coded(self.form, self.by, *codes, text=SAID % n, uses=uses)
            else:
                people.append((codes, "web" if self.chance.random() < 0.9 else "paper"))
        if people:
            make_crowd(self.form, self.by, people)
        self.give_places()

    def give_places(self) -> None:
        """Ids of responses are random: without an order of their own each year would be another."""
        new = Response.objects.exclude(pk__in=self.places).prefetch_related(
            "answers", "codings__theme"
        )
        week = len(self.truth)
        for her in new:
            codes = sorted(coding.theme.code for coding in her.codings.all())
            said = [answer.text for answer in her.answers.all()]
            self.places[her.pk] = (week, her.channel, codes, said)

    def women_leave(self, number: int) -> None:
        """They take back what they said: it holds at once, for whoever reads."""
        here = self.standing()
        if len(here) < number:
            return
        for her in self.chance.sample(here, number):
            ReceiptAct.objects.create(receipt_hash=her.receipt_hash, kind="withdraw")
            self.counts["women"] -= 1
            self.counts["left"] += 1
            for coding in her.codings.all():
                self.counts[coding.theme.code] -= 1

    def standing(self) -> list[Response]:
        """Who has not taken back what she said, in the order in which they came."""
        gone = [bytes(one) for one in ReceiptAct.objects.values_list("receipt_hash", flat=True)]
        found = Response.objects.exclude(receipt_hash__in=gone)
        return sorted(found.prefetch_related("codings__theme"), key=lambda her: self.places[her.pk])

    def bodies_come(self, number: int) -> None:
        for _ in range(number):
            self.counts["bodies"] += 1
            kind = self.chance.choice([BodyKind.VOLUNTARY, BodyKind.HEALTH, BodyKind.POLICE])
            page = self.form.consultation
            came = make_body(page, f"Words of body {self.counts['bodies']}.", kind=kind)
            code = self.chance.choice(list(SHARES))
            give_themes(answer=came, by=self.by, themes=[theme_of(code)])

    def publish(self, week: int) -> None:
        if not self.counts["women"]:
            return
        told = [her for her in self.standing() if her.uses]
        pack = draft_of(self.form, self.by, quotes=told)
        if week % 8 == 5:
            codes = self.chance.sample(list(SHARES), 1 + week % 2)
            finding = make_finding(pack, self.by, *codes, sentence=f"Week {week}.")
            make_recommendation(pack, self.by, finding, text=f"Do it in week {week}.")
        if week % 3 == 1:  # for somebody who came late, or for all
            theme = self.chance.choice([*SHARES, None])
            late = make_decision(
                pack=pack,
                you_said=f"Said in week {week}.",
                owner=f"Post {week}",
                theme=theme_of(theme) if theme else None,
            )
            save_decision(decision=late, by=self.by)
        self.answer_findings(pack, week)
        if week % 5 == 2:  # the words of a finding are put better
            pack.findings.filter(order=0).update(said=f"Put better in week {week}.")
        done = publish_pack(pack=sign_pack(pack=pack, by=self.by), by=self.by)
        self.truth.append(dict(self.counts))
        self.public.append(self.seen(done))

    def answer_findings(self, pack: ReviewPack, week: int) -> None:
        """Nothing is published before each finding has its decision."""
        findings = list(pack.findings.all())
        for number in unanswered(pack):
            theme = findings[number - 1].themes.all()[0]
            said = {"you_said": f"Asked in week {week}, {number}.", "owner": "A post"}
            save_decision(decision=make_decision(pack=pack, theme=theme, **said), by=self.by)

    def seen(self, pack: ReviewPack) -> dict[str, Any]:
        edition = shown_edition(ReviewPack.objects.get(pk=pack.pk), "public")
        seen = {key: edition[key] for key in edition if key not in NOT_THE_EVIDENCE}
        return seen


@pytest.fixture(params=[3, 7, 11, 47])
def year(request: pytest.FixtureRequest, asked: Form, facilitator: User) -> Year:
    found = Year(asked, facilitator, request.param)
    found.pass_by()
    return found


def changes(year: Year, of: Any) -> list[tuple[int, int]]:
    """Weeks at which something public changed, each with the week of the change before."""
    found, last = [], 0
    for week in range(1, len(year.public)):
        if of(year.public[week]) != of(year.public[week - 1]):
            found.append((last, week))
            last = week
    return found


def lines(edition: dict[str, Any]) -> dict[str, Any]:
    return {
        row["code"]: (row["words"], row["number"], row["share"])
        for axis in edition["axes"]
        for row in axis["rows"]
    }


def test_nobody_who_keeps_every_edition_can_tell_a_small_arrival(year: Year) -> None:
    # a quote that was taken back goes at once: it tells that she left, and who she is to nobody
    without: dict[str, Any] = {"bodies": {}, "quotes": []}
    whole = changes(year, lambda edition: json.dumps(edition | without, sort_keys=True))
    assert len(whole) >= 5  # else nothing was shown
    totals = [edition["total"] or 0 for edition in year.public]
    assert any(after < before for before, after in pairwise(totals))  # else too few left
    for then, now in whole:
        assert max(since(year, then, now, "came"), since(year, then, now, "left")) >= FEWEST
    for kind in ("findings", "recommendations", "decisions"):
        for then, now in changes(year, lambda edition, kind=kind: edition[kind]):
            assert since(year, then, now, "came") >= FEWEST, kind
    nobody_quoted_came_alone(year)
    small = [week for week, truth in enumerate(year.truth) if truth[MONEY] < FEWEST]
    assert small
    for week in small:
        assert lines(year.public[week])[MONEY] == ("few_or_none", None, None)
        assert all(quote["theme"] != "Money" for quote in year.public[week]["quotes"])
        assert all(MONEY not in row["themes"] for row in year.public[week]["findings"])
        assert all(row["theme"] != MONEY for row in year.public[week]["decisions"])
    assert any(edition["recommendations"] for edition in year.public)
    told = [len(edition["decisions"]) for edition in year.public]
    assert max(told) > 4  # and none that was told went away
    assert told == sorted(told)
    nobody_can_tell_which_body_came(year)
    each_number_stands_or_moves_by_ten(year)


def since(year: Year, then: int, now: int, what: str) -> int:
    return year.truth[now][what] - year.truth[then][what]


def nobody_quoted_came_alone(year: Year) -> None:
    last, known = 0, {quote["text"] for quote in year.public[0]["quotes"]}
    for week, edition in enumerate(year.public):
        if new := {quote["text"] for quote in edition["quotes"]} - known:
            assert since(year, last, week, "came") >= FEWEST
            last, known = week, known | new
    assert known


def nobody_can_tell_which_body_came(year: Year) -> None:
    """Looked at in the same year: one takes minutes to pass."""
    found = changes(year, lambda edition: edition["bodies"])
    assert len(found) >= 3
    for then, now in found:
        assert year.truth[now]["bodies"] - year.truth[then]["bodies"] >= FEWEST_BODIES
    assert any(edition["bodies"].get("kinds") for edition in year.public)
    words = [_words_of_bodies(edition) for edition in year.public]
    for before, after in pairwise(words):
        assert before <= after
        assert not after - before or len(after - before) >= FEWEST_BODIES
    assert all(edition["bodies"] == {} or edition["bodies"]["said"] for edition in year.public)


def _words_of_bodies(edition: dict[str, Any]) -> set[str]:
    return {row["text"] for asked in edition["bodies"].get("said", []) for row in asked["rows"]}


def each_number_stands_or_moves_by_ten(year: Year) -> None:
    for code in SHARES:
        numbers = [lines(edition)[code][1] for edition in year.public]
        shown = [(week, number) for week, number in enumerate(numbers) if number is not None]
        assert all(number % 5 == 0 and number >= FEWEST for _, number in shown)
        for (then, before), (now, after) in pairwise(shown):
            if 0 < abs(after - before) < FEWEST:  # it moved twice, once while no number was told
                assert now - then > 1
                assert min(since(year, then, now, "came"), since(year, then, now, "left")) >= FEWEST
    totals = [edition["total"] for edition in year.public if edition["total"] is not None]
    assert all(a == b or abs(b - a) >= FEWEST for a, b in pairwise(totals))
