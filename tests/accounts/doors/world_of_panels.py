"""What stands behind the addresses of panels, and of a page's twin in Welsh."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from consultations.panels.models import (
    Attendance,
    Card,
    Membership,
    Panel,
    PanelMember,
    Room,
    Session,
)
from consultations.panels.people.profile import store
from consultations.panels.people.records import Identity, Part
from consultations.panels.people.staff.selectors import UNDONE
from core.models import Area, AreaPage, AreasPage, HomePage
from tests.factories.panels import make_member
from tests.factories.sessions import make_session

OF_A_MEMBER = ("code", "named", "apart")
OF_A_PLACE = ("see_to", "let_go", "contact")


def of_panels(panel: Panel, canary: str) -> dict[str, list[Any]]:
    """View → what is in its address, of the panel that the busy house has; names get the canary."""
    place = Membership.objects.filter(panel=panel, agreements__isnull=False).get()
    member, text = place.member, panel.texts.get()
    store(member=member, part=Part.IDENTITY, told=Identity(f"{canary} name"))
    PanelMember.objects.update(chosen_name=f"{canary} member")
    Panel.objects.update(name=f"{canary} panel")
    attendance = Attendance.objects.get(session__panel=panel, session__state="open")
    session = make_session(panel, Session.State.APPROVED)
    Session.objects.update(title=f"{canary} session")
    room, card = Room.objects.get(), Card.objects.filter(paragraph=0).get()
    Room.objects.update(title=f"{canary} room")
    Card.objects.update(text=f"{canary} card")
    return {
        **{f"members:{name}": [member.pk] for name in OF_A_MEMBER},
        "members:may_meet": [member.pk, make_member(panel).pk],
        "members:step": [member.pk, place.pk, "take_break"],
        "members:agree": [member.pk, place.pk, "no"],
        "members:drop_audio": [text.pk],
        "members:by_hand": [member.messages.filter(state__in=UNDONE)[0].pk],
        "members:words": [member.messages.filter(state__in=UNDONE)[0].pk],
        **{f"panel_sessions:{name}": [attendance.pk] for name in OF_A_PLACE},
        "panel_sessions:panel_step": [panel.pk, "pause"],
        "panel_sessions:step": [session.pk, "rework"],
        "panel_sessions:send_minutes": [session.pk],
        "panel_rooms:stage": [room.pk],
        "panel_rooms:close": [room.pk],
        "panel_rooms:export": [room.pk],
        "panel_rooms:step": [card.activity_id, "close"],
        "panel_rooms:act": [card.pk, "fold"],
    }


def lead_panels(user: User) -> None:
    """Of each panel the safeguarding lead is this person."""
    Panel.objects.update(safeguarding_lead=user)


def make_twin(area: Area) -> Translation:
    """The page of an area, given to a translator."""
    above = HomePage.objects.all()[0].add_child(instance=AreasPage(title="Areas", slug="areas"))
    page = above.add_child(instance=AreaPage(title="Here", slug="here", lead="x", area=area))
    welsh = Locale.objects.get(language_code="cy")
    page.copy_for_translation(welsh, copy_parents=True)
    source, _made = TranslationSource.update_or_create_from_instance(page)
    made: Translation = Translation.objects.create(source=source, target_locale=welsh)
    return made


def her_file(made: Translation) -> dict[str, Any]:
    """What a translator sends back; then she is shown something other than the first screen."""
    file = SimpleUploadedFile("a.po", str(made.export_po()).encode())
    return {"file": file, "next": reverse("wagtailadmin_explore_root")}
