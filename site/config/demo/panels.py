"""The demo's panel: a coordinator, women who have joined, and one who is invited."""

from django.test.utils import override_settings

from accounts.members.services import make_member_login
from accounts.models import User
from config.demo.days import day
from consultations.panels.models import Membership, Panel, PanelMember
from consultations.panels.people.agreeing import agree, begin_text, offer, publish_text
from consultations.panels.people.joining import invite
from consultations.panels.people.places import take_step
from consultations.panels.people.profile import keep_record
from consultations.panels.people.records import Channel, Identity, Needs, Part, SafeContact
from consultations.panels.people.terms import Credit
from core.models import Area

COORDINATOR, FINANCE = "panel@example.org", "finance@example.org"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
MEMBER = "fern@example.org"
BY_MAIL = SafeContact(Channel.EMAIL, [], 9, 9, say="It is Ruth, about Tuesday.")
BY_PHONE = SafeContact(Channel.PHONE, [0, 1, 3], 10, 15, say="It is Ruth from the sewing group.")
# chosen name, who she is, how to reach her, what she needs
WOMEN = [
    (
        "Fern",
        Identity(real_name="Alys Penhallow", email=MEMBER),
        BY_MAIL,
        Needs(access="A quiet room, and breaks", travel="No buses after five"),
    ),
    (
        "Ivy",
        Identity(real_name="Bron Hale", phone="01632 960 009"),
        BY_PHONE,
        Needs(caring="School run at three", not_free="Tuesday mornings"),
    ),
    (
        "Wren",
        Identity(real_name="Mai Hughes", address="1 High Street\nSouthdown"),
        SafeContact(Channel.LETTER),
        Needs(communication="Plain words, told aloud"),
    ),
]
INVITED = ("Robin", Identity(real_name="Jo Marsh", email="robin@example.org"), BY_MAIL)


def make_panel(area: Area, people: dict[str, User]) -> Panel:
    """One panel, by the steps that its coordinator and its members take."""
    coordinator = people[COORDINATOR]
    panel = Panel.objects.create(
        area=area,
        name="Tuesday group",
        purpose=(
            "We work out together what happens on the day a woman comes home: who meets her, where "
            "she sleeps, and whom she can ring."
        ),
        level=Panel.Level.INVOLVED,
        coordinator=coordinator,
        safeguarding_lead=people["safe@example.org"],
        phone_person="Ruth",
        phone_number="01632 960 001",
        phone_hours="Monday to Friday, 9 to 5",
        complaints_person="Marian",
        complaints_contact="01632 960 002, or Marian, 1 High Street, Southdown",
        term_starts=day(-60),
        term_ends=day(305),
        state=Panel.State.ACTIVE,
    )
    text = begin_text(user=coordinator, panel=panel)
    text.easy = "You come to talks.\nYou can stop when you like.\nYou are paid."
    text.save()
    publish_text(user=coordinator, text=text)
    with override_settings(EMAIL_BACKEND=NOWHERE):  # a demo that loads isn't a window full of mail
        for name, identity, contact, needs in WOMEN:
            _join(panel, name, identity, contact, needs)
        _invite(panel, *INVITED)
    return panel


def _invite(panel: Panel, name: str, identity: Identity, contact: SafeContact) -> PanelMember:
    return invite(
        user=panel.coordinator,
        panel=panel,
        chosen_name=name,
        language="en-gb",
        identity=identity,
        contact=contact,
    )


def _join(panel: Panel, name: str, identity: Identity, contact: SafeContact, needs: Needs) -> None:
    member = _invite(panel, name, identity, contact)
    member.user = make_member_login(email=identity.email)
    member.save(update_fields=["user"])
    place = Membership.objects.select_related("panel", "member").get(member=member)
    take_step(user=member.user, place=place, name="say_interested")
    take_step(user=panel.coordinator, place=place, name="tell_about_it")
    hers = offer(user=panel.coordinator, place=place)
    agree(user=member.user, agreement=hers, credit=Credit.UNNAMED)
    keep_record(user=member.user, member=member, part=Part.NEEDS, told=needs)
