"""A room as a table for a spreadsheet. Of a vote that is open it holds the question alone."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.services import audit
from consultations.panels.codesign.activities.results import result_of
from consultations.panels.codesign.activities.shown import cards_of
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
    writer.writerow([_("Stage"), _("Activity"), _("Where"), _("Words"), _("Whose"), _("State")])
    for row in rows_of(room):
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return response


def rows_of(room: Room) -> list[list[Any]]:
    """As the room shows it to everyone in it."""
    rows: list[list[Any]] = []
    for activity in room.activities.exclude(state="planned"):
        begins = [activity.stage.label, activity.question]
        rows.append([*begins, "", "", "", activity.get_state_display()])
        if activity.is_vote:
            result = result_of(activity)
            for line in result.lines if result else []:
                rows.append([*begins, _("Members"), line.text, _said(line.members), ""])
                rows.append([*begins, _("Staff, apart"), line.text, _said(line.staff), ""])
            continue
        for one in cards_of(activity, None):
            card = one.card
            where = card.group.name if card.group else card.get_step_display()
            if card.paragraph is not None:
                where = str(card.paragraph + 1)
            state = f"{card.get_state_display()} {card.because}" if card.because else ""
            rows.append([*begins, where, card.text, one.everybody or one.who, state])
            rows += [[*begins, where, part.card.text, part.who, ""] for part in one.every_part()]
    for row in room.recommendations.all():
        rows.append([_("What we recommend"), "", "", row.text, row.owner, row.get_answer_display()])
    return rows


def _said(value: Any) -> str:
    """A rank as votes and place, places as words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(word) for word in value)
    return f"{value.votes} / {value.rank}{'=' if value.ties else ''}"
