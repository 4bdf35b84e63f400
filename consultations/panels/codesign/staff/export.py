"""A room as a table for a spreadsheet. Of a vote that is open it holds the question alone."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.services import audit
from consultations.panels.codesign.activities.results import Result, result_of
from consultations.panels.codesign.activities.shown import Shown, cards_of
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.staff.screens import room_for
from core.cells import safe_cell


@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    room = room_for(request, pk)
    user: Any = request.user
    audit(user=user, action="exported a room", subject=f"room {room.pk}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="room.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        [
            _("Stage"),
            _("Activity"),
            _("Where"),
            _("Words"),
            _("Whose"),
            _("State"),
            _("May be hard"),
        ]
    )
    for row in rows_of(room):
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return response


def rows_of(room: Room) -> list[list[Any]]:
    """As the room shows it to everyone in it."""
    rows: list[list[Any]] = []
    for activity in room.activities.exclude(state="planned"):
        begins = [activity.stage.label, activity.question]
        rows.append([*begins, "", "", "", activity.get_state_display(), activity.hard])
        if activity.is_vote:
            rows += [[*begins, *line] for line in _votes(result_of(activity))]
            continue
        for one in cards_of(activity, None):
            card = one.card
            state = f"{card.get_state_display()} {card.because}" if card.because else ""
            rows.append([*begins, *_where_and_words(one), state, _hard(card.hard)])
            for part in one.every_part():
                rows.append([*begins, *_where_and_words(part), "", _hard(part.card.hard)])
    for row in room.recommendations.all():
        answer = row.get_answer_display()
        rows.append([_("What we recommend"), "", "", row.text, row.owner, answer, ""])
    return rows


def _votes(result: Result | None) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for line in result.lines if result else []:
        hard = _hard(line.hard)
        rows.append([_("Members"), line.text, _said(line.members), "", hard])
        rows.append([_("Staff, apart"), line.text, _said(line.staff), "", hard])
    return rows


def _where_and_words(one: Shown) -> list[str]:
    """Where it stands, down to the row of a map and how it felt; its words, and whose they are."""
    card = one.card
    part = "" if card.paragraph is None else str(card.paragraph + 1)
    group = card.group.name if card.group else ""
    on = [group, card.get_step_display(), card.get_row_display(), card.get_feeling_display(), part]
    return [" · ".join(filter(None, on)), card.text, one.everybody or one.who]


def _hard(is_hard: bool) -> str:
    return _("yes") if is_hard else ""


def _said(value: Any) -> str:
    """A rank as votes and place, places as words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(word) for word in value)
    return f"{value.votes} / {value.rank}{'=' if value.ties else ''}"
