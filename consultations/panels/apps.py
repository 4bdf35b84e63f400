from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "consultations.panels"
    label = "panels"

    def ready(self) -> None:
        from accounts.members.services import register_hours
        from consultations.panels import today
        from consultations.panels.people.hours import expects_post
        from consultations.panels.sessions import gates, held
        from core.today import register_today

        gates.register()
        held.register()
        register_hours(expects_post)
        register_today(today.session_work, order=80)
        register_today(today.messages_by_hand, order=85)
