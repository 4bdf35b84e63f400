"""The demo's bank of quotes: read by two people, waiting for the second, and one held back."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from accounts.models import User
from config.demo.voices import Voice
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.uses import Use
from insights.models import BankQuote, Codebook
from insights.quotes.checklist import KEYS
from insights.quotes.selectors import may_be_repeated
from insights.quotes.services import CantQuote, add_quote, check_quote
from insights.selectors.words import texts_of

READ_BY_TWO, READ_BY_ONE, READ_BY_NOBODY = 8, 2, 1
WANTED = READ_BY_TWO + READ_BY_ONE + READ_BY_NOBODY
# Row of the examples, theme, and which of its words; empty: all. Some allow nothing, and are passed
# over; so there are a few more than are wanted.
QUOTES = [
    ("syn-008", "need.housing", ""),
    ("syn-067", "need.trust", "I cried. She made tea. We did one letter at a time."),
    ("syn-088", "factor.multi_agency", ""),
    ("syn-108", "factor.structures", ""),
    ("syn-109", "need.trust", "my worker was gone in a week. didnt even get to say bye"),
    ("syn-110", "factor.accountability", ""),
    ("syn-168", "factor.funding", ""),
    ("syn-203", "factor.lived_experience", ""),
    ("syn-023", "need.mental_health", ""),
    ("syn-113", "need.money", "gave it to the food bank instead, wish i hadnt had too"),
    ("syn-058", "need.childcare", ""),
    ("syn-033", "factor.gender_trauma", "the only place i can say what really happened to me"),
]
HELD_BACK = [("syn-207", "need.discrimination", "")]
WHY_NOT = "An age, and where she sleeps: on a small wing that fits one woman."


def fill_bank(first: User, second: User, voices: dict[int, Voice], codebook: Codebook) -> None:
    """Put invented words in, and have the two people read them who would do it."""
    for number, quote in enumerate(islice(_added(QUOTES, voices, codebook, first), WANTED)):
        if number < READ_BY_TWO + READ_BY_ONE:
            check_quote(quote=quote, by=first, held=KEYS, passed=True)
        if number < READ_BY_TWO:
            check_quote(quote=quote, by=second, held=KEYS, passed=True)
    for quote in _added(HELD_BACK, voices, codebook, first):
        held = KEYS - {"details", "known", "rare"}
        check_quote(quote=quote, by=second, held=held, passed=False, why=WHY_NOT)


def passed_quotes(
    consultation: ConsultationPage, reader: User, use: Use = Use.PUBLIC
) -> dict[str, list[BankQuote]]:
    """Code of a theme → quotes that may be repeated for a use, for findings to be told with."""
    found: dict[str, list[BankQuote]] = defaultdict(list)
    for one in may_be_repeated(consultation, reader, use):
        found[one.theme.code].append(one.quote)
    return dict(found)


def _added(
    wanted: list[tuple[str, str, str]], voices: dict[int, Voice], codebook: Codebook, by: User
) -> Iterator[BankQuote]:
    rows = {voice.row["id"]: pk for pk, voice in voices.items()}
    themes = {theme.code: theme for theme in codebook.themes.all()}
    for row, code, words in wanted:
        response = Response.objects.get(pk=rows[row])
        for (answer, _), text in texts_of([response.pk]).items():
            start = text.find(words)
            try:
                yield add_quote(
                    response=response,
                    answer=answer,
                    start=start,
                    end=start + len(words or text),
                    theme=themes[code],
                    by=by,
                )
            except CantQuote:
                continue
