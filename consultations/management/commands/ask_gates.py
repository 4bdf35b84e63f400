"""Ask again what consultations lack that were checked and wait for their day."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.services import ask_all_gates_again


class Command(BaseCommand):
    help = "Hold back what was checked and lacks something by now; let go what lacks nothing more."

    def handle(self, *args: Any, **options: Any) -> None:
        held = ask_all_gates_again()
        if options["verbosity"]:
            self.stdout.write(f"Consultations that are held back: {held}.")
