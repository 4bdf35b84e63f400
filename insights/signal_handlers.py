"""What insights does when something below it happens. Connected in apps.py."""

from typing import Any

from feedback.models import Response


def forget_quotes(sender: type[Response], instance: Response, **kwargs: Any) -> None:
    """A response is being deleted: its words leave every signed pack (design §11.10).

    A signal, because the sweep that deletes it may not import insights.
    """
    from insights.packs.services import remove_quotes

    remove_quotes([instance.pk])
