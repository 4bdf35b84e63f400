"""The demo's rooms: one where women choose between ideas, and one at its end, with a draft that was
spoken about, an answer, and one that is late."""

from typing import Any

from accounts.models import User
from config.demo.days import day
from consultations.models import Brief
from consultations.panels.codesign.activities import cards, running, voting
from consultations.panels.codesign.activities.models import Activity, Card, Feeling, Naming, Row
from consultations.panels.codesign.asks import services as asks
from consultations.panels.codesign.asks.models import Recommendation, Signing
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.selectors import briefs_for_panel
from consultations.panels.codesign.rooms.services import let_in, move_stage, open_room
from consultations.panels.codesign.rooms.stages import Kind, Stage
from consultations.panels.models import Panel, PanelMember
from core.journey import JourneyStage as Step

Women = dict[str, PanelMember]
NEVER, UNTIL = Naming.NEVER, Naming.UNTIL_CLOSE
JOURNEY = [
    ("Fern", Step.CUSTODY, Row.HAPPENED, "They told me the date two days before.", "named"),
    ("Ivy", Step.CUSTODY, Row.THERE, "My officer, on her day off.", UNTIL),
    ("Fern", Step.RELEASE, Row.HAPPENED, "I stood at the gate with a bag and no phone.", "named"),
    ("Wren", Step.RELEASE, Row.FELT, "Lost. It was loud.", "named"),
    ("Ivy", Step.RELEASE, Row.GAP, "Nobody who knew me.", NEVER),
    ("Wren", Step.RELEASE, Row.GAP, "A phone that works.", "named"),
    ("Fern", Step.RELEASE, Row.IDEA, "One face from the gate to the front door.", "named"),
    ("Wren", Step.AFTER, Row.GAP, "I told my story five times.", UNTIL),
    ("Ivy", Step.AFTER, Row.IDEA, "A number that is picked up at night.", "named"),
]
FELT = [
    ("Fern", Step.COURT, Feeling.AFRAID, "It went so fast that I did not follow it."),
    ("Wren", Step.CUSTODY, Feeling.ALONE, "The first night."),
    ("Ivy", Step.RELEASE, Feeling.UNSURE, "Who would be there?"),
    ("Fern", Step.RELEASE, Feeling.AFRAID, "The bus had gone."),
    ("Wren", Step.AFTER, Feeling.HEARD, "At the centre they asked what I wanted first."),
]
IDEAS = [
    ("Fern", "Somebody I know meets me at the gate.", "The first hour"),
    ("Ivy", "The same worker rings me the week before.", "The first hour"),
    ("Wren", "A phone, charged, with five numbers in it.", "The bag"),
    ("Fern", "A bus fare and a hot meal in the bag.", "The bag"),
    ("Ivy", "A bed that is booked before I leave.", "The first night"),
    ("Wren", "A line that is picked up at two in the morning.", "The first night"),
]
DRAFT = [
    "Each woman has one worker, from six weeks before she leaves until six months after.",
    "The worker meets her at the gate, if she wants that.",
    "If the worker leaves, the woman is told by her, and meets the next one with her.",
]
COMMENTS = [
    ("Fern", 0, "Six weeks is short. Can it be twelve?", "taken", ""),
    ("Wren", 1, "Not in a car with a logo on it.", "taken", ""),
    (
        "Ivy",
        1,
        "Could it be a woman from the centre?",
        "not",
        "There are only two of them this year.",
    ),
    ("Wren", 2, "Say how soon she is told.", "open", ""),
]


def make_rooms(panel: Panel, people: dict[str, User]) -> None:
    """By the steps that women and their facilitator take."""
    brief = briefs_for_panel(panel)[0]
    women = {woman.chosen_name: woman for woman in panel.members.all()}
    _choosing(panel, brief, women)
    _signing_off(panel, brief, women)


def _room(panel: Panel, brief: Brief, title: str, welsh: str, women: Women, hard: str) -> Room:
    user = panel.coordinator
    room = open_room(user=user, panel=panel, brief=brief, title=title, title_cy=welsh, hard=hard)
    for name in ("Fern", "Ivy", "Wren"):
        let_in(user=user, room=room, member=women[name])
    return room


def _begun(room: Room, kind: Kind, question: str, welsh: str, **more: Any) -> Activity:
    user = room.panel.coordinator
    room.refresh_from_db()
    made = running.begin(
        user=user, room=room, kind=kind, question=question, question_cy=welsh, **more
    )
    return running.open_activity(user=user, activity=made)


