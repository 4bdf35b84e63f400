"""What travels through the page between checking a file and importing it: the file itself, sealed.

Nothing is kept on the server while a person looks at the check, so no temporary file holds words
that nobody has read. The parcel opens for the member of staff who made it, and nobody else.
"""

import secrets
import zlib
from dataclasses import asdict, dataclass, field

from accounts.models import User
from feedback.importing import Provenance
from feedback.keys import page_key
from feedback.payload import from_json, to_json
from feedback.sealing import BUCKETS, NotOpened, lock, unlock

MARK = 18  # bytes before each piece: 16 of the parcel, its place, how many there are
PIECE = BUCKETS[-1] - MARK - 4
MOST_PIECES = 2  # a page may post 1 MB (DATA_UPLOAD_MAX_MEMORY_SIZE)


class TooMuchForOnePage(ValueError):
    """The file, pressed together, is larger than a page may carry."""


@dataclass(frozen=True)
class Parcel:
    """A checked file and what was said about it."""

    form: int
    version: int
    data: bytes
    removed_by: str = ""
    uses: list[str] = field(default_factory=list)
    text_columns: list[str] = field(default_factory=list)

    @property
    def provenance(self) -> Provenance | None:
        """Who took details out, if somebody did."""
        return Provenance(self.removed_by, self.uses) if self.removed_by else None

    def seal(self, user: User) -> str:
        """Text for a hidden field. Raises TooMuchForOnePage."""
        about = {k: v for k, v in asdict(self).items() if k != "data"}
        whole = to_json({**about, "user": user.pk}) + b"\n" + self.data
        pressed = zlib.compress(whole, 9)
        pieces = [pressed[at : at + PIECE] for at in range(0, len(pressed), PIECE)]
        if len(pieces) > MOST_PIECES:
            raise TooMuchForOnePage
        name = secrets.token_bytes(16)
        marks = [name + bytes([place, len(pieces)]) for place in range(len(pieces))]
        key = page_key("import-parcel")
        return ".".join(lock(m + p, key) for m, p in zip(marks, pieces, strict=True))

    @classmethod
    def open(cls, token: str, user: User) -> "Parcel":
        """Open what `seal` made for the same person. Raises NotOpened for anything else."""
        pieces = [unlock(piece, page_key("import-parcel")) for piece in token.split(".")]
        name = pieces[0][:16]
        marks = [name + bytes([place, len(pieces)]) for place in range(len(pieces))]
        if [piece[:MARK] for piece in pieces] != marks:
            raise NotOpened("Pieces of a page are missing.")
        about, _, data = zlib.decompress(b"".join(p[MARK:] for p in pieces)).partition(b"\n")
        values = from_json(about)
        if values.pop("user") != user.pk:
            raise NotOpened("This page was made for somebody else.")
        return cls(data=data, **values)
