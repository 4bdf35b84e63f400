"""A page that was published, taken down or deleted, in any language, may bring or take what a gate
asks for. Connected in the app's ready()."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished

from consultations.models import ConsultationPage


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(look_again, sender=ConsultationPage, dispatch_uid="gates")
    post_delete.connect(once_it_is_gone, sender=ConsultationPage, dispatch_uid="gates")


def look_again(instance: ConsultationPage, **kwargs: Any) -> None:
    from consultations.stages.services import ask_gates_again

    ask_gates_again(consultation=instance)


def once_it_is_gone(instance: ConsultationPage, **kwargs: Any) -> None:
    """Wagtail tells that a page is down while it is still stored: then its gate found it."""
    if ConsultationPage.objects.filter(pk=instance.source.pk).exists():
        look_again(instance)
