"""Slow work that staff ask for. A task carries ids and returns counts, never words (trap 6)."""

from dataclasses import asdict

from django_tasks import task

from consultations.models import ConsultationPage


@task(backend="slow", queue_name="analysis")
def suggest_for_consultation(consultation_id: int) -> dict[str, int]:
    """Suggest themes for one consultation in the worker that staff processes run."""
    from insights.services import suggest_themes

    consultation = ConsultationPage.objects.get(pk=consultation_id)
    return asdict(suggest_themes(consultation=consultation))
