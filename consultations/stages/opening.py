"""What holds at the moment of opening, by whichever door a page is changed (decision 0051).

The editor's own door asks first and says what is missing (stages.hooks). A schedule, a workflow, a
bulk action or an old draft come by here too, since all of them save the page.
"""

from typing import Any

from consultations.stages.announced import Read, read_of
from consultations.stages.fairness import AskedFairly
from consultations.stages.gates import Missing, missing_at_gate
from consultations.stages.models import BY_OUTCOME, Stage
from core.written import says_something

# What the gate of "Checked" reads on the page.
ASKED = (*AskedFairly.FOR_EVERY_LANGUAGE, *AskedFairly.IN_WORDS, "area_id")


def refused(page: Any) -> list[Missing]:
    """Why what an editor is about to publish can't be: what the gate of "Checked" would lack by
    it. Nothing of a draft, which doesn't open, nor of what somebody has begun to read."""
    stored = _stored(page)
    if stored is None or stored.reached != Stage.CHECKED:
        return []
    lacks = missing_at_gate(page, Stage.CHECKED)
    if not lacks or not stored.live:
        return lacks
    before = {one.what for one in missing_at_gate(stored, Stage.CHECKED)}
    return [one for one in lacks if one.what not in before]


def before_saving(page: Any) -> Read | None:
    """Keep what it opened with, or hold it back where something is missing; returns the days that
    everyone had read, to be told from once it is saved."""
    stored = _stored(page)
    if stored is None:
        return None
    read = read_of(stored)
    page.days_read = read.days
    _stay_considered(page, stored)
    if stored.has_opened:  # by then its gates were passed, and women may have answered
        _keep_what_it_opened_with(page, stored)
    elif page.reached == Stage.CHECKED and page.live:
        page.held_back = bool(missing_at_gate(page, Stage.CHECKED))
    return read


def _stored(page: Any) -> Any:
    return type(page).objects.filter(pk=page.pk).first() if page.pk else None


def _keep_what_it_opened_with(page: Any, stored: Any) -> None:
    """Women answer under what was checked. Other words may come, none may go."""
    changed = [name for name in ASKED if getattr(page, name) != getattr(stored, name)]
    if stored.reached == Stage.CHECKED and changed and refused(page):
        for name in changed:
            setattr(page, name, getattr(stored, name))


def _stay_considered(page: Any, stored: Any) -> None:
    """Gunning 4 is asked for once, and women read it for good."""
    if stored.reached in BY_OUTCOME and not says_something(page.considered):
        page.considered = stored.considered
