"""What follows from saving and deleting: files go with what they belonged to, and each publishing
of a page says which versions got older. Connected in the app's ready()."""

from typing import Any

from django.db.models import FileField, Model
from django.db.models.signals import post_delete, pre_save
from wagtail.signals import page_published

from consultations.accessible.models import EasyLine, LargePrint, Recording
from consultations.accessible.services import forget_files, note_published
from consultations.models import ConsultationPage

WITH_FILES: tuple[type[Model], ...] = (EasyLine, Recording, LargePrint)


def connect() -> None:
    page_published.connect(published, sender=ConsultationPage, dispatch_uid="versions")
    for model in WITH_FILES:
        post_delete.connect(deleted, sender=model, dispatch_uid=f"deleted {model.__name__}")
        pre_save.connect(replaced, sender=model, dispatch_uid=f"replaced {model.__name__}")


def published(instance: ConsultationPage, **kwargs: Any) -> None:
    """Wagtail also says so of a page that is to go live later: then its time hasn't come."""
    if instance.live:
        note_published(page=instance)


def deleted(instance: Model, **kwargs: Any) -> None:
    forget_files([getattr(instance, name) for name in _file_fields(instance)])


def replaced(instance: Model, **kwargs: Any) -> None:
    """Another file stands where one stood: the one before goes."""
    before = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    if before is not None:
        names = _file_fields(instance)
        forget_files(
            [getattr(before, n) for n in names if getattr(before, n) != getattr(instance, n)]
        )


def _file_fields(instance: Model) -> list[str]:
    return [field.name for field in instance._meta.fields if isinstance(field, FileField)]
