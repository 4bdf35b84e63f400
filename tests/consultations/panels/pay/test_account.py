"""Sort codes and accounts are text: noughts stay, and nothing is guessed."""

import pytest

from consultations.panels.pay.account import NotAnAccount, account_number, shown, sort_code


@pytest.mark.parametrize("typed", ["00-12-34", "00 12 34", "001234", " 00–12–34 "])
def test_noughts_in_front_stay(typed: str) -> None:
    assert sort_code(typed) == "001234"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12-34-5x", "１２３４５６", "-001234e"])
def test_what_is_no_sort_code_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAccount):
        sort_code(typed)


def test_an_account_has_eight_digits() -> None:
    assert account_number("0012 3456") == "00123456"
    assert shown("00123456").endswith("56")
    assert "0012" not in shown("00123456")


@pytest.mark.parametrize("typed", ["1234567", "123456789", "12E45678", "GB33BUKB202015"])
def test_what_is_no_account_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAccount):
        account_number(typed)
