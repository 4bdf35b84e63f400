"""Who may write to a woman by her receipt, and who may send. By area, always."""

from django.db.models import QuerySet

from accounts.permissions import areas_where, user_may
from core.models import Area
from feedback.review.models import SafeguardingCase
from feedback.review.permissions import Anyone, user_can_decide, user_can_review
from feedback.review.replies.models import Reply, SecondLook
from feedback.review.replies.readers import were_here

REPLY = "feedback.write_replies"


def reply_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose women she may reply to."""
    return areas_where(user, REPLY)


def user_can_reply(user: Anyone, area: Area | int) -> bool:
    """Whether she may write and check replies of this area."""
    return user_may(user, REPLY, area)


def user_can_send(user: Anyone, reply: Reply) -> bool:
    """Whether she may send this one: a second person may, whoever wrote the words may not.

    The safeguarding lead alone may send her own at once, where a case was opened for the response:
    somebody may be in danger.
    """
    if not user_can_reply(user, reply.area_id):
        return False
    if reply.written_by_id != user.pk:
        return reply.state == Reply.State.READY
    return user_can_decide(user, reply.area_id) and has_case(reply.response_id)


def has_case(response_id: int) -> bool:
    """Whether a safeguarding case was opened for this response."""
    return SafeguardingCase.objects.filter(waiting__response_id=response_id).exists()


def user_can_look_again(user: Anyone, look: SecondLook) -> bool:
    """Whether she is the second reader: one of the area who did nothing to these words before."""
    first = were_here(bytes(look.receipt_hash))
    return user_can_review(user, look.area_id) and user.pk not in first
