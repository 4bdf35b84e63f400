"""People who log in: staff by role and area, and the log of what they did with words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import LENT, Role
from core.models import Area

MORE = ""  # stands where a role would, for a group or a permission


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


class Held(NamedTuple):
    """Role → ids of the areas that it is held for, "lent:" before one that is lent; and whether
    there is more than roles: groups of Wagtail's, or permissions of one's own."""

    areas: Mapping[str, frozenset[int]]
    has_more: bool


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
    def held(self) -> Held:
        """What allows her anything, read once for this object, as Django reads a user's
        permissions: a page of staff's asks dozens of times."""
        roles = self.role_holdings.order_by().values_list("area_id", "role")
        lent = self.elevations.filter(ended_at=None, ends_at__gt=timezone.now()).order_by()
        named = Concat(Value(LENT), "role", output_field=CharField())
        more = (
            rows.order_by().values_list("pk", Value(MORE))
            for rows in (self.groups, self.user_permissions)
        )
        areas: dict[str, set[int]] = {}
        for area, role in roles.union(lent.values_list("area_id", named), *more, all=True):
            areas.setdefault(role, set()).add(area)
        has_more = areas.pop(MORE, None) is not None
        return Held({role: frozenset(ids) for role, ids in areas.items()}, has_more)


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


class MemberAddress(models.Model):
    """Where a panel member's codes go, as a keyed hash (accounts.members.selectors). Her own login
    carries an address that can't be delivered to: `User.email` is for who works here."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="member_address")
    digest = models.BinaryField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("address of a panel member")
        verbose_name_plural = _("addresses of panel members")

    def __str__(self) -> str:
        return f"address {self.pk}"


class Elevation(models.Model):
    """A role that somebody took for a while, for one area, with a reason (decision 0045). It ends
    by itself: what is past `ends_at` allows nothing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="elevations")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    begun_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-begun_at", "-pk"]
        verbose_name = _("elevated access")
        verbose_name_plural = _("elevated access")

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.area}"

    @property
    def stopped_at(self) -> datetime:
        """When it ended, or will."""
        return self.ended_at or self.ends_at

    @property
    def is_on(self) -> bool:
        return self.stopped_at > timezone.now()


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
