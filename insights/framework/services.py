"""Writing what one woman said under one theme, and forgetting it when her words change.

A summary is made from her words, so it goes as easily as they do: with the response, with any part
of the visit, and when something had to be taken out of them (decision 0026).
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feedback.models import Response
from insights.framework.cell import codings_of, is_whole, summaries_of
from insights.framework.selectors import without_joined
from insights.models import CaseSummary, Theme
from insights.permissions import require_coder
from insights.rigour.blind import blind_place
from insights.selectors.progress import theming_of
from insights.selectors.women import parts_of
from insights.services.coding import CodingBlind, ThemeNotOffered

LONGEST = 600


class NotCoded(ValueError):
    """Nobody gave her this theme, so that there is nothing to sum up."""


class TooLong(ValueError):
    """A summary has LONGEST characters at most."""


@transaction.atomic
def write_summary(
    *, response: Response, theme: Theme, text: str, by: User, drop_kept: bool = False
) -> CaseSummary | None:
    """Write a woman's summary under a theme, over what stands there; empty text takes it away.

    Text that stands there already keeps its author and day. `drop_kept` removes what was kept of
    merged themes, once it is taken over. Raises PermissionDenied, CodingBlind, ThemeNotOffered,
    NotCoded, TooLong, and Response.DoesNotExist when it was taken back.
    """
    parts = _require(response, by)
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise TooLong(f"{len(said)} characters.")
    _require_offered(parts[0], theme)
    hold(parts)
    if not is_whole(parts):
        forget(parts)  # what was written may hold what she took back
    written = summaries_of(parts, theme)
    own = next((one for one in written if one.theme_id == theme.pk), None)
    if own is None and not codings_of(parts, theme).exists():
        raise NotCoded("Nobody gave her this theme.")
    kept = [one for one in without_joined(written) if one.theme_id != theme.pk]
    if own is None or own.text != said:
        # what a merge joined to the old text lives on in it, or was rewritten by this
        _delete([one for one in written if one != own and one not in kept])
        own = _written(own, parts[0], theme, said, by)
    if drop_kept:
        _delete(kept)
    elif own is None and kept:
        own = kept[0]  # the only one now: it is the theme's own from here on
        CaseSummary.objects.filter(pk=own.pk).update(theme=theme)
    return own


def hold(parts: Sequence[Response]) -> None:
    """Let nobody else write about this woman until the transaction ends."""
    rows = Response.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=[part.pk for part in parts]).values_list("pk"))


def forget(parts: Sequence[Response]) -> int:
    """Delete all summaries of these rows, whatever the theme. Returns how many there were."""
    return CaseSummary.objects.filter(response__in=parts).delete()[0]


def _written(
    own: CaseSummary | None, response: Response, theme: Theme, text: str, by: User
) -> CaseSummary | None:
    if not text:
        if own is not None:
            own.delete()
        return None
    summary = own or CaseSummary(response=response, theme=theme)
    summary.text, summary.written_by, summary.written_on = text, by, timezone.localdate()
    summary.save()
    return summary


def _delete(summaries: Sequence[CaseSummary]) -> None:
    CaseSummary.objects.filter(pk__in=[one.pk for one in summaries]).delete()


def _require(response: Response, by: User) -> list[Response]:
    require_coder(by, response.version.form.area_id)
    parts = parts_of(response)
    if response not in parts:
        raise Response.DoesNotExist("These words were taken back.")
    if blind_place(parts, by) is not None:
        raise CodingBlind("She may not see yet what others coded.")
    return parts


def _require_offered(response: Response, theme: Theme) -> None:
    """The theme as it is now: whoever merges it waits for this summary, or this one for her."""
    theming = theming_of(response.version.form.consultation)
    locked = Theme.objects.select_for_update(no_key=True).filter(pk=theme.pk, merged_into=None)
    here = locked.values_list("codebook", flat=True).first()
    if theming is None or here != theming.codebook_id:
        raise ThemeNotOffered(f"“{theme}” is not a theme of this consultation's codebook.")
