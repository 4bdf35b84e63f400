"""Memos: what coders think on the way. On a response, on a theme, or on the whole reading."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import Response
from insights.models import Memo, Theme
from insights.permissions import require_coder
from insights.selectors.progress import CONSULTATION, theming_of
from insights.selectors.women import parts_of

LONGEST = 10_000  # characters


class NothingWritten(ValueError):
    """A memo without a word, or longer than LONGEST."""


@transaction.atomic
def write_memo(
    *,
    consultation: ConsultationPage,
    text: str,
    by: User,
    response: Response | None = None,
    theme: Theme | None = None,
) -> Memo:
    """Write a memo on a response or a theme of the consultation, or else on the whole reading.

    Raises PermissionDenied, NothingWritten, Response.DoesNotExist and Theme.DoesNotExist where
    they are not of this consultation, or were taken back.
    """
    page = source_of(consultation)
    require_coder(by, page.area_id)
    if response is not None:
        _require_response(response, page)
    if theme is not None:
        theming = theming_of(page)
        Theme.objects.get(pk=theme.pk, codebook=theming.codebook_id if theming else None)
    return Memo.objects.create(
        consultation=page,
        response=response,
        theme=theme,
        author=by,
        text=_text(text),
        written_on=timezone.localdate(),
    )


@transaction.atomic
def change_memo(*, memo: Memo, text: str, by: User) -> Memo:
    """Write a memo of her own anew. Raises PermissionDenied, NothingWritten, Memo.DoesNotExist."""
    found = _hers(memo, by)
    wanted = _text(text)
    if wanted != found.text:
        found.text, found.changed_on = wanted, timezone.localdate()
        found.save(update_fields=["text", "changed_on"])
    return found


@transaction.atomic
def delete_memo(*, memo: Memo, by: User) -> None:
    """Delete a memo of her own. Raises PermissionDenied and Memo.DoesNotExist."""
    _hers(memo, by).delete()


def _hers(memo: Memo, by: User) -> Memo:
    require_coder(by, memo.consultation.area_id)
    found = Memo.objects.select_for_update(of=("self",)).get(pk=memo.pk, author=by)
    if found.response is not None and not parts_of(found.response):
        raise Memo.DoesNotExist("These words were taken back.")
    return found


def _require_response(response: Response, page: ConsultationPage) -> None:
    same = Response.objects.filter(pk=response.pk, **{CONSULTATION: page.translation_key})
    if not same.exists() or response not in parts_of(response):
        raise Response.DoesNotExist("It isn't of this consultation, or was taken back.")


def _text(text: str) -> str:
    """The memo as it is stored: lines as they are, no space around them."""
    wanted = text.replace("\r\n", "\n").strip()
    if not wanted or len(wanted) > LONGEST:
        raise NothingWritten("Write something, in a few pages at most.")
    return wanted
