"""The demo's last part: themes decided, a pack signed and published, the loop closed."""

from collections import defaultdict
from typing import Any

from accounts.models import User
from config.demo import concluded, story, tell_back
from config.demo.ground import day
from config.demo.quoting import passed_quotes
from config.demo.voices import Voice
from consultations.models import ConsultationPage
from feedback.models import Response
from insights.codebook.files import SHIPPED, read_codebook
from insights.findings.services import save_decision, save_finding, save_recommendation
from insights.models import (
    BankQuote,
    Codebook,
    Finding,
    PackDecision,
    Recommendation,
    ReviewPack,
    Suggestion,
    Theme,
)
from insights.packs.selectors import SHOWN_BY
from insights.packs.services import Notes, publish_pack, save_draft, sign_pack, start_pack
from insights.services import (
    accept_suggestion,
    add_coding,
    choose_codebook,
    import_codebook,
    mark_read,
    reject_suggestion,
)
from insights.services.runs import ask_for_run, carry_out_run


def make_codebook() -> Codebook:
    return import_codebook(draft=read_codebook(SHIPPED))


def suggest(consultation: ConsultationPage, codebook: Codebook) -> None:
    choose_codebook(consultation=consultation, codebook=codebook, by=None)
    carry_out_run(run=ask_for_run(consultation=consultation, by=None, queued=False))


def code_as(facilitator: User, voices: dict[int, Voice], codebook: Codebook, share: float) -> None:
    """Decide on a share of the responses as the gold codes say, and note them as read."""
    themes = {theme.code: theme for theme in codebook.themes.filter(parent=None)}
    ids = sorted(voices)[: round(len(voices) * share)]
    for response in Response.objects.filter(pk__in=ids):
        row = voices[response.pk].row
        decide(facilitator, response, {*row["themes_l1"], *row["stages_l1"]}, themes)


def decide(
    facilitator: User, response: Response, codes: set[str], themes: dict[str, Theme]
) -> None:
    """Accept suggestions that the gold codes hold, turn others down, add what is missing."""
    suggested = set()
    for suggestion in Suggestion.objects.filter(response=response).select_related("theme"):
        suggested.add(suggestion.theme.code)
        if suggestion.theme.code in codes:
            accept_suggestion(suggestion=suggestion, by=facilitator)
        else:
            reject_suggestion(suggestion=suggestion, by=facilitator)
    for code in sorted(codes - suggested):
        if code in themes:
            add_coding(response=response, theme=themes[code], by=facilitator)
    mark_read(response=response, by=facilitator)


def close_the_loop(facilitator: User, consultation: ConsultationPage, codebook: Codebook) -> None:
    """Draft, sign and publish the pack, with the three kinds of answer and women's own words. Then
    it is told on."""
    pack = start_pack(consultation=consultation, by=facilitator)
    conclude(pack, facilitator, {theme.code: theme for theme in codebook.themes.all()})
    notes = Notes(tensions=concluded.TENSIONS)
    pack = save_draft(pack=pack, by=facilitator, notes=notes, **story.PACK)
    published = publish_pack(pack=sign_pack(pack=pack, by=facilitator), by=facilitator)
    tell_back.tell(published, facilitator)


def conclude(pack: ReviewPack, facilitator: User, themes: dict[str, Theme]) -> None:
    """What it found, what it recommends, and what was decided."""
    quotes = _passed(pack, facilitator)
    findings = [
        save_finding(
            finding=Finding(pack=pack, **_without(row, "themes")),
            by=facilitator,
            themes=[themes[code] for code in row["themes"]],
            quotes=[q for code in concluded.QUOTES_WANTED.get(n, ()) for q in quotes[code]],
        )
        for n, row in enumerate(concluded.FINDINGS)
    ]
    recommended = [
        save_recommendation(
            recommendation=Recommendation(pack=pack, **_without(row, "findings")),
            by=facilitator,
            findings=[findings[place] for place in row["findings"]],
        )
        for row in concluded.RECOMMENDATIONS
    ]
    for row in story.DECISIONS:
        answers, theme = row["recommendation"], themes[row["theme"]]
        decision = PackDecision(
            pack=pack,
            theme=theme,
            recommendation=None if answers is None else recommended[answers],
            due_on=day(row["due"]),
            **_without(row, "theme", "recommendation", "due"),
        )
        save_decision(decision=decision, by=facilitator)


def _passed(pack: ReviewPack, reader: User) -> dict[str, list[BankQuote]]:
    """Code of a theme → its quotes that two people passed, for either edition."""
    found: dict[str, dict[int, BankQuote]] = defaultdict(dict)
    for use in SHOWN_BY.values():
        for code, quotes in passed_quotes(pack.consultation, reader, use).items():
            found[code] |= {quote.pk: quote for quote in quotes}
    return defaultdict(list, {code: list(quotes.values()) for code, quotes in found.items()})


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
