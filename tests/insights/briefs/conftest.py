"""A signed pack with words that anyone may read and that may be printed."""

import pytest

from accounts.models import User
from feedback.models import Form, Response
from insights.briefs.parts import TITLES, Part
from insights.briefs.services import save_brief
from insights.models import BriefDraft, ReviewPack
from insights.packs.services import sign_pack
from tests.factories.packs import HOUSING, SAID, draft_of, make_coded

ASKS = ["What should come first?"]
PRINTED = ["design_team", "public", "report"]


@pytest.fixture
def quoted(crowd: Form, facilitator: User) -> Response:
    """A woman on housing, with 40 others, who lets anyone read her words, in print too."""
    return make_coded(crowd, facilitator, HOUSING, text=SAID, uses=PRINTED)


@pytest.fixture
def pack(crowd: Form, facilitator: User, quoted: Response) -> ReviewPack:
    return sign_pack(pack=draft_of(crowd, facilitator, quotes=[quoted]), by=facilitator)


def parts_saying(text: str = "We say it plainly.", **changes: str) -> list[Part]:
    """All parts, each with this one sentence, but for those that are given."""
    return [Part(key, [changes.get(key, text)]) for key in TITLES]


def write(
    pack: ReviewPack, by: User, text: str = "We say it plainly.", **changes: str
) -> BriefDraft:
    """The words of a brief that may be given, with every quote that there is."""
    places = range(len(pack.editions["public"]["quotes"]))
    return save_brief(
        pack=pack, by=by, parts=parts_saying(text, **changes), asks=ASKS, places=list(places)
    )
