"""People who log in."""

from itertools import count

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from core.models import Area

_numbers = count(1)
PASSWORD = "correct horse battery staple"


def make_user(*, superuser: bool = False, name: str = "") -> User:
    """A person with a login and no role."""
    email = f"person{next(_numbers)}@example.org"
    make = User.objects.create_superuser if superuser else User.objects.create_user
    return make(email, PASSWORD, name=name)


def make_staff(role: str, area: Area, *more: Area) -> User:
    """A person who holds one role in one area or more."""
    user = make_user(name=f"{Role(role).label} {next(_numbers)}")
    for place in (area, *more):
        grant_role(user=user, role=Role(role), area=place)
    user.is_staff = True
    user.save()
    return user
