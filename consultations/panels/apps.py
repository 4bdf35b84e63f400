from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "consultations.panels"
    label = "panels"

    def ready(self) -> None:
        from consultations.panels.codesign import held as held_in_rooms
        from consultations.panels.codesign.today import of_rooms
        from consultations.panels.sessions import gates, held
        from core.today import register_today

        gates.register()
        held.register()
        held_in_rooms.register()
        register_today(of_rooms, order=66)
