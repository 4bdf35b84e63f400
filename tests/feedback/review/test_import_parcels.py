"""A parcel travels through a page: whole, unspoilt, and for its maker alone."""

import secrets

import pytest
from django.conf import settings

from feedback.importing.tables import MOST_BYTES
from feedback.review.imports.parcels import (
    MARK,
    MOST_PIECES,
    MOST_UNPACKED,
    PIECE,
    Parcel,
    TooMuchForOnePage,
)
from feedback.sealing import NotOpened
from tests.factories.accounts import make_user
from tests.house.paths import ROOT


def test_a_parcel_comes_back_whole_in_pieces(db: None) -> None:
    user = make_user()
    parcel = Parcel(
        form=1,
        version=2,
        data=secrets.token_bytes(PIECE + 10),
        mapping={"targets": {"a": "id"}, "choices": {}},
    )
    token = parcel.seal(user)
    assert token.count(".") == 1
    assert Parcel.open(token, user) == parcel


@pytest.mark.parametrize("spoil", ["swap", "drop", "mix", "change"])
def test_a_spoilt_parcel_does_not_open(db: None, spoil: str) -> None:
    user = make_user()
    parcel = Parcel(form=1, version=2, data=secrets.token_bytes(PIECE + 10))
    first, second = parcel.seal(user).split(".")
    other = parcel.seal(user).split(".")[1]
    middle = len(first) // 2
    changed = first[:middle] + ("A" if first[middle] != "A" else "B") + first[middle + 1 :]
    spoilt = {
        "swap": f"{second}.{first}",
        "drop": first,
        "mix": f"{first}.{other}",
        "change": f"{changed}.{second}",
    }
    with pytest.raises(NotOpened):
        Parcel.open(spoilt[spoil], user)


def test_a_parcel_opens_for_its_maker_alone(db: None) -> None:
    token = Parcel(form=1, version=2, data=b"words").seal(make_user())
    with pytest.raises(NotOpened):
        Parcel.open(token, make_user())


def test_a_parcel_has_a_largest_size(db: None) -> None:
    with pytest.raises(TooMuchForOnePage):
        Parcel(form=1, version=2, data=secrets.token_bytes(MOST_PIECES * (PIECE + MARK))).seal(
            make_user()
        )


def test_the_manual_names_the_limits_that_hold() -> None:
    said = " ".join((ROOT / "docs" / "import-export.md").read_text().split())
    mb = 1024 * 1024
    screen, command = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // mb, MOST_BYTES // mb
    assert f"files above {screen} MB on the screen and above {command} MB by the command" in said
    held, unpacked = round(MOST_PIECES * PIECE / mb), MOST_UNPACKED // mb
    assert f"a page holds {held} MB of that, or {unpacked} MB before pressing" in said
