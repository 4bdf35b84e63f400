"""What travels through the pages between checking a file and importing it: what it says, sealed.

Nothing is kept on the server while a person looks at the check, so no temporary file holds words
that nobody has read. The file is opened once: from then on its rows travel, not its bytes. The
parcel opens for the member of staff who made it, and nobody else.
"""

import secrets
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any

from accounts.models import User
from feedback.importing.storing import Provenance
from feedback.importing.targets import Mapping
from feedback.keys import page_key
from feedback.payload import from_json, to_json
from feedback.sealing import BUCKETS, NotOpened, lock, unlock

MARK = 18  # bytes before each piece: 16 of the parcel, its place, how many there are
PIECE = BUCKETS[-1] - MARK - 4
MOST_PIECES = 16  # about 6 MB in a page, which may post 8 (DATA_UPLOAD_MAX_MEMORY_SIZE)
# What a parcel of that size may become when it is opened: more than any table that was read.
MOST_UNPACKED = 64 * 1024 * 1024


class TooMuchForOnePage(ValueError):
    """The file, pressed together, is larger than a page may carry."""


@dataclass(frozen=True)
class Parcel:
    """A file that was read and what was said about it. `data` is its table, as bytes."""

    form: int
    version: int
    data: bytes
    file_hash: str = ""
    source: str = ""
    removed_by: str = ""
    uses: list[str] = field(default_factory=list)
    mapping: dict[str, Any] | None = None

    @property
    def provenance(self) -> Provenance | None:
        """Who took details out, if somebody did."""
        return Provenance(self.removed_by, self.uses) if self.removed_by else None

    @property
    def chosen(self) -> Mapping | None:
        """The columns that a person chose, if somebody did."""
        return Mapping(**self.mapping) if self.mapping else None

    def seal(self, user: User) -> str:
        """Text for a hidden field. Raises TooMuchForOnePage."""
        about = {k: v for k, v in asdict(self).items() if k != "data"}
        whole = to_json({**about, "user": user.pk}) + b"\n" + self.data
        pressed = zlib.compress(whole, 9)
        pieces = [pressed[at : at + PIECE] for at in range(0, len(pressed), PIECE)]
        if len(pieces) > MOST_PIECES or len(whole) > MOST_UNPACKED:
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
