"""Seals bank details anew under the first of PAYEE_KEYS, so that older keys may go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consultations.panels.pay.keys import KeyIsGone
from consultations.panels.pay.payees import rotate


class Command(BaseCommand):
    help = "Seal bank details under the first of PAYEE_KEYS. Then take the others off."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = rotate()
        except KeyIsGone:
            raise CommandError(
                "Something is sealed under a key that PAYEE_KEYS does not hold. Put it back, at "
                "the end, and run this again. Nothing was changed."
            ) from None
        self.stdout.write(f"Sealed anew: {number}. All is under the first key now.")