def _choosing(panel: Panel, brief: Brief, women: Women) -> None:
    user = panel.coordinator
    hard = "We look at the first day and the first night."
    room = _room(panel, brief, "The first day home", "Y diwrnod cyntaf gartref", women, hard)
    way = _begun(room, Kind.JOURNEY, "What happens on the way home?", "Beth sy’n digwydd?")
    for name, step, row, text, naming in JOURNEY:
        cards.say(user=women[name].user, activity=way, text=text, step=step, row=row, naming=naming)
    felt = _begun(room, Kind.TOUCHPOINTS, "How did it feel, and when?", "Sut deimlad oedd e?")
    for name, step, feeling, text in FELT:
        cards.say(
            user=women[name].user,
            activity=felt,
            text=text,
            step=step,
            feeling=feeling,
            hard=feeling == Feeling.ALONE,
        )
    for one in (way, felt):
        running.close_activity(user=user, activity=one)
    move_stage(user=user, room=room, to=Stage.IDEAS)
    board = _begun(room, Kind.IDEAS, "What would help on the first day?", "Beth fyddai’n helpu?")
    for name, text, group in IDEAS:
        card = cards.say(user=women[name].user, activity=board, text=text)
        cards.put_in_group(user=women[name].user, card=card, name=group)
    in_bag = list(board.cards.filter(group__name="The bag"))
    cards.merge(user=user, cards=in_bag, text="A bag with a phone, a fare and a hot meal.")
    move_stage(user=user, room=room, to=Stage.PRIORITISE)
    vote = _begun(
        room,
        Kind.DOTS,
        "If one thing can be done by spring, which?",
        "Os gellir gwneud un peth erbyn y gwanwyn, pa un?",
        source=board,
    )
    first = vote.cards.all()[0]
    voting.cast(user=women["Ivy"].user, activity=vote, choices={str(first.pk): 1})


def _signing_off(panel: Panel, brief: Brief, women: Women) -> None:
    user = panel.coordinator
    room = _room(panel, brief, "One worker who stays", "Un gweithiwr sy’n aros", women, "")
    move_stage(user=user, room=room, to=Stage.REVIEW)
    draft = _begun(
        room,
        Kind.DRAFT,
        "Does this say what you mean?",
        "A yw hwn yn dweud eich meddwl?",
        lines=DRAFT,
    )
    for name, paragraph, text, state, because in COMMENTS:
        card = cards.say(user=women[name].user, activity=draft, text=text, paragraph=paragraph)
        if state != Card.State.OPEN:
            cards.answer_comment(user=user, card=card, state=state, because=because)
    move_stage(user=user, room=room, to=Stage.SIGN_OFF)
    room.refresh_from_db()
    done = _recommended(room, women, "Each woman keeps one worker, from twelve weeks before.")
    asks.send_out(user=user, recommendation=done, owner="Head of probation", due_on=day(0))
    asks.tell_answer(
        user=user,
        recommendation=done,
        answer=Recommendation.Answer.PART,
        because="We begin eight weeks before. Twelve would need two more workers.",
        because_cy="Rydym yn dechrau wyth wythnos cyn hynny. Mae angen dau arall ar ddeuddeg.",
        done_by=day(60),
    )
    late = _recommended(room, women, "A worker comes to the gate, in a car without a logo.")
    asks.send_out(user=user, recommendation=late, owner="Head of transport", due_on=day(0))
    Recommendation.objects.filter(pk=late.pk).update(sent_on=day(-40), due_on=day(-9))
    asks.write(
        user=user,
        room=room,
        text="A woman meets the next worker before the first one leaves.",
        text_cy="Mae menyw yn cwrdd â’r gweithiwr nesaf cyn i’r un cyntaf adael.",
    )


def _recommended(room: Room, women: Women, text: str) -> Recommendation:
    made = asks.write(user=room.panel.coordinator, room=room, text=text)
    named = {"credit": Signing.Credit.FIRST, "name": "Fern"}
    stances: list[tuple[str, str, dict[str, str]]] = [
        ("Fern", Signing.Stance.WITH, named),
        ("Ivy", Signing.Stance.WITH, {}),
        ("Wren", Signing.Stance.OTHERWISE, {"otherwise": "Two workers, so that one is there."}),
    ]
    for name, stance, more in stances:
        asks.sign(user=women[name].user, recommendation=made, stance=stance, **more)
    return made
