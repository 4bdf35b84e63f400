"""What is over stands in the archive: anyone may read it, and nobody changes it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class ArchiveLock(BaseLock):
    """A lock that nobody set and nobody takes away."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This consultation is in the archive. It can be read, and not changed.")

    def get_locked_by(self, user: Any) -> str:
        return _("In the archive")

    def get_description(self, user: Any) -> str:
        return _("Its outcome was published, and all that was owed was told.")
