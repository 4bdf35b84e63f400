"""Members' addresses leave the table of logins: a keyed hash says whose codes go where. A password
that a member came to by the staff door opens nothing any more."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import migrations, models

import consultations.panels.ids
from accounts.members.selectors import digest
from accounts.members.selectors import NO_EMAIL


def hide_addresses(apps: Any, schema_editor: Any) -> None:
    """Shape: one MemberAddress for each login of a member that has an address."""
    member_model = apps.get_model("panels", "PanelMember")
    address_model = apps.get_model("accounts", "MemberAddress")
    members = member_model.objects.exclude(user=None).select_related("user")
    for member in members.filter(user__is_staff=False, user__role_holdings=None):
        user = member.user
        if not user.email.endswith(NO_EMAIL):
            address_model.objects.get_or_create(
                user=user, defaults={"digest": digest(user.email)}
            )
            user.email = f"{member.pk:x}{NO_EMAIL}"
        user.password = make_password(None)
        user.save(update_fields=["email", "password"])


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0006_member_addresses"),
        ("panels", "0003_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        default=consultations.panels.ids.random_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("code_hash", models.BinaryField(max_length=32)),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="new_address",
                        to="panels.panelmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "new address of a member",
                "verbose_name_plural": "new addresses of members",
            },
        ),
        migrations.RunPython(hide_addresses, migrations.RunPython.noop),
    ]
