"""Anybody can reckon from the table of promises what the page says of them."""

from datetime import date, timedelta

import pytest
from django.test import Client

from consultations.models import Decision, WhatHappenedPage
from consultations.services import DecisionText
from core.models import Area, HomePage
from tests.consultations.open_data.test_open_data import objects_of, publish
from tests.factories.consultations import make_consultation
from tests.factories.promises import day, make_move, make_promise

pytestmark = pytest.mark.pages


def test_anybody_can_reckon_the_share_of_the_page(site_root: HomePage, area: Area) -> None:
    """Kept, late, moved, given up, told late, taken down and decided: from the days alone too."""
    site_root.refresh_from_db()
    happened = site_root.add_child(instance=WhatHappenedPage(title="So", slug="so"))
    page = make_consultation(site_root, area, "closed", closes_on=day(-9), reply_by=day(-3))
    other = make_consultation(site_root, area, "closed", reply_by=day(25))
    make_promise(page, -20)
    make_promise(page, -20, state="kept", ended_on=day(-21), told_on=day(-6))
    make_promise(page, -20, state="kept", ended_on=day(-21), told_on=day(-5))
    make_promise(page, 20, state="broken", ended_on=day(-2), told_on=day(-2), how="No money.")
    make_promise(page, 20)
    make_move(other, -3, 25)
    publish(page, decisions=[DecisionText("F.", Decision.Answer.DO, "G.", "Us", due_on=day(5))])
    other.unpublish()
    rows = objects_of("promises")
    counts = [row["counts"] for row in rows]
    share = (counts.count("kept"), len(rows) - counts.count("not_yet"))
    assert share == (1, 6)
    said = Client().get(happened.get_url()).content.decode()
    assert f"{share[0]} of {share[1]} promises were kept on their day." in said
    kept = [row for row in rows if row["kept_on"] and row["kept_on"] <= row["first_day"]]
    grace = [date.fromisoformat(row["first_day"]) + timedelta(days=14) for row in kept]
    kept = [row for row, by in zip(kept, grace, strict=True) if row["told_on"] <= str(by)]
    assert len(kept) == share[0]
    gone = [row for row in rows if not row["address"]]
    assert [(row["first_day"], row["day"], row["state"]) for row in gone] == [
        (str(day(-3)), str(day(25)), "slipped")
    ]
