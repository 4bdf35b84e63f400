from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "consultations.panels"
    label = "panels"

    def ready(self) -> None:
        from consultations.panels import today
        from consultations.panels.sessions import gates, held
        from core.today import register_today

        gates.register()
        held.register()
        register_today(today.session_work, order=80)
        register_today(today.messages_by_hand, order=85)
