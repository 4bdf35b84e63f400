"""Slow work that staff ask for. A task carries ids and returns counts, never words (trap 6)."""

from dataclasses import asdict

from django_tasks import task


@task(backend="slow", queue_name="analysis")
def suggest_for_run(run_id: int) -> dict[str, int]:
    """Carry out a run in the worker that staff processes run. One that is gone, or was stopped
    while it waited, is none any more."""
    from insights.models import SuggestionRun
    from insights.services.runs import carry_out_run

    run = SuggestionRun.objects.select_related("consultation").filter(pk=run_id).first()
    report = carry_out_run(run=run) if run else None
    return asdict(report) if report else {}


@task(backend="slow", queue_name="analysis")
def measure_agreement(sample_id: int) -> dict[str, int]:
    """Measure how far the two coders of a compared sample agree. Doing it again changes nothing."""
    from insights.rigour.measuring import measure_sample

    return {"responses": measure_sample(sample_id)}


@task(backend="slow", queue_name="analysis")
def sign_pack_for(making_id: int) -> dict[str, int]:
    """Sign a pack for who asked. One that is gone, or was stopped while it waited, is not begun."""
    from insights.models import PackMaking
    from insights.packs.making import carry_out

    makings = PackMaking.objects.select_related("pack__consultation", "asked_by")
    making = makings.filter(pk=making_id).first()
    return {"signed": int(carry_out(making)) if making else 0}
