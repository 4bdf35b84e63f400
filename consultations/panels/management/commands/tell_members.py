"""Sends what waited for a member's safe hours, says what is on tomorrow, which agreement is looked
at and which answer is late, begins places after the days for thinking, and deletes what is no
longer needed."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.panels.codesign.asks.keeping import tell_what_is_late
from consultations.panels.codesign.care import keeping as care
from consultations.panels.pay import keeping as pay_keeping
from consultations.panels.pay.promptness import tell_the_public
from consultations.panels.people.addressing import forget_unproven
from consultations.panels.people.places import begin_after_cooling_off
from consultations.panels.people.reviewing import remind_of_reviews
from consultations.panels.people.sending import deliver_waiting, forget_old
from consultations.panels.sessions import keeping


class Command(BaseCommand):
    help = "Send waiting messages to panel members within their hours. The worker does it."

    def handle(self, *args: Any, **options: Any) -> None:
        keeping.remind_of_tomorrow()
        tell_what_is_late()
        remind_of_reviews()
        begun, sent, gone = begin_after_cooling_off(), deliver_waiting(), forget_old()
        gone += keeping.forget_old() + care.forget_old() + pay_keeping.forget_old()
        gone += forget_unproven()
        tell_the_public()
        if options["verbosity"]:
            self.stdout.write(
                f"Messages sent: {sent}. Places begun: {begun}. Old rows deleted: {gone}."
            )
