from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config.dangers import check_settings
        from config.facts import facts
        from config.secret_copies import check_secrets
        from core.day_one.checks import register_check
        from core.facts import register_facts

        register_facts(facts)
        register_check(check_secrets, heading=_("Secrets"), order=12)
        register_check(check_settings, heading=_("Settings"), order=60)
