from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        from consultations.services import register_along
        from feedback import gates
        from feedback.building.along import forms_along

        gates.register()
        register_along(forms_along)
