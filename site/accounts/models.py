"""People who log in: staff by role and area, and the log of what they did with words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core.models import Area


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address; there is no username."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a login, known by e-mail address and a chosen name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name to show"), max_length=80, blank=True)
    is_active = models.BooleanField(_("can log in"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering: ClassVar[list[str]] = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def areas_held(self) -> Mapping[str, frozenset[int]]:
        """Role → ids of the areas that it is held for, read once for this object, as Django reads
        a user's permissions: a page of staff's asks dozens of times."""
        held: dict[str, set[int]] = {}
        for role, area in self.role_holdings.values_list("role", "area_id"):
            held.setdefault(role, set()).add(area)
        return {role: frozenset(areas) for role, areas in held.items()}


class RoleHolding(models.Model):
    """One role, held by one person, for one area (design §11.18)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="role_holdings")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "role", "area"], name="one_holding")
        ]
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.area}"


class AuditLine(models.Model):
    """What a member of staff did, when, under a pseudonym. Chained to the line before."""

    at = models.DateTimeField(_("when"))
    staff = models.CharField(_("staff pseudonym"), max_length=32)
    action = models.CharField(_("what"), max_length=60)
    subject = models.CharField(_("batch or thing"), max_length=120)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class AuditCheckpoint(models.Model):
    """Where the chain stood when a whole month of old lines went (design §11.17). The next line
    follows from `last`; `digest` seals what this row says, and the checkpoint before."""

    month = models.DateField(_("month"), unique=True)
    lines = models.PositiveIntegerField(_("lines"))
    last = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["month"]
        verbose_name = _("checkpoint of the audit log")
        verbose_name_plural = _("checkpoints of the audit log")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.lines}"
