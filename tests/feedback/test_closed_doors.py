"""Closed means closed in every door: each way in, before, while and after it is open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import time_machine

from consultations.models import ConsultationPage
from feedback.importing.problems import BrokenFile
from feedback.importing.storing import import_file
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.late import NotTaken
from feedback.models import Channel, Form, Response
from feedback.review.invites.selectors import forms_for
from feedback.review.invites.services import make_invite
from feedback.review.models import PrintRun, WaitingResponse
from feedback.review.paper.numbers import Copy
from feedback.review.paper.services import HasClosed, print_forms
from feedback.review.unsealing import open_sealed
from feedback.services import record_response
from feedback.uses import USES_WORDING
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload
from tests.feedback.about_her import AboutHer
from tests.feedback.holding import Holder
from tests.feedback.review.conftest import first_key, sweep_now
from tests.feedback.review.keying import begin, key, sent
from tests.feedback.saving import Saver
from tests.feedback.test_importing import TRUST, checked
from tests.feedback.test_kiosk import AtTheKiosk
from tests.feedback.woman import Woman
from tests.fixtures.story import log_in

pytestmark = pytest.mark.pages

PHASES = ("draft", "before", "open", "grace", "closed", "reading", "decided", "followed_up")
YES, NO, LATE, PROOF = "y", "-", "L", "P"
NOT_NOW = "This is not taking answers now."
NOT_SENT = "This could not be sent"
NOT_YET = "is not open yet"
DECIDED = "is decided: nothing that comes now"


@dataclass
class Scene:
    """A form whose consultation closes tonight, and a clock to stand at each phase."""

    form: Form
    clock: Any

    @contextmanager
    def at(self, phase: str) -> Iterator[None]:
        page = ConsultationPage.objects.get(pk=self.form.consultation_id)
        rows = ConsultationPage.objects.filter(pk=page.pk)
        before = rows.values("opens_on", "closes_on", "reached").get()
        end = page.closes_at
        hours = {"open": -2, "grace": 2, "draft": -2, "before": -2}.get(phase, 24 * 8)
        if phase == "before":
            ahead = page.closes_on + timedelta(days=9)
            rows.update(opens_on=ahead, closes_on=ahead + timedelta(days=30))
        if phase in ("draft", "reading", "decided", "followed_up"):
            rows.update(reached=phase)
        self.clock.move_to(end + timedelta(hours=hours))
        yield
        rows.update(**before)
        self.clock.move_to(end - timedelta(hours=2))

    def fresh(self) -> Form:
        return Form.objects.select_related("consultation__area").get(pk=self.form.pk)


@pytest.fixture
def scene(
    form: Callable[..., Form], consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> Iterator[Scene]:
    made = form(consultation("last_day"))
    with time_machine.travel(made.consultation.closes_at - timedelta(hours=2), tick=False) as clock:
        yield Scene(made, clock)


# A door opens in one phase: what it took, and the words that it said.
Took = tuple[str, str]
Knock = Callable[[str], Took]


def is_open(text: str, *refusals: str) -> Took:
    return (NO if any(words in text for words in refusals) else YES), text


def questions(scene: Scene) -> Knock:
    def knock(phase: str) -> Took:
        her = Woman(scene.form)
        her.press("start")
        return is_open(her.text, NOT_NOW)

    return knock


def with_a_code(scene: Scene) -> Knock:
    by = make_staff("facilitator", scene.form.consultation.area)
    invite = make_invite(user=by, area=scene.form.consultation.area, group="Choir")

    def knock(phase: str) -> Took:
        her = Woman(scene.form)
        her.press("start", invite=invite.code)
        return is_open(her.text, NOT_NOW)

    return knock


def page_begun_before(scene: Scene) -> Knock:
    her = Woman(scene.form)
    her.begin()
    state = her.state

    def knock(phase: str) -> Took:
        page = her.repeat(state, "continue", text="x").content.decode()
        return is_open(page, NOT_SENT, NOT_NOW)  # after a day her visit is over as well

    return knock


def draft_carried_on(scene: Scene) -> Knock:
    her = Saver(scene.form)
    words = her.save_secret()

    def knock(phase: str) -> Took:
        her.open(words)
        return is_open(her.text, NOT_SENT)

    return knock


def shared_device(scene: Scene) -> Knock:
    def knock(phase: str) -> Took:
        her = AtTheKiosk(scene.form)
        her.press("start")
        return is_open(her.text, NOT_NOW)

    return knock


def about_you(scene: Scene) -> Knock:
    return lambda phase: is_open(AboutHer(scene.form).text, "We don't ask this now")


def keyed(channel: str) -> Callable[[Scene], Knock]:
    def door(scene: Scene) -> Knock:
        somebody = make_staff("centre_worker", scene.form.consultation.area)

        def knock(phase: str) -> Took:
            worker = log_in(somebody)  # no login lasts from one phase to the next
            SealedResponse.objects.all().delete()
            agreed = {"agreed": "on"} if channel != Channel.PAPER else {}
            ticket = begin(worker, form=scene.form.pk, channel=channel)
            text = ticket if "<" in ticket else key(worker, ticket, **agreed)
            return taken_by(sent()), text

        return knock

    return door


def notes(scene: Scene) -> Knock:
    from feedback.review.groups.services import add_notes

    by = make_staff("facilitator", scene.form.consultation.area)

    def knock(phase: str) -> Took:
        SealedResponse.objects.all().delete()
        text = ""
        try:
            add_notes(
                user=by,
                version=scene.fresh().versions.get(),
                question=first_key(scene.form),
                points=[f"We said this {phase}."],
                present="5-9",
                language="en-gb",
                uses=[],
            )
        except NotTaken as error:
            text = str(error)
        return taken_by(sent()), text

    return knock


def taken_by(payloads: Any) -> str:
    if not payloads:
        return NO
    return LATE if all(payload.late for payload in payloads) else YES


def import_of_rows(scene: Scene) -> Knock:
    def knock(phase: str) -> Took:
        Response.objects.all().delete()
        try:
            rows = checked(scene.fresh(), ["text"], [f"They listened, {phase}."])
        except BrokenFile as error:
            return NO, str(error)
        import_file(checked=rows, provenance=TRUST)
        return (LATE if Response.objects.get().is_late else YES), ""

    return knock


def printed_in_time(scene: Scene) -> Knock:
    """A numbered sheet of a run that was printed while it was open, keyed at each phase."""
    return numbered(scene, printed_later=False)


def printed_too_late(scene: Scene) -> Knock:
    """The same of a run that was printed once it had closed, before nobody could any more."""
    return numbered(scene, printed_later=True)


def numbered(scene: Scene, *, printed_later: bool) -> Knock:
    area = scene.form.consultation.area
    somebody = make_staff("centre_worker", area)
    day = scene.form.consultation.closes_on + timedelta(days=1 if printed_later else 0)
    run = PrintRun.objects.create(
        version=scene.form.versions.get(),
        area=area,
        language="en-gb",
        copies=50,
        uses_wording=USES_WORDING,
        returns="To us.",
        printed_on=day,
    )
    places = count(1)

    def knock(phase: str) -> Took:
        worker = log_in(somebody)
        SealedResponse.objects.all().delete()
        ticket = begin(worker, channel=Channel.PAPER, number=Copy(run.pk, next(places)).number)
        text = ticket if "<" in ticket else key(worker, ticket)
        return taken_by(sent()), text

    return knock


def printing(scene: Scene) -> Knock:
    """Of a draft there is a proof, and no run of it."""
    by = make_staff("facilitator", scene.form.consultation.area)

    def knock(phase: str) -> Took:
        asked: dict[str, Any] = {
            "language": "en-gb",
            "copies": 1,
            "returns": "To us.",
            "root": "https://x.org",
        }
        try:
            printed = print_forms(user=by, form=scene.fresh(), **asked)
        except HasClosed:
            return NO, "closed"
        return (YES if printed.run else PROOF), ""

    return knock


def poster(scene: Scene) -> Knock:
    area = scene.form.consultation.area
    invite = make_invite(user=make_staff("facilitator", area), area=area, group="Choir")
    return lambda phase: (YES if forms_for(invite) else NO, "no form")


#                                     draft before open grace closed reading decided over
DOORS: list[tuple[Callable[[Scene], Knock], str, tuple[str, ...]]] = [
    (questions, "--y-----", (NOT_NOW,)),
    (with_a_code, "--y-----", (NOT_NOW,)),
    (page_begun_before, "--yy----", (NOT_SENT, NOT_NOW)),
    (draft_carried_on, "--yy----", (NOT_SENT,)),
    (shared_device, "--y-----", (NOT_NOW,)),
    (about_you, "--yy----", ("We don't ask this now",)),
    (keyed(Channel.PAPER), "--yyLL--", (NOT_YET, DECIDED)),
    (printed_in_time, "--yyLL--", (NOT_YET, DECIDED)),
    (printed_too_late, "--yy----", (NOT_YET, DECIDED, "This sheet was printed later")),
    (keyed(Channel.PHONE), "--yy----", (NOT_YET, "nobody can answer it now")),
    (keyed(Channel.HELPED), "--yy----", (NOT_YET, "nobody can answer it now")),
    (notes, "--yyLL--", (NOT_YET, DECIDED)),
    (import_of_rows, "--yyLL--", (NOT_YET, DECIDED)),
    (printing, "Pyy-----", ("closed",)),
    (poster, "-yy-----", ("no form",)),
]
NAMES = [
    *("questions", "code", "begun", "draft", "kiosk", "about"),
    *("paper", "numbered", "printed-late", "phone", "helped", "notes", "import"),
    *("printing", "poster"),
]


@pytest.mark.parametrize(("door", "expected", "refusals"), DOORS, ids=NAMES)
def test_each_door_in_each_phase(
    scene: Scene, door: Callable[[Scene], Knock], expected: str, refusals: tuple[str, ...]
) -> None:
    knock = door(scene)
    for phase, answer in zip(PHASES, expected, strict=True):
        with scene.at(phase):
            took, said = knock(phase)
        assert took == answer, (phase, said.partition("<main")[2][:900])
        if answer == NO:
            assert any(words in said for words in refusals), (
                phase,
                said.partition("<main")[2][:900],
            )


@pytest.mark.parametrize(
    ("phase", "is_late"), [("open", False), ("grace", False), ("closed", True), ("decided", True)]
)
def test_with_six_words_she_may_add_for_as_long_as_we_hold_hers(
    scene: Scene, phase: str, is_late: bool
) -> None:
    her = Holder(scene.form, "report")
    with scene.at(phase):
        her.enter()
        her.press("add")
        her.press("add-now", text="and they lost my letters")
        sweep_now()
        found = [
            open_sealed(row.key_id, bytes(row.sealed or b""))
            for row in WaitingResponse.objects.all()
        ]
    assert sorted((one.later, one.late) for one in found) == [("", False), ("add", is_late)]


def test_what_came_late_is_stored_as_late(scene: Scene) -> None:
    payload = make_payload(scene.form, late=True)
    for number, late in enumerate((True, False)):
        response = record_response(
            payload=replace(payload, late=late),
            intake_hash=bytes([number]) * 32,
            answers=payload.answers,
        )
        assert response is not None
        assert response.is_late is late
