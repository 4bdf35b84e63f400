"""The table of activity × stage × role, walked whole against one written by hand; then the services
and the doors against it."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from consultations.panels.codesign.activities import cards, voting
from consultations.panels.codesign.rooms.permissions import NotNow, acts, role_of
from consultations.panels.codesign.rooms.stages import (
    RULES,
    SIGNING,
    VOTES,
    Act,
    Kind,
    Role,
    Stage,
    allowed,
    table,
)
from consultations.panels.models import Activity
from tests.consultations.panels.codesign.conftest import Inside
from tests.factories.panels import make_member
from tests.factories.rooms import FIELDS, at_stage, make_activity

# kind: stage, what members may do beside reading, what the facilitator may do beside that
BY_HAND = {
    "journey": ("discover", "say", "key"),
    "touchpoints": ("discover", "say", "key"),
    "problems": ("define", "say group", "key merge"),
    "ideas": ("ideas", "say group", "key merge"),
    "dots": ("prioritise", "vote", "key"),
    "moscow": ("prioritise", "vote", "key"),
    "draft": ("review", "say", "key answer"),
}
STATES = ("planned", "open", "closed")


def expected(role: str, kind: str, stage: str, state: str) -> set[str]:
    where, both, more = BY_HAND[kind]
    if role == "nobody" or (state == "planned" and role != "facilitator"):
        return set()
    if state == "planned" or role == "lead":
        return {"read"}
    mine = {"read", *both.split()} | (set(more.split()) if role == "facilitator" else set())
    if state == "closed" or not stage:
        return mine & {"read", "answer"}
    return mine if stage == where else mine & {"read", "key", "answer"}


@pytest.mark.parametrize(("role", "kind"), [*product(Role, Kind)])
def test_every_role_in_every_activity_at_every_stage(role: str, kind: str) -> None:
    for stage, state in product([*Stage, ""], STATES):
        found = allowed(role, RULES[kind], stage=stage, state=state)
        assert found == expected(role, kind, stage, state), (stage, state)


@pytest.mark.parametrize("stage", [*Stage, ""])
def test_signing_and_sending_belong_to_the_last_stage_alone(stage: str) -> None:
    member = allowed(Role.MEMBER, SIGNING, stage=stage, state="open")
    staff = allowed(Role.FACILITATOR, SIGNING, stage=stage, state="open")
    assert (Act.SIGN in member) is (stage == Stage.SIGN_OFF)
    assert (Act.SEND in staff) is (stage == Stage.SIGN_OFF)
    assert Act.SIGN not in staff
    assert Act.SEND not in member


def test_the_page_of_rules_is_that_table() -> None:
    rows = {stage: [what for what, _, _ in found] for stage, found in table()}
    assert list(rows) == list(Stage)
    assert sum(map(len, rows.values())) == len(RULES) + 1


def _try(act: str, inside: Inside, user: object, activity: Activity) -> bool:
    """Whether the service lets her."""
    on = FIELDS.get(activity.kind, {})
    try:
        if act == "say":
            cards.say(user=user, activity=activity, text="One word", **on)
        elif act == "vote":
            voting.cast(user=user, activity=activity, choices={})
        elif activity.is_vote:
            woman = inside.women[0]
            voting.key_ballot(user=user, activity=activity, member=woman, choices={})
        else:
            cards.key_card(user=user, activity=activity, text="One word", member=None, **on)
    except (NotNow, PermissionDenied):
        return False
    return True


def test_services_obey_it_at_every_stage(inside: Inside) -> None:
    """One activity of each kind; each stage; each person: a closed stage is closed everywhere."""
    room = inside.room
    made = {kind: make_activity(room, kind) for kind in Kind}
    outsider = make_member(inside.panel)
    people = {
        "member": inside.women[0].user,
        "facilitator": inside.facilitator,
        "lead": inside.lead,
        "nobody": outsider.user,
    }
    people = {role: user for role, user in people.items() if user is not None}
    for role, user in people.items():
        assert role_of(user, room) == role
    for stage, (kind, activity), (role, user) in product(Stage, made.items(), people.items()):
        at_stage(room, stage)
        for act in ("vote", "key") if kind in VOTES else ("say", "key"):
            may = act in expected(role, kind, stage, "open")
            assert _try(act, inside, user, activity) is may, (stage, kind, role, act)
            activity.room.refresh_from_db()
            assert (act in acts(role, activity)) is may
