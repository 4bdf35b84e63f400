from django.apps import AppConfig
from django.db.models.signals import pre_delete


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        from feedback.models import Response
        from feedback.slips import register_slip_writer
        from insights.packs.slips import outcome_parts
        from insights.signal_handlers import forget_quotes
        from insights.slip_themes import theme_parts

        register_slip_writer(theme_parts)
        register_slip_writer(outcome_parts)
        pre_delete.connect(forget_quotes, sender=Response)
