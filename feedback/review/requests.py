"""The request that views behind a login get."""

from django.http import HttpRequest

from accounts.models import User


class StaffRequest(HttpRequest):
    """A request behind Wagtail's door: somebody is logged in. For annotations only."""

    user: User
