"""Gives a person a role for an area; makes her login where there is none."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from core.models import Area


class Command(BaseCommand):
    help = "Give a person a role for an area. A new person is asked for a password."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("area", help="short name of the area, such as southdown")
        parser.add_argument("--name", default="", help="the name that others see")

    def handle(self, *args: Any, **options: Any) -> None:
        area = Area.objects.filter(slug=options["area"]).first()
        if area is None:
            known = ", ".join(Area.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no area “{options['area']}”. Areas: {known}.")
        email = options["email"].lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            password = getpass(f"Password for {email} (12 characters or more): ")
            if len(password) < 12:
                raise CommandError("Choose a password of 12 characters or more.")
            user = User.objects.create_user(email, password, name=options["name"], is_staff=True)
        elif options["name"]:
            user.name = options["name"]
            user.save(update_fields=["name"])
        holding = grant_role(user=user, role=Role(options["role"]), area=area)
        self.stdout.write(f"{user}: {holding}.")
