"""What a room recommends: signed, sent, answered with a reason, late in the open, told to all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from consultations import our_words
from consultations.models import PanelAnswer, WhatHappenedPage
from consultations.our_words import NotOurWords
from consultations.panels.codesign.activities.running import close_room
from consultations.panels.codesign.asks import services
from consultations.panels.codesign.asks.keeping import tell_what_is_late
from consultations.panels.codesign.asks.selectors import on_agenda_of
from consultations.panels.codesign.rooms.permissions import NotNow, signing_acts
from consultations.panels.codesign.rooms.stages import Act, Role, Stage
from consultations.panels.models import Message, Recommendation, Signing
from core.models import HomePage
from tests.consultations.panels.codesign.conftest import Inside
from tests.factories.rooms import at_stage
from tests.factories.sessions import in_days, make_place, make_session

TODAY = timezone.localdate
TEXT = "A worker comes to the gate."


@pytest.fixture
def written(inside: Inside) -> Recommendation:
    at_stage(inside.room, "sign_off")
    return services.write(user=inside.facilitator, room=inside.room, text=TEXT)


def sign(inside: Inside, row: Recommendation, number: int = 0, **more: Any) -> Signing:
    more = {"stance": "with", **more}
    return services.sign(user=inside.women[number].user, recommendation=row, **more)


def send(inside: Inside, row: Recommendation, days: int = 14) -> None:
    due = TODAY() + timedelta(days=days)
    services.send_out(
        user=inside.facilitator, recommendation=row, owner="Head of housing", due_on=due
    )


def answer(inside: Inside, row: Recommendation, **more: Any) -> None:
    given = {"answer": "do", "because": "It is right.", "done_by": TODAY(), **more}
    services.tell_answer(user=inside.facilitator, recommendation=row, **given)


def test_it_goes_out_only_when_a_member_stands_behind_it(
    inside: Inside, written: Recommendation
) -> None:
    with pytest.raises(services.NobodyBehindIt):
        send(inside, written)
    sign(inside, written, stance="otherwise", otherwise="Two workers")
    with pytest.raises(services.NobodyBehindIt):
        send(inside, written)
    sign(inside, written, 1)
    at_stage(inside.room, "review")
    with pytest.raises(NotNow):
        send(inside, written)
    at_stage(inside.room, "sign_off")
    for owner, days, error in (("–", 1, services.WordsMissing), ("She", -1, services.WrongDay)):
        with pytest.raises(error):
            services.send_out(
                user=inside.facilitator,
                recommendation=written,
                owner=owner,
                due_on=TODAY() + timedelta(days=days),
            )
    send(inside, written)
    with pytest.raises(NotNow):
        send(inside, written)
    with pytest.raises(NotNow):
        services.write(user=inside.facilitator, room=inside.room, text="Other words", known=written)


def test_her_stance_is_hers_until_it_is_sent_and_her_name_always(
    inside: Inside, written: Recommendation
) -> None:
    sign(inside, written, 0, credit="first", name="Alys Penhallow")
    sign(inside, written, 1, stance="otherwise", otherwise="Two workers")
    page = inside.as_woman(2).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert "stands behind it" not in page
    assert "Two workers" not in page
    staff = inside.as_staff().get(f"/manage/rooms/recommended/{written.pk}/").content.decode()
    assert "Two workers" not in staff
    send(inside, written)
    page = inside.as_woman(2).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert "One of us stands behind it." in page
    assert "Two workers" in page
    assert "Penhallow" not in page
    answer(inside, written)
    assert PanelAnswer.objects.get().credits == ["Alys"]
    sign(inside, written, 0, credit="name", name="A. Penhallow")
    assert PanelAnswer.objects.get().credits == ["A. Penhallow"]
    sign(inside, written, 0, credit="none")
    assert PanelAnswer.objects.get().credits == []
    with pytest.raises(NotNow):  # too late to stand anywhere
        sign(inside, written, 2)


@pytest.mark.parametrize("credit", ["first", "name"])
def test_a_name_is_a_name(inside: Inside, written: Recommendation, credit: str) -> None:
    with pytest.raises(services.WordsMissing):
        sign(inside, written, credit=credit, name=" – ")
    assert not Signing.objects.exists()


def test_nobody_else_signs_or_writes(inside: Inside, written: Recommendation) -> None:
    for user in (inside.facilitator, inside.lead):
        with pytest.raises(PermissionDenied):
            services.sign(user=user, recommendation=written, stance="with")
    for other in (inside.lead, inside.women[0].user):
        with pytest.raises(PermissionDenied):
            services.write(user=other, room=inside.room, text=TEXT)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"because": "–"}, services.WordsMissing),
        ({"answer": "part", "because": ""}, services.WordsMissing),
        ({"answer": "not", "because": "No"}, services.WordsMissing),
        ({"answer": "do", "done_by": None}, services.WordsMissing),
        ({"answer": "part", "done_by": TODAY() - timedelta(days=1)}, services.WrongDay),
    ],
)
def test_an_answer_has_a_reason_and_a_day(
    inside: Inside, written: Recommendation, given: dict[str, Any], error: type[Exception]
) -> None:
    sign(inside, written)
    send(inside, written)
    with pytest.raises(error):
        answer(inside, written, **given)
    assert not PanelAnswer.objects.exists()


def test_an_answer_reaches_the_room_the_public_and_the_next_agenda(
    inside: Inside, written: Recommendation, site_root: HomePage, client: Client
) -> None:
    sign(inside, written, credit="first", name="Fern")
    send(inside, written)
    before = make_session(inside.panel, "closed", starts_at=in_days(-3))
    off = make_session(inside.panel, "cancelled", starts_at=in_days(5))
    today = make_session(inside.panel, "open", starts_at=in_days(0))
    draft = make_session(inside.panel, "draft", starts_at=in_days(4))
    coming = make_session(inside.panel, "open", starts_at=in_days(9))
    later = make_session(inside.panel, "open", starts_at=in_days(30))
    make_place(coming, inside.women[1])
    answer(inside, written, answer="part", because="Two days a week, as money allows.")
    room = inside.as_woman(1).get(f"/panel/rooms/{inside.room.pk}/").content.decode()
    assert "We will do part of it" in room
    # the day that it was answered on may be over, and a draft may never be
    sessions = (before, today, off, draft, coming, later)
    assert [len(on_agenda_of(one)) for one in sessions] == [0, 0, 0, 0, 1, 0]
    agenda = inside.as_woman(1).get(f"/panel/sessions/{coming.pk}/").content.decode()
    assert "Two days a week" in agenda
    staff = inside.as_staff().get(f"/manage/sessions/{coming.pk}/").content.decode()
    assert TEXT in staff
    page = WhatHappenedPage(title="What happened", slug="what-happened")
    site_root.add_child(instance=page)
    public = client.get(page.url).content.decode()
    assert "Two days a week" in public
    assert "Fern" in public
    assert inside.panel.name not in public
    told = Message.objects.filter(title="There is an answer")
    assert {message.member for message in told} == set(inside.women)
    with pytest.raises(NotNow):  # it stands
        answer(inside, written)


def test_what_changed_is_told_and_a_no_has_nothing_to_tell(
    inside: Inside, written: Recommendation
) -> None:
    tell: dict[str, Any] = {"user": inside.facilitator, "recommendation": written}
    sign(inside, written)
    send(inside, written)
    with pytest.raises(NotNow):
        services.tell_evidence(**tell, evidence="The doors are open.")
    answer(inside, written)
    with pytest.raises(services.WordsMissing):
        services.tell_evidence(**tell, evidence="Done")
    services.tell_evidence(**tell, evidence="The doors are open.")
    assert PanelAnswer.objects.get().evidence == "The doors are open."
    other = services.write(user=inside.facilitator, room=inside.room, text="A phone for all.")
    sign(inside, other)
    send(inside, other)
    answer(inside, other, answer="not", because="There is no money for phones.")
    with pytest.raises(NotNow):
        services.tell_evidence(user=inside.facilitator, recommendation=other, evidence="Yes we do.")


def test_late_is_seen_by_members_and_told_once(inside: Inside, written: Recommendation) -> None:
    sign(inside, written)
    send(inside, written)
    address = f"/panel/rooms/{inside.room.pk}/"
    assert tell_what_is_late() == 0
    assert "Late" not in inside.as_woman().get(address).content.decode()
    rows = Recommendation.objects.filter(pk=written.pk)
    rows.update(due_on=TODAY() - timedelta(days=1))
    assert [tell_what_is_late(), tell_what_is_late()] == [1, 1]
    assert Message.objects.filter(title="An answer is late").count() == 3
    assert "There is no answer yet." in inside.as_woman().get(address).content.decode()
    assert "1 answer to a panel is late" in inside.as_staff().get("/manage/").content.decode()
    written.refresh_from_db()
    answer(inside, written, done_by=TODAY())
    assert tell_what_is_late() == 0
    rows.update(done_by=TODAY() - timedelta(days=1))
    assert tell_what_is_late() == 1
    assert "nobody has told us that it is" in inside.as_woman().get(address).content.decode()


def test_words_of_a_woman_go_into_none_of_it(
    inside: Inside, written: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(page: Any, texts: Any) -> list[str]:
        return [label for label, text in texts.items() if "hostel was full" in text]

    monkeypatch.setattr(our_words, "_checks", [found])
    hers = "The hostel was full of mice."
    with pytest.raises(NotOurWords):
        services.write(user=inside.facilitator, room=inside.room, text=hers)
    sign(inside, written)
    send(inside, written)
    with pytest.raises(NotOurWords):
        answer(inside, written, because=hers)
    answer(inside, written)
    with pytest.raises(NotOurWords):
        services.tell_evidence(user=inside.facilitator, recommendation=written, evidence=hers)


def test_writing_down_is_the_facilitator_s_at_each_stage_until_the_room_closes(
    inside: Inside,
) -> None:
    for stage in Stage:
        room = at_stage(inside.room, stage)
        assert Act.WRITE in signing_acts(Role.FACILITATOR, room)
        for role in (Role.MEMBER, Role.LEAD, Role.NOBODY):
            assert Act.WRITE not in signing_acts(role, room)
        services.write(user=inside.facilitator, room=room, text=TEXT)
    closed = close_room(user=inside.facilitator, room=inside.room)
    assert Act.WRITE not in signing_acts(Role.FACILITATOR, closed)
    with pytest.raises(NotNow):
        services.write(user=inside.facilitator, room=closed, text=TEXT)
