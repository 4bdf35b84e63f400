"""The days of what organisations are asked stand once they could answer, as women's do: they move
with a reason alone (decision 0063). Before that, a day that everyone read is told when it moves."""

from typing import Any

from consultations.stages.announced import Read, read_of


def before_saving(form: Any) -> Read:
    """Keep the days that it opened with; returns what everyone had read, to be told from once it is
    saved. Questions may go to another consultation before they open: then each keeps its own."""
    stored = type(form).objects.filter(pk=form.pk).first() if form.pk else None
    if stored is not None:
        form.opened_once = stored.has_opened
        if stored.has_opened:
            form.opens_on, form.closes_on = stored.opens_on, stored.closes_on
        if stored.consultation_id != form.consultation_id:
            _note(stored.consultation)
    return _note(page_of(form))


def page_of(form: Any) -> Any:
    """The consultation that it asks for, as it is stored."""
    return type(form.consultation).objects.get(pk=form.consultation_id)


def _note(page: Any) -> Read:
    read = read_of(page)
    type(page).objects.filter(pk=page.pk).update(days_read=read.days)
    return read
