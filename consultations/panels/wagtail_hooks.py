"""Panels in the admin. Screens of people, sessions and rooms are registered where they are."""

from wagtail.snippets.models import register_snippet

from consultations.panels.codesign.staff import hooks as room_hooks
from consultations.panels.pay.staff import hooks as pay_hooks
from consultations.panels.people.staff import hooks as people_hooks
from consultations.panels.sessions.staff import hooks as session_hooks
from consultations.panels.viewsets import PanelViewSet

__all__ = ["pay_hooks", "people_hooks", "room_hooks", "session_hooks"]

register_snippet(PanelViewSet)
