from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "consultations.panels"
    label = "panels"

    def ready(self) -> None:
        from consultations.panels.pay import registering
        from consultations.panels.sessions import gates, held

        gates.register()
        held.register()
        registering.register()
