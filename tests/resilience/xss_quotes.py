"""Views of the bank of quotes, which show what women wrote: how each is opened."""

from django.urls import reverse

from insights.packs.quotes import LONGEST, SHORTEST
from insights.quotes.candidates import OFFERED
from tests.factories.packs import HOUSING, bank_quote, make_coded
from tests.factories.themes import theme_of, use_codebook
from tests.resilience.xss import packed, texts
from tests.resilience.xss_house import EVERY_USE, House, Tally
from tests.resilience.xss_insights import quoted
from tests.resilience.xss_registry import shows


@shows("insights:quotes", "insights:quote", "insights:remove_quote")
def bank_of_quotes(house: House) -> None:
    """Whole answers in the list, and one by one with a checklist and before they are taken out."""
    quotes = [bank_quote(response) for response in quoted(house)]
    page = house.form.consultation_id
    house.watch.go(reverse("insights:quotes", args=[page]))
    house.watch.shows(".bank__words", texts())
    said, whole, leaving = (Tally(house.watch) for _ in range(3))
    for quote in quotes:
        house.watch.go(reverse("insights:quote", args=[page, quote.pk]))
        said.look(".bank__words")
        whole.look(".answer__words")
        house.watch.go(reverse("insights:remove_quote", args=[page, quote.pk]))
        leaving.look(".bank__words")
    for tally in (said, whole, leaving):
        tally.is_done()


@shows("insights:quote_candidates", "insights:choose_quote")
def find_quotes(house: House) -> None:
    """Words of a theme, twelve at a time; then one response sentence by sentence."""
    use_codebook(house.form.consultation)
    fits = [text for text in texts() if SHORTEST <= len(text.strip()) <= LONGEST]
    assert len(fits) > 100
    offered, where = Tally(house.watch, fits), [house.form.consultation_id]
    address = reverse("insights:quote_candidates", args=where)
    for start in range(0, len(fits), OFFERED):
        theme_of(HOUSING).codings.all().delete()
        for text in fits[start : start + OFFERED]:
            make_coded(house.form, house.reader, HOUSING, text=text, uses=EVERY_USE)
        house.watch.go(f"{address}?theme={theme_of(HOUSING).pk}")
        offered.look(".bank__words")
    offered.is_done()
    for part in packed(texts(), 6_000):
        text = "\n".join(part)
        response = make_coded(house.form, house.reader, HOUSING, text=text, uses=EVERY_USE)
        house.watch.go(reverse("insights:choose_quote", args=[*where, response.pk]))
        assert house.watch.page.locator(".choose .tick label").count() > 3
