"""The stages of a room, and the one table of who may do what in which: pages, screens, services and
the page of rules that everyone reads all ask it. Nothing else decides.

A stage that is not the room's is closed everywhere. What was written on paper may still be keyed
while its activity is open, since cards are handed in after a session.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    DISCOVER = "discover", _("Discover")
    DEFINE = "define", _("Define")
    IDEAS = "ideas", _("Ideas")
    PRIORITISE = "prioritise", _("Choose what comes first")
    REVIEW = "review", _("Read the draft")
    SIGN_OFF = "sign_off", _("Sign off")


class Kind(models.TextChoices):
    JOURNEY = "journey", _("Map of a journey")
    TOUCHPOINTS = "touchpoints", _("How it felt")
    PROBLEMS = "problems", _("What the problem is")
    IDEAS = "ideas", _("Board of ideas")
    DOTS = "dots", _("Dots for what matters most")
    MOSCOW = "moscow", _("Must, should, could, not this time")
    DRAFT = "draft", _("A draft to read")


class Act(models.TextChoices):
    READ = "read", _("read it")
    SAY = "say", _("add a card, change it, take it back")
    GROUP = "group", _("put cards in groups")
    MERGE = "merge", _("make one card of several, and undo it")
    VOTE = "vote", _("vote, change the vote, or pass")
    ANSWER = "answer", _("say what became of a comment")
    KEY = "key", _("key in what came on paper")
    SIGN = "sign", _("stand behind what we recommend, or not")
    WRITE = "write", _("write down what we recommend")
    SEND = "send", _("send it out")


class Role(models.TextChoices):
    MEMBER = "member", _("Members in the room")
    FACILITATOR = "facilitator", _("Facilitator")
    LEAD = "lead", _("Safeguarding lead")
    NOBODY = "nobody", _("Anybody else")


@dataclass(frozen=True)
class Rule:
    """What each may do in an activity of this kind while its stage is on and it is open."""

    stage: Stage
    member: frozenset[Act]
    facilitator: frozenset[Act]


def _rule(stage: Stage, both: set[Act], facilitator: set[Act] | None = None) -> Rule:
    everyone = frozenset({Act.READ, *both})
    return Rule(stage, everyone, everyone | (facilitator or set()) | {Act.KEY})


RULES: dict[str, Rule] = {
    Kind.JOURNEY: _rule(Stage.DISCOVER, {Act.SAY}),
    Kind.TOUCHPOINTS: _rule(Stage.DISCOVER, {Act.SAY}),
    Kind.PROBLEMS: _rule(Stage.DEFINE, {Act.SAY, Act.GROUP}, {Act.MERGE}),
    Kind.IDEAS: _rule(Stage.IDEAS, {Act.SAY, Act.GROUP}, {Act.MERGE}),
    Kind.DOTS: _rule(Stage.PRIORITISE, {Act.VOTE}),
    Kind.MOSCOW: _rule(Stage.PRIORITISE, {Act.VOTE}),
    Kind.DRAFT: _rule(Stage.REVIEW, {Act.SAY}, {Act.ANSWER}),
}
# What a room recommends is no activity: a member signs, the facilitator sends, in one stage alone.
SIGNING = Rule(
    Stage.SIGN_OFF, frozenset({Act.READ, Act.SIGN}), frozenset({Act.READ, Act.WRITE, Act.SEND})
)
BOARDS = (Kind.PROBLEMS, Kind.IDEAS)
VOTES = (Kind.DOTS, Kind.MOSCOW)
# Once an activity is closed, comments on a draft may still be answered: that is why it closed.
AFTER_CLOSE = frozenset({Act.READ, Act.ANSWER})
# While it is open and the room has gone on, paper may still come in; what is recommended may be
# written down before its stage, for members to read.
OFF_STAGE = frozenset({Act.READ, Act.KEY, Act.ANSWER, Act.WRITE})


def allowed(role: str, rule: Rule, *, stage: str, state: str) -> frozenset[Act]:
    """What this role may do now. `stage` is the room's, or empty when the room is closed; `state`
    is planned, open or closed."""
    if role == Role.LEAD:
        return frozenset({Act.READ}) if state != "planned" else frozenset()
    acts = {Role.MEMBER: rule.member, Role.FACILITATOR: rule.facilitator}.get(Role(role))
    if acts is None:
        return frozenset()
    if state == "planned":
        return frozenset({Act.READ}) & acts if role == Role.FACILITATOR else frozenset()
    if state == "closed" or not stage:
        return acts & AFTER_CLOSE
    return acts if stage == rule.stage else acts & OFF_STAGE


def table() -> list[tuple[Stage, list[tuple[str, list[str], list[str]]]]]:
    """The same as words, by stage: activity, what members may do, what the facilitator may do."""
    rows: list[tuple[Stage, list[tuple[str, list[str], list[str]]]]] = []
    for stage in Stage:
        found = [
            (str(Kind(kind).label), words(rule.member), words(rule.facilitator))
            for kind, rule in RULES.items()
            if rule.stage == stage
        ]
        if stage == SIGNING.stage:
            signing = str(_("What we recommend"))
            found.append((signing, words(SIGNING.member), words(SIGNING.facilitator)))
        rows.append((stage, found))
    return rows


def words(acts: frozenset[Act]) -> list[str]:
    """In the order in which acts are listed above."""
    return [str(act.label) for act in Act if act in acts]
