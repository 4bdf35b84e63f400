"""What a pack concludes goes into its next version, each thing under the key that it has."""

from insights.models import Finding, FindingQuote, PackDecision, Recommendation, ReviewPack


def carry_over(source: ReviewPack, target: ReviewPack) -> None:
    """Copy findings with their themes and quotes, recommendations and decisions, and what leads
    from one to another."""
    findings = {old.pk: _finding(old, target) for old in source.findings.all()}
    recommended = {
        old.pk: _recommendation(old, target, findings) for old in source.recommended.all()
    }
    for decision in source.decisions.all():
        answers = recommended.get(decision.recommendation_id or 0)
        _decision(decision, target, answers, is_told=source.outcome_id is not None)


def bring_back(published: ReviewPack) -> None:
    """What women were told stays in the next version, also where that was begun before: decisions
    that were taken out of its draft meanwhile come back, and say what women said as they were told.
    """
    told = {row["key"] for row in published.editions["public"]["decisions"]}
    decisions = [one for one in published.decisions.all() if str(one.key) in told]
    drafts = ReviewPack.objects.filter(
        consultation=published.consultation,
        number__gt=published.number,
        status=ReviewPack.Status.DRAFT,
    )
    for draft in drafts:
        there = {row.key: row for row in draft.decisions.all()}
        recommended = {row.key: row for row in draft.recommended.all()}
        for decision in decisions:
            mine, asked = there.get(decision.key), decision.recommendation
            if mine is None:
                answers = recommended.get(asked.key) if asked else None
                _decision(decision, draft, answers, is_told=True)
            elif mine.you_said != decision.you_said:
                mine.you_said = decision.you_said
                mine.save(update_fields=["you_said"])


def _decision(
    decision: PackDecision, target: ReviewPack, answers: Recommendation | None, *, is_told: bool
) -> None:
    decision.pk, decision.pack, decision.recommendation = None, target, answers
    if is_told:
        decision.moved_because = ""
    decision.save(force_insert=True)


def _finding(old: Finding, target: ReviewPack) -> Finding:
    themes, quotes = list(old.themes.all()), list(FindingQuote.objects.filter(finding=old))
    new = Finding.objects.get(pk=old.pk)
    new.pk, new.pack = None, target
    new.save(force_insert=True)
    new.themes.set(themes)
    FindingQuote.objects.bulk_create(
        FindingQuote(finding=new, quote_id=quote.quote_id, order=quote.order) for quote in quotes
    )
    return new


def _recommendation(
    old: Recommendation, target: ReviewPack, findings: dict[int, Finding]
) -> Recommendation:
    rests_on = [findings[pk] for pk in old.findings.values_list("pk", flat=True) if pk in findings]
    new = Recommendation.objects.get(pk=old.pk)
    new.pk, new.pack = None, target
    new.save(force_insert=True)
    new.findings.set(rests_on)
    return new
