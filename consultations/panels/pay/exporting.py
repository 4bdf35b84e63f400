"""Rows and a profile make a file. Every byte is the profile's.

A file that would say something other than what was approved is not made: an account that is no
account, an amount that has no room, a name that would be cut where the profile doesn't say so, or
that isn't there, or has letters that the profile doesn't know.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from consultations.panels.pay.account import ACCOUNT, SORT_CODE
from consultations.panels.pay.export_profiles import Column, Profile
from consultations.panels.pay.money import decimals
from core.cells import safe_cell, sheet_text

DIGITS = frozenset(
    {"sort_code", "account_number", "own_sort_code", "own_account_number", "pence", "amount"}
)
DAYS = frozenset({"date", "due", "approved"})
NAMES = frozenset({"name", "account_name", "own_name"})
# Letters that are one with their stroke or each other: no decomposition of Unicode parts them.
PLAIN = str.maketrans(
    {
        **{"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h"},
        **{"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "ẞ": "SS", "ß": "ss", "ı": "i"},
        **{"Þ": "TH", "þ": "th", "Ð": "D", "ð": "d", "Ŧ": "T", "ŧ": "t", "Ŋ": "NG", "ŋ": "ng"},
    }
)


class CannotExport(ValueError):
    """One line of the run can't be written by this profile. `reference` says which."""

    def __init__(self, reference: str, why: str) -> None:
        super().__init__(f"{reference}: {why}")
        self.reference, self.why = reference, why


@dataclass(frozen=True)
class Payment:
    """One line of a file. Days as dates, money as whole pence, accounts as text."""

    reference: str
    name: str
    pence: int
    day: date
    due: date
    approved: date | None = None
    account_name: str = ""
    sort_code: str = ""
    account_number: str = ""
    run: str = ""
    what: str = ""
    method: str = ""
    agreed_on: date | None = None  # with the governor of a prison
    agreed: str = ""


@dataclass(frozen=True)
class Own:
    """The account that pays."""

    name: str = ""
    sort_code: str = ""
    account_number: str = ""


def export(profile: Profile, payments: Iterable[Payment], own: Own, *, copy: int = 1) -> bytes:
    """The file. `copy` is 1 the first time. Raises CannotExport."""
    rows = [
        [_cell(profile, column, _values(profile, payment, own, number, copy), payment.reference)
         for column in profile.columns]
        for number, payment in enumerate(_checked(profile, payments, own), start=1)
    ]  # fmt: skip
    if profile.form == "xlsx":
        return _workbook(profile, rows)
    if profile.form == "fixed":
        lines = ["".join(row) for row in rows]
        text = "".join(f"{line}{profile.newline}" for line in lines)
    else:
        text = _csv(profile, rows)
    return _encoded(profile, text)


def _encoded(profile: Profile, text: str) -> bytes:
    """Raises CannotExport, of the whole file: which line has the sign is seen in its words."""
    try:
        return text.encode(profile.encoding)
    except UnicodeEncodeError as error:
        raise CannotExport(profile.key, _("it has no sign “%s”") % text[error.start]) from None


def _checked(profile: Profile, payments: Iterable[Payment], own: Own) -> list[Payment]:
    found = list(payments)
    for payment in found:
        if payment.pence <= 0:
            raise CannotExport(payment.reference, _("nothing to pay"))
        if profile.needs_account and payment.method == "bank":
            _require_account(payment.reference, payment.sort_code, payment.account_number)
            if not payment.account_name.strip():
                raise CannotExport(payment.reference, _("no name on the account"))
        if payment.method == "governor" and not payment.name.strip():
            words = _("no name to hand it over to: finance types it in from paper")
            raise CannotExport(payment.reference, words)
    if profile.needs_own_account:
        _require_account(_("Your own account"), own.sort_code, own.account_number)
        if not own.name.strip():
            raise CannotExport(_("Your own account"), _("no name: write it in “How we pay”"))
    return found


def _require_account(whose: str, sort_code: str, account: str) -> None:
    if not SORT_CODE.fullmatch(sort_code):
        raise CannotExport(whose, _("the sort code is not six digits"))
    if not ACCOUNT.fullmatch(account):
        raise CannotExport(whose, _("the account number is not eight digits"))


