"""Takes from an account that it may do everything, once it holds a role."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.roles import Role
from accounts.services import audit


class Command(BaseCommand):
    help = "Take from an account that it may do everything. Its roles stay."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower(), is_superuser=True).first()
        if user is None:
            raise CommandError("No account of this address may do everything.")
        if not user.role_holdings.filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError(
                "Give her the role first, or nobody could give roles: "
                f"manage.py grant_role {user.email} administrator AREA"
            )
        user.is_superuser = False
        user.save(update_fields=["is_superuser"])
        audit(user=user, action="ended superuser", subject="on the machine")
        self.stdout.write(f"{user} has her roles now, and no more.")
