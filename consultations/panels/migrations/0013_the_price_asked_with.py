"""The rate card that a woman was asked with: of her fee, or else in force on the day."""

import re
from typing import Any

from django.db import migrations


def keep_cards(apps: Any, _schema: Any) -> None:
    cards: dict[int, list[Any]] = {}
    for card in apps.get_model("panels", "RateCard").objects.exclude(published_on=None):
        cards.setdefault(card.panel_id, []).append(card)
    rows = apps.get_model("panels", "Attendance").objects.filter(
        rate_card=None, session__panel__in=cards
    )
    for place in rows.select_related("session", "fee").iterator():
        known = cards[place.session.panel_id]
        fee = getattr(place, "fee", None)
        number = re.search(r"\((\d+)\)$", fee.rate) if fee else None
        if number:
            fitting = [card for card in known if card.number == int(number[1])]
        else:
            fitting = [card for card in known if card.published_on <= place.asked_on]
        if fitting:
            place.rate_card_id = max(fitting, key=lambda card: card.number).pk
            place.save(update_fields=["rate_card"])


class Migration(migrations.Migration):
    dependencies = [("panels", "0012_rate_card_kept")]
    operations = [migrations.RunPython(keep_cards, migrations.RunPython.noop)]
