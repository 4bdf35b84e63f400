from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core.day_fields import use_everywhere
        from core.day_one.checks import register_check
        from core.day_one.ours import check_helplines, check_mail
        from core.lines import not_ready, stale_helplines
        from core.today import register_today

        use_everywhere()
        register_today(stale_helplines, order=80)
        register_today(not_ready, order=10)
        register_check(check_helplines, heading=_("Helplines"), order=30)
        register_check(check_mail, heading=_("Mail"), order=40)
