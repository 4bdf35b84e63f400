"""What becomes of memos when a response leaves. Connected in apps.py."""

from typing import Any

from feedback.models import FormVersion, Response
from feedback.selectors import words_that_leave
from insights.models import Memo
from insights.notes.repeating import repeating


def forget_memos_that_quote(sender: type[Response], instance: Response, **kwargs: Any) -> None:
    """A response is being deleted: memos on themes, on the whole reading or on other responses that
    repeat her words go with it, or what she took back would stay there and leave in a hand-over."""
    keys = FormVersion.objects.filter(pk=instance.version_id)
    here = Memo.objects.filter(
        consultation__translation_key__in=keys.values("form__consultation__translation_key")
    ).exclude(response=instance)
    memos = dict(here.order_by().values_list("pk", "text"))  # one query where there are none
    if memos:
        Memo.objects.filter(pk__in=repeating(memos, words_that_leave(instance))).delete()