def _values(
    profile: Profile, payment: Payment, own: Own, number: int, copy: int
) -> Mapping[str, str]:
    def day(value: date | None) -> str:
        return value.strftime(profile.date_format) if value else ""

    return {
        "name": payment.name,
        "account_name": payment.account_name,
        "sort_code": payment.sort_code,
        "account_number": payment.account_number,
        "amount": decimals(payment.pence),
        "pence": str(payment.pence),
        "reference": payment.reference,
        "own_name": own.name,
        "own_sort_code": own.sort_code,
        "own_account_number": own.account_number,
        "date": day(payment.day),
        "due": day(payment.due),
        "approved": day(payment.approved),
        "run": payment.run,
        "copy": f"COPY {copy}" if copy > 1 else "",
        "line": str(number),
        "what": payment.what,
        "method": payment.method,
        "agreed": f"{day(payment.agreed_on)}: {payment.agreed}" if payment.agreed else "",
    }


def _cell(profile: Profile, column: Column, values: Mapping[str, str], reference: str) -> str:
    text = values[column.value] if column.value else column.text
    if column.value in NAMES:
        _require_letters(profile, column, text, reference)
    if column.value not in DIGITS | DAYS:
        text = _allowed(profile, text)
    if not column.width:
        return text
    if len(text) > column.width:
        if not column.clip:
            raise CannotExport(reference, _("“%(column)s” has no room") % {"column": column.title})
        text = text[: column.width]
    fill = text.ljust if column.align == "left" else text.rjust
    return fill(column.width, column.pad)


def _require_letters(profile: Profile, column: Column, name: str, reference: str) -> None:
    """A name that would lose a letter is another name, or none at all. Raises CannotExport."""
    if not profile.characters or not name.strip():
        return
    plain = _plain(profile, name)
    kept = re.sub(f"[^{profile.characters}]", "", plain)
    lost = [sign for sign in re.sub(f"[{profile.characters}]", "", plain) if sign.isalnum()]
    if lost or not any(sign.isalnum() for sign in kept):
        whose = _("Your own account") if column.value == "own_name" else reference
        words = _("“%(name)s” has signs that this file can’t hold: type it in plain letters")
        raise CannotExport(whose, words % {"name": name})


def _plain(profile: Profile, text: str) -> str:
    """In plain letters, as far as it has any: ŵ becomes w."""
    plain = _bare(" ".join(text.split()).translate(PLAIN))
    return _bare(plain.upper()) if profile.upper else plain


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _allowed(profile: Profile, text: str) -> str:
    """The text in signs that the profile allows; any other becomes a space."""
    if profile.characters:
        return re.sub(f"[^{profile.characters}]", " ", _plain(profile, text))
    text = " ".join(text.split())
    return text.upper() if profile.upper else text


def _csv(profile: Profile, rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=profile.separator, lineterminator=profile.newline)
    if profile.header:
        writer.writerow([column.title for column in profile.columns])
    for row in rows:
        writer.writerow(
            [
                cell if column.value in DIGITS | DAYS else safe_cell(cell)
                for cell, column in zip(row, profile.columns, strict=True)
            ]
        )
    return out.getvalue()


def _workbook(profile: Profile, rows: Iterable[list[str]]) -> bytes:
    """Accounts and references as text, so that no nought is lost; amounts as numbers with two
    decimals. openpyxl is imported here: no process needs it before."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    if profile.header:
        sheet.append([column.title for column in profile.columns])
    for row in rows:
        sheet.append([None] * len(row))
        for index, (text, column) in enumerate(zip(row, profile.columns, strict=True), start=1):
            cell = sheet.cell(row=sheet.max_row if sheet.max_row > 1 else 1, column=index)
            _fill(cell, text, column)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, text: str, column: Column) -> None:
    if column.value == "amount":
        cell.value, cell.number_format = Decimal(text), "0.00"
        return
    digits = column.value in DIGITS | DAYS
    cell.value = text if digits else safe_cell(sheet_text(text))
    cell.data_type, cell.number_format = "s", "@"
