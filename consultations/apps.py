from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations.accessible.keeping import connect
        from consultations.promises.today import due_promises
        from consultations.stages import look_again, ours
        from core.today import register_today

        connect()
        ours.register()
        look_again.connect()
        register_today(due_promises, order=70)
