"""What the public edition of a signed pack says as an outcome, on the page that asks before it is
published and on the public page: one text for both."""

from collections.abc import Sequence

from consultations.models import Outcome
from consultations.services import EditionText, OutcomeText, QuoteText, outcome_to_look_at
from insights.bodies.told import as_shown
from insights.findings.publishing import concluded, decision_texts
from insights.models import ReviewPack
from insights.packs.method import BY_HAND
from insights.packs.public_quotes import publishable_quotes
from insights.packs.trail import version_of
from insights.packs.wording import theme_rows


def outcome_text(pack: ReviewPack, quotes: Sequence[QuoteText]) -> OutcomeText:
    """Everything that is published. `quotes`: those that anyone may read now."""
    public = pack.editions["public"]
    texts = {name: public[name] for name in ("missing_voices", "tensions", "limits")}
    texts |= {"bodies": as_shown(public["bodies"]), "by_hand": BY_HAND in public.get("how", ())}
    return OutcomeText(
        version=version_of(pack, "public"),
        summary=public["summary"],
        taken_to=public["taken_to"],
        themes=theme_rows(public),
        women=public["total"],
        decisions=decision_texts(public),
        edition=EditionText(**texts, quotes=list(quotes), **concluded(public)),
    )


def outcome_before(pack: ReviewPack) -> Outcome:
    """The outcome as it will stand, if the pack is published now."""
    text = outcome_text(pack, list(publishable_quotes(pack).values()))
    return outcome_to_look_at(consultation=pack.consultation, text=text)
