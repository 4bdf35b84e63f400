"""A page that was published or taken down, in any language, may bring or take what a gate asks for.
Connected in the app's ready()."""

from typing import Any

from wagtail.signals import page_published, page_unpublished

from consultations.models import ConsultationPage


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(look_again, sender=ConsultationPage, dispatch_uid="gates")


def look_again(instance: ConsultationPage, **kwargs: Any) -> None:
    from consultations.stages.services import ask_gates_again

    ask_gates_again(consultation=instance)
