"""What a page for keying carries: what is keyed, and by whom. No word of hers.

The page opens for the member of staff who began it, for a day.
"""

from dataclasses import asdict, dataclass

from feedback.keys import page_key
from feedback.payload import from_json, to_json
from feedback.review.paper.numbers import Copy
from feedback.sealing import NotOpened, lock, unlock
from feedback.state import VISIT_SECONDS, Visit, this_second


@dataclass(frozen=True)
class Ticket:
    """`visit` is random; a numbered sheet has a visit of its own, which its number gives."""

    version: int
    channel: str
    language: str
    wording: int
    user: int
    visit: str
    started: int
    run: int = 0
    place: int = 0

    @classmethod
    def begin(
        cls,
        *,
        version: int,
        channel: str,
        language: str,
        wording: int,
        user: int,
        copy: Copy | None = None,
    ) -> "Ticket":
        fresh = Visit.begin()
        place = {"run": copy.run, "place": copy.place} if copy else {}
        return cls(version, channel, language, wording, user, fresh.id, fresh.started, **place)

    @property
    def copy(self) -> Copy | None:
        """The numbered sheet, where there is one."""
        return Copy(self.run, self.place) if self.run else None

    @property
    def sent_as(self) -> str:
        """The visit that the response is sent as."""
        return self.copy.visit if self.copy else self.visit

    def seal(self) -> str:
        return lock(to_json(asdict(self)), page_key("key-in"))

    @classmethod
    def open(cls, token: str, user: int) -> "Ticket":
        """What `seal` made for the same person today. Raises NotOpened for anything else."""
        try:
            ticket = cls(**from_json(unlock(token, page_key("key-in"))))
        except (ValueError, TypeError) as error:
            raise NotOpened("This page was not made here.") from error
        if ticket.user != user or this_second() - ticket.started >= VISIT_SECONDS:
            raise NotOpened("This page was made for somebody else, or is too old.")
        return ticket
