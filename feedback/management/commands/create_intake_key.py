from typing import Any

from django.core.management.base import BaseCommand

from feedback.keys import create_key


class Command(BaseCommand):
    help = "Make the key pair that new responses are sealed to. The key before it is retired."

    def handle(self, *args: Any, **options: Any) -> None:
        key = create_key()
        self.stdout.write(
            f"Intake key {key.id} made. Its private half is the file intake-{key.id}.key in "
            f"INTAKE_KEYS_DIR. Copy it to a safe place now: without it, nothing that arrives "
            f"can be read."
        )
