"""Responses in nearly the same words: a campaign, or one text sent again. Shown, never left out."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

from django.core.cache import cache

from consultations.models import ConsultationPage
from feedback.alike import groups_alike
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.selectors.women import woman_of

QUICK = 2_000  # answers that a list page may look through; more are on their own page alone
SECONDS = 600


def alike_in(consultation: ConsultationPage) -> list[list[int]]:
    """Groups of women whose words are nearly the same, the largest first: of each woman, the id of
    one of her responses. Rows of one visit are one woman, whatever she repeats in them."""
    texts, response_of = _said(consultation)
    return [[response_of[woman] for woman in group] for group in groups_alike(texts)]


def _said(consultation: ConsultationPage) -> tuple[dict[Hashable, str], dict[Hashable, int]]:
    """What each woman said, and one of her responses."""
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).exclude(text="")
    texts: dict[Hashable, dict[str, None]] = defaultdict(dict)
    response_of: dict[Hashable, int] = {}
    rows = answers.order_by("response_id", "question_key")
    for pk, visit, text in rows.values_list("response_id", "response__visit_hash", "text"):
        woman = woman_of(pk, visit)
        texts[woman][text] = None
        response_of[woman] = pk
    return {woman: "\n".join(said) for woman, said in texts.items()}, response_of


def alike_numbers(consultation: ConsultationPage) -> dict[int, int]:
    """Response → how many other women sent nearly the same words; {} where there are too many
    answers for a list page. Kept for some minutes in memory: numbers alone, no words."""
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).exclude(text="")
    number = answers.count()
    if number > QUICK:
        return {}
    # whoever takes words back changes the number, so that nothing old is shown
    key = f"alike-{consultation.pk}-{number}"
    found: dict[int, int] | None = cache.get(key)
    if found is None:
        found = {pk: len(group) - 1 for group in alike_in(consultation) for pk in group}
        cache.set(key, found, SECONDS)
    return found


def alike_counts(consultation: ConsultationPage) -> tuple[int, int]:
    """How many groups there are, and how many women in them. Comparing ten thousand answers takes
    seconds, so it is kept for some minutes: two numbers, known by how much was said in all."""
    texts, _responses = _said(consultation)
    key = f"alike-counts-{consultation.pk}-{len(texts)}-{sum(map(len, texts.values()))}"
    found: tuple[int, int] | None = cache.get(key)
    if found is None:
        groups = groups_alike(texts)
        found = len(groups), sum(map(len, groups))
        cache.set(key, found, SECONDS)
    return found


def others_alike(numbers: dict[int, int], leads: Mapping[int, int]) -> Counter[int]:
    """The same by the row that leads a visit, as lists show them."""
    others: Counter[int] = Counter()
    for pk, number in numbers.items():
        if pk in leads:
            others[leads[pk]] = max(others[leads[pk]], number)
    return others
