from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "feedback.review"
    label = "review"

    def ready(self) -> None:
        from core.day_one.checks import register_check
        from core.open_work import register_work
        from core.today import register_today
        from feedback.importing.storing import register_known_hashes
        from feedback.review import day_one, gates, leavers, today
        from feedback.review.imports.known import waiting_hashes
        from feedback.review.redacting.checks import unchecked
        from feedback.review.retention.due import register_keeper

        register_known_hashes(waiting_hashes)
        register_keeper(unchecked)
        gates.register()
        register_today(today.reading, order=20)
        register_today(today.cases, order=15)
        register_today(today.contacts, order=30)
        register_today(today.replies, order=40)
        register_check(day_one.check_keys, heading=_("Keys"), order=10)
        register_check(day_one.check_leads, heading=_("Safeguarding leads"), order=15)
        register_check(day_one.check_reading, heading=_("Reading"), order=17)
        register_check(day_one.check_backups, heading=_("Backups"), order=50)
        for kind in leavers.KINDS:
            register_work(kind)
