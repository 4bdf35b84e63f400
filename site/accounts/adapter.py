"""How allauth behaves here: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No one signs herself up: an administrator makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
