from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.ready import check_accounts, elevated_lately
        from accounts.services import audit, pseudonym
        from core.audit import register_log
        from core.day_one.checks import register_check
        from core.today import register_today

        register_log(audit, pseudonym)
        register_check(check_accounts, heading=_("People"), order=20)
        register_today(elevated_lately, order=90)
