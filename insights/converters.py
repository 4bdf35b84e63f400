"""Path converters: what can't be an id of ours is no address of ours, so that it is not found."""

from django.db.models import BigIntegerField
from django.urls import register_converter


class RowId:
    """A number that a database's id can hold. A larger one would stop the query, not miss."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """The number. Raises ValueError, which Django takes for "no such address"."""
        if int(value) > BigIntegerField.MAX_BIGINT:
            raise ValueError("No id is that large.")
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RowId, "row")
