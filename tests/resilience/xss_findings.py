"""Screens of findings, which show quotes that a finding may be told with."""

from django.urls import reverse

from tests.factories.accounts import make_staff
from tests.factories.findings import make_quote
from tests.factories.packs import draft_of, make_finding
from tests.resilience.xss import texts
from tests.resilience.xss_house import House
from tests.resilience.xss_insights import quoted
from tests.resilience.xss_registry import shows


@shows("insights:packs:add_finding", "insights:packs:finding")
def findings(house: House) -> None:
    """Quotes of the bank that a finding may be told with."""
    readers = [make_staff("reviewer", house.area), make_staff("second_coder", house.area)]
    quotes = [make_quote(said, house.reader, passed=readers) for said in quoted(house)]
    pack = draft_of(house.form, house.boss.user)
    made = make_finding(pack, house.boss.user, quotes=quotes)
    for name, args in (("add_finding", [pack.pk]), ("finding", [pack.pk, made.pk])):
        house.watch.go(reverse(f"insights:packs:{name}", args=args))
        house.watch.shows(".quote label", texts())
