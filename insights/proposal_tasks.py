"""Slow work that staff ask for. A task carries ids and returns counts, never words (trap 6)."""

from dataclasses import asdict

from django_tasks import task

from consultations.models import ConsultationPage


class ProposingFailed(RuntimeError):
    """A look ended by an error: says which kind, never its text."""


@task(backend="slow", queue_name="analysis")
def propose_for_consultation(consultation_id: int) -> dict[str, int]:
    """Propose new themes for one consultation in the worker that staff processes run."""
    from insights.services import NoCodebook
    from insights.services.proposals import propose_themes

    consultation = ConsultationPage.objects.get(pk=consultation_id)
    try:
        return asdict(propose_themes(consultation=consultation))
    except NoCodebook:
        return {}
    except Exception as error:  # a library's message may hold words; the queue keeps what it says
        raise ProposingFailed(type(error).__name__) from None
