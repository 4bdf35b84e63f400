"""Screens of panel members in the busy house: what she and her coordinator typed."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from consultations.panels.models import Membership
from consultations.panels.people.agreeing import begin_text, offer, publish_text
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Needs, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from core.models import Area
from tests.factories.panels import make_member, make_panel
from tests.resilience.xss_pay import make_pay_busy
from tests.resilience.xss_rooms import make_room_busy
from tests.resilience.xss_sessions import make_session_busy

GETS = ("list", "to_do", "names", "invite", "texts", "text", "one", "forget", "paper", "part")
OF_PANELS = {f"members:{name}" for name in GETS}
POSTS = ("by_hand", "drop_audio", "apart", "named", "may_meet", "step", "agree")
SHOWN_ON_A_POST = (
    "Takes posts alone and shows a sheet (tests/consultations/panels/test_hostile_words.py)."
)
NOT_OPENED_OF_PANELS = {f"members:{name}": SHOWN_ON_A_POST for name in ("code", "letters", "words")}


def make_panel_busy(area: Area, boss: User, double: str, single: str) -> dict[str, list[Any]]:
    """A member whose every word is a payload. View → what is in its address."""
    grant_role(user=boss, role=Role.PANEL_COORDINATOR, area=area)
    panel = make_panel(
        area,
        coordinator=boss,
        name=double[:80],
        purpose=single,
        phone_person=single[:80],
        complaints_contact=double[:200],
    )
    text = begin_text(user=boss, panel=panel)
    text.terms = dict.fromkeys(text.terms, double)
    text.easy = single
    text.save()
    publish_text(user=boss, text=text)
    member = make_member(
        panel, Membership.State.BRIEFED, chosen_name=double[:60], pronouns=single[:40]
    )
    store(member=member, part=Part.IDENTITY, told=Identity(double, phone=single, address=double))
    store(member=member, part=Part.NEEDS, told=Needs(*[double] * 7))
    store(member=member, part=Part.CONTACT, told=SafeContact(Channel.PHONE, say=double))
    hers = offer(user=boss, place=member.memberships.select_related("panel", "member").get())
    send_to_member(member=member, key="k", title=double[:120], text=single)
    return {
        "members:invite": [panel.pk],
        "members:texts": [panel.pk],
        "members:text": [text.pk],
        "members:one": [member.pk],
        "members:forget": [member.pk],
        "members:part": [member.pk, "needs"],
        "members:paper": [member.pk, hers.pk],
        "wagtailsnippets_panels_panel": [panel.pk],
        **make_session_busy(panel, double, single),
        **make_pay_busy(panel, boss, double, single),
        **make_room_busy(panel, double, single),
    }
