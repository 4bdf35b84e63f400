"""What a woman tells us so that somebody can reach her. Not anonymous, and it says so.

Nothing here knows a form, a response or a receipt: the two doors share no mark (design §11.19).
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.contact.models import ContactService

Choices = dict[str, str | Promise]
ROUTES: Choices = {
    "call": _("A phone call"),
    "text": _("A text message"),
    "email": _("An e-mail"),
    "person": _("Through somebody, such as my key worker"),
}
CARE: Choices = {
    "no_message": _("Don’t leave a message or voicemail"),
    "no_name": _("Don’t say where you are calling from"),
    "no_post": _("Don’t write to where I live"),
}
ABOUT: Choices = {
    "home": _("A place to live"),
    "money": _("Money, benefits or debt"),
    "children": _("My children or family"),
    "safety": _("Somebody who hurts or scares me"),
    "health": _("My health or how I feel"),
    "drink_drugs": _("Alcohol or drugs"),
    "court": _("Police, court, prison or probation"),
    "other": _("Something else"),
}
# Field → characters at most, and what to do about more.
LONGEST: dict[str, tuple[int, str | Promise]] = {
    "name": (80, _("Make the name %(n)s characters or fewer.")),
    "reach": (200, _("Make the number or address %(n)s characters or fewer.")),
    "safe": (500, _("Make what they should know %(n)s characters or fewer.")),
}


@dataclass(frozen=True)
class Asked:
    """What she typed and ticked: to show again, to check and to seal.

    `services` are ids of ContactService; `route`, `care` and `about` are keys of the choices above.
    """

    services: list[int] = field(default_factory=list)
    name: str = ""
    route: str = ""
    reach: str = ""
    care: list[str] = field(default_factory=list)
    safe: str = ""
    about: list[str] = field(default_factory=list)

    @classmethod
    def from_post(cls, post: QueryDict, offered: list[ContactService]) -> "Asked":
        """What our page sent. What it doesn't offer is left out."""
        ticked = post.getlist("service")
        return cls(
            services=[s.pk for s in offered if str(s.pk) in ticked],
            name=post.get("name", "").strip(),
            route=post.get("route", "") if post.get("route") in ROUTES else "",
            reach=post.get("reach", "").strip(),
            care=[key for key in CARE if key in post.getlist("care")],
            safe=post.get("safe", "").replace("\r\n", "\n").strip(),
            about=[key for key in ABOUT if key in post.getlist("about")],
        )

    def errors(self) -> dict[str, str | Promise]:
        """Field → what to do about it. Empty when it can be sent."""
        found: dict[str, str | Promise] = {}
        if not self.services:
            found["service"] = _("Tick who may know. Without that we can’t pass it on.")
        if not self.name:
            found["name"] = _("Write what they should call you. It can be any name.")
        if not self.route:
            found["route"] = _("Choose how they should reach you.")
        if not self.reach:
            found["reach"] = _("Write the number or address, or who can pass it on.")
        for name, (most, words) in LONGEST.items():
            if len(getattr(self, name)) > most:
                found[name] = words % {"n": most}
        return found

    def told(self) -> dict[str, Any]:
        """As it is sealed."""
        return asdict(self)
