"""What a draft's findings, recommendations and decisions still lack, in plain sentences.

A gap stops signing; a hint doesn't.
"""

import re
from collections.abc import Collection, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations.models import Decision
from core.written import has_a_word
from insights.findings.changed import changes_in
from insights.findings.concluded import conclusions_of
from insights.models import Finding, PackDecision, Recommendation, ReviewPack, Theme
from insights.packs.counts_in_words import COUNT
from insights.rigour.quiet import decided_voices

NUMBER = re.compile(r"\d")
# Of a pack, its recommendations and its decisions, what anyone may read.
OPEN_OF_PACK = ("summary", "missing_voices", "tensions", "limits", "taken_to")
OPEN_OF_RECOMMENDATION, OPEN_OF_DECISION = ("text",), ("you_said", "what", "because")
# Read by anyone, where the finding is public.
OPEN_WORDS = ("sentence", "said", "between_women", "with_services", "negative")


def gaps_of_finding(finding: Finding, themes: Collection[int]) -> list[str]:
    """What it needs before the pack can be signed; `themes` are those that it is about."""
    gaps = [
        (themes, _("Tick at least one theme.")),
        (finding.said, _("Write what women said.")),
        (finding.strength, _("Choose a strength.")),
        (finding.reasons, _("Write why this strength.")),
        (finding.negative, _("Write what does not fit, or that nothing was found.")),
    ]
    return [sentence for given, sentence in gaps if not _has(given)]


def gaps_of_recommendation(recommendation: Recommendation, findings: Collection[int]) -> list[str]:
    """The same; it rests on these findings. That nothing is decided on it yet is no gap: the review
    may come first."""
    gaps = [
        (findings, _("Tick at least one finding that it rests on.")),
        (recommendation.decides, _("Write who decides.")),
    ]
    return [sentence for given, sentence in gaps if not _has(given)]


def gaps_of_decision(decision: PackDecision) -> list[str]:
    """The same. What was published and is otherwise now has to be told, with the reason."""
    gaps, named = [], {"what": decision.you_said}
    if decision.answer != Decision.Answer.DO and not _has(decision.because):
        gaps.append(_("Say why, for: %(what)s") % named)
    if changes_in(decision) and not _has(decision.moved_because):
        gaps.append(_("Say why it changed since it was published, for: %(what)s") % named)
    return gaps


def missing_conclusions(pack: ReviewPack) -> list[str]:
    """What stops signing. Each sentence names the finding or recommendation that it is about."""
    found = conclusions_of(pack)
    missing = [] if found.findings else [_("Write down at least one finding.")]
    for number, finding in enumerate(found.findings, start=1):
        named = _("Finding %(number)d: ") % {"number": number}
        about = found.about.get(finding.pk, ())
        missing += [named + gap for gap in gaps_of_finding(finding, about)]
    for number, recommendation in enumerate(found.recommended, start=1):
        named = _("Recommendation %(number)d: ") % {"number": number}
        rests_on = found.rests_on.get(recommendation.pk, ())
        missing += [named + gap for gap in gaps_of_recommendation(recommendation, rests_on)]
    if not found.decisions:
        missing.append(_("Write down at least one decision."))
    return missing + [gap for decision in found.decisions for gap in gaps_of_decision(decision)]


def hints_of_finding(finding: Finding) -> list[str]:
    """What is worth a second look."""
    if finding.strength == Finding.Strength.SINGLE:
        return [_("One woman's account: it stands in the review edition, and never in public.")]
    if _has_numbers(finding):
        return [_("Its words hold a number. Take it out if it counts women: anyone may read it.")]
    return []


def hints_of_decision(decision: PackDecision) -> list[str]:
    """The same: one that names nothing is published as an answer to all women."""
    if decision.theme_id or decision.recommendation_id:
        return []
    return [
        _(
            "It names no theme and no recommendation, so anyone reads it as an answer to all "
            "women. If it answers what a few said, choose their theme: it then waits until ten or "
            "more said so."
        )
    ]


def numbers_in_words(pack: ReviewPack) -> list[str]:
    """Hints at numbers in findings that anyone may read, each with its finding, and at counts of
    women in all else that they may read."""
    of_findings = [
        _("Finding %(number)d: ") % {"number": number} + " ".join(hints_of_finding(finding))
        for number, finding in enumerate(conclusions_of(pack).findings, start=1)
        if finding.strength != Finding.Strength.SINGLE and _has_numbers(finding)
    ]
    return of_findings + [
        _("%(place)s counts women. Take the count out: anyone may read it, and it may be of a few.")
        % {"place": place}
        for place, text in _open_texts(pack)
        if COUNT.search(text)
    ]


def _open_texts(pack: ReviewPack) -> Iterator[tuple[str, str]]:
    """What anyone may read beside findings, each with what it is called."""
    for name in OPEN_OF_PACK:
        called = capfirst(str(ReviewPack._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        yield _("“%(name)s”") % {"name": called}, getattr(pack, name)
    found = conclusions_of(pack)
    for number, asked in enumerate(found.recommended, start=1):
        for name in OPEN_OF_RECOMMENDATION:
            yield _("Recommendation %(number)d") % {"number": number}, getattr(asked, name)
    for number, decided in enumerate(found.decisions, start=1):
        words = " – ".join(getattr(decided, name) for name in OPEN_OF_DECISION)
        yield _("Decision %(number)d") % {"number": number}, words


def _has_numbers(finding: Finding) -> bool:
    words = [getattr(finding, name) for name in OPEN_WORDS]
    return any(NUMBER.search(text) or COUNT.search(text) for text in words)


def quiet_and_untold(pack: ReviewPack) -> list[str]:
    """Names of themes that few raised, that are kept, and that no finding tells of. They stand in
    the summary of what few said all the same, so this stops nothing."""
    kept = {pk for pk, voice in decided_voices(pack.consultation).items() if voice.is_kept}
    told = set(pack.findings.values_list("themes", "themes__parent"))
    themes = {pk for pks in told for pk in pks if pk}
    untold = Theme.objects.filter(pk__in=kept - themes)
    return list(untold.order_by("order").values_list("name", flat=True))


def _has(given: object) -> bool:
    return has_a_word(given) if isinstance(given, str) else bool(given)
