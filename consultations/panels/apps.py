from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "consultations.panels"
    label = "panels"

    def ready(self) -> None:
        from accounts.members.services import register_hours
        from consultations.panels import ready, today
        from consultations.panels.codesign import held as held_in_rooms
        from consultations.panels.codesign.today import of_rooms
        from consultations.panels.pay import registering
        from consultations.panels.people.hours import expects_post
        from consultations.panels.sessions import gates, held
        from core.day_one.checks import register_check
        from core.today import register_today

        gates.register()
        held.register()
        register_hours(expects_post)
        register_today(today.named_to_keep_away_from, order=78)
        register_today(today.session_work, order=80)
        register_today(today.messages_by_hand, order=85)
        register_check(ready.check_panels, heading=_("Panels"), order=22)
        registering.register()
        held_in_rooms.register()
        register_today(of_rooms, order=66)
