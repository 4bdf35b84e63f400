"""What insights does when something below it happens. Connected in apps.py."""

from typing import Any

from django.utils.translation import gettext as _

from feedback.models import FormVersion, Response


def forget_quotes(sender: type[Response], instance: Response, **kwargs: Any) -> None:
    """A response is being deleted: its words leave every signed pack (design §11.10).

    A signal, because the sweep that deletes it may not import insights.
    """
    from insights.packs.services import remove_quotes

    remove_quotes([instance.pk])


def forget_uses(sender: type[Response], instance: Response, created: bool, **kwargs: Any) -> None:
    """Her uses changed: her words leave every edition that needs a use which she took back."""
    from insights.packs.selectors import SHOWN_BY
    from insights.packs.services import remove_quotes

    closed = [name for name, use in SHOWN_BY.items() if use not in instance.uses]
    if closed and not created:
        remove_quotes([instance.pk], editions=closed)


def words_changed(
    sender: type[Response], response: Response, hides_more: bool, **kwargs: Any
) -> str | None:
    """Stored words changed: what was suggested for the old ones and pointed at in them goes, a run
    looks at the new, and a quote that shows what had to go goes. Returns what the reader should
    know."""
    from insights.notes.passages import forget_passages
    from insights.packs.quotes_left import remove_old_quotes
    from insights.services.runs import look_again
    from insights.services.suggestions import forget_suggestions

    forget_suggestions(response=response)
    forget_passages(response, only_translations=kwargs.get("only_translations", False))
    look_again(consultation=response.version.form.consultation)
    if hides_more and remove_old_quotes(response):
        return _(
            "A signed pack quoted these words as they were before. The quote is taken out. Tell "
            "whoever has a copy."
        )
    return None


def late_came(sender: type[Response], responses: list[Response], **kwargs: Any) -> None:
    """Responses were stored: a look for themes follows; where the coding is signed off, they are
    late; a further part of a visit goes to whoever has the others."""
    from insights.rigour.signing import note_late
    from insights.services.runs import look_again
    from insights.sharing.services import follow_visits

    versions = FormVersion.objects.filter(pk__in={response.version_id for response in responses})
    for page in {v.form.consultation for v in versions.select_related("form__consultation")}:
        look_again(consultation=page)
    note_late(responses)
    follow_visits(responses)
