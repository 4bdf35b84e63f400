"""Files for banks and books, byte by byte; and what is refused rather than written."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from consultations.panels.pay.export_profiles import (
    ProfileIsWrong,
    profile_of,
    profiles,
)
from consultations.panels.pay.exporting import CannotExport, Own, Payment, export

DAY = date(2026, 11, 27)
OWN = Own("Southdown Panels", "089999", "00112233")
ALYS = Payment(
    reference="K7Q2M4XB",
    name="Alys Penhallow",
    account_name="A. Penhallow-Ŵyn & Co",
    sort_code="001234",
    account_number="00123456",
    pence=5_500,
    day=DAY,
    due=date(2026, 12, 1),
    approved=date(2026, 11, 26),
    run="R00012",
    what="fee",
    method="bank",
)
XERO: dict[str, Any] = {
    "key": "xero-bills",
    "label": "Xero bills",
    "form": "csv",
    "methods": ["bank", "cash"],
    "encoding": "utf-8",
    "newline": "\r\n",
    "header": True,
    "date_format": "%d/%m/%Y",
    "columns": [
        {"title": "*ContactName", "value": "name"},
        {"title": "*InvoiceNumber", "value": "reference"},
        {"title": "*InvoiceDate", "value": "date"},
        {"title": "*DueDate", "value": "due"},
        {"title": "*Description", "value": "what"},
        {"title": "*Quantity", "text": "1"},
        {"title": "*UnitAmount", "value": "amount"},
        {"title": "*AccountCode", "text": "429"},
        {"title": "*TaxType", "text": "No VAT"},
    ],
}


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_bacs_standard_18_line_by_its_places() -> None:
    file = export(profiles()["bacs18"], [ALYS], OWN)
    assert file == (
        b"001234"  # 1-6 destination sort code
        b"00123456"  # 7-14 destination account
        b"0"  # 15 type of account
        b"99"  # 16-17 bank giro credit
        b"089999"  # 18-23 originating sort code
        b"00112233"  # 24-31 originating account
        b"    "  # 32-35 free
        b"00000005500"  # 36-46 pence
        b"SOUTHDOWN PANELS  "  # 47-64 originator
        b"K7Q2M4XB          "  # 65-82 reference
        b"A. PENHALLOW-WYN &"  # 83-100 destination name, cut to 18
        b"\r\n"
    )
    assert len(file) == 102


def written(told: Payment) -> bytes | None:
    try:
        return export(profiles()["bacs18"], [told], OWN)
    except CannotExport:
        return None


WORDS = st.text(min_size=1, max_size=40).filter(lambda words: bool(words.strip()))


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(WORDS, st.integers(1, 99_999_999), st.text("0123456789", min_size=8, max_size=8))
def test_each_bacs_line_has_a_hundred_signs_that_bacs_knows(
    name: str, pence: int, account: str
) -> None:
    told = replace(ALYS, account_name=name, pence=pence, account_number=account)
    line = written(told)
    if line is None:  # not one sign of hers that Bacs knows, or a letter that it doesn't
        assert not name.isascii() or not any(sign.isalnum() for sign in name)
        return
    assert len(line) == 102
    assert line.endswith(b"\r\n")
    body = line[:-2].decode("ascii")
    assert set(body) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.&/- ")
    assert body[82:].strip()
    assert int(body[35:46]) == pence
    assert body[6:14] == account


def test_the_generic_csv_byte_by_byte() -> None:
    file = export(profiles()["generic"], [ALYS], OWN)
    assert (
        file
        == (
            "\ufeffName,Account name,Sort code,Account number,Amount,Reference,Date,As agreed\r\n"
            "Alys Penhallow,A. Penhallow-Ŵyn & Co,001234,00123456,55.00,K7Q2M4XB,27/11/2026,\r\n"
        ).encode()
    )


def test_no_cell_of_a_csv_can_be_run() -> None:
    nasty = replace(ALYS, name='=HYPERLINK("x")', account_name="@SUM(A1)")
    text = export(profiles()["generic"], [nasty], OWN).decode("utf-8-sig")
    assert '"\'=HYPERLINK(""x"")",\'@SUM(A1),001234,' in text


def test_the_register_keeps_noughts_as_text_and_money_as_numbers() -> None:
    nasty = replace(ALYS, name="=1+1", reference="00000001", pence=1_205)
    sheet: Any = load_workbook(
        io.BytesIO(export(profiles()["register"], [ALYS, nasty], OWN))
    ).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][:7] == ["Run", "Copy", "What", "How", "Reference", "Name", "Amount"]
    assert len(rows) == 3
    assert rows[1][:6] == ["R00012", None, "fee", "bank", "K7Q2M4XB", "Alys Penhallow"]
    assert Decimal(str(rows[1][6])) == Decimal("55.00")
    assert sheet["G2"].number_format == "0.00"
    assert rows[2][4:6] == ["00000001", "'=1+1"]
    assert sheet["E3"].data_type == "s"
    assert sheet["F3"].data_type == "s"


def test_a_profile_is_added_as_data(data_dir: Path) -> None:
    assert "xero-bills" not in profiles()
    folder = data_dir / "pay-profiles"
    folder.mkdir()
    (folder / "xero.json").write_text(json.dumps(XERO))
    file = export(profiles()["xero-bills"], [ALYS], OWN)
    assert file == (
        b"*ContactName,*InvoiceNumber,*InvoiceDate,*DueDate,*Description,*Quantity,*UnitAmount,"
        b"*AccountCode,*TaxType\r\n"
        b"Alys Penhallow,K7Q2M4XB,27/11/2026,01/12/2026,fee,1,55.00,429,No VAT\r\n"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Xero Bills"},
        {"form": "pdf"},
        {"encoding": "utf-7"},
        {"newline": "\r"},
        {"columns": []},
        {"columns": [{"value": "salary"}]},
        {"columns": [{"title": "x", "run": "rm"}]},
        {"columns": "name"},
        {"form": "fixed", "columns": [{"value": "name"}]},
        {"characters": "z-a"},
        {"surprise": True},
        {"date_format": 5},
        {"key": 5},
        {"header": "yes"},
        {"methods": "bank"},
        {"methods": []},
        {"methods": ["bank", "cheque"]},
        {"methods": [["bank"]]},
        {"form": "fixed", "columns": [{"value": "name", "width": "5"}]},
        {"form": "fixed", "columns": [{"value": "name", "width": True}]},
        {"columns": ["name"]},
    ],
)
def test_a_profile_that_can_t_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProfileIsWrong, match="Profile"):
        profile_of({**XERO, **wrong})


def test_nobody_takes_the_key_of_ours(data_dir: Path) -> None:
    folder = data_dir / "pay-profiles"
    folder.mkdir()
    (folder / "mine.json").write_text(json.dumps({**XERO, "key": "bacs18"}))
    with pytest.raises(ProfileIsWrong, match="already"):
        profiles()
    (folder / "mine.json").write_text("{")
    with pytest.raises(ProfileIsWrong, match="no JSON"):
        profiles()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sort_code": "1234"}, "six digits"),
        ({"account_number": "1234567"}, "eight digits"),
        ({"account_name": " "}, "no name"),
        ({"pence": 0}, "nothing to pay"),
        ({"pence": 10**11}, "no room"),
    ],
)
def test_a_file_that_would_say_something_else_is_not_made(change: dict[str, Any], why: str) -> None:
    with pytest.raises(CannotExport, match=why) as told:
        export(profiles()["bacs18"], [ALYS, replace(ALYS, **change)], OWN)
    assert told.value.reference == ALYS.reference


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ŁUKASZ Wójcik", "LUKASZ WOJCIK"),
        ("Æsa Œuvre", "AESA OEUVRE"),
        ("Søren Đặng", "SOREN DANG"),
        ("Strauß", "STRAUSS"),
        ("O’Brien", "O BRIEN"),
    ],
)
def test_letters_become_the_plain_ones_they_stand_for(name: str, written: str) -> None:
    line = export(profiles()["bacs18"], [replace(ALYS, account_name=name)], OWN)
    assert line[82:100].decode().rstrip() == written


@pytest.mark.parametrize("name", ["Наталья", "李娜", "فاطمة", "Anna Иванова", "’’", "---", "…"])
def test_a_name_that_would_be_blank_or_another_is_not_written(name: str) -> None:
    with pytest.raises(CannotExport, match="plain letters") as told:
        export(profiles()["bacs18"], [replace(ALYS, account_name=name)], OWN)
    assert told.value.reference == ALYS.reference
    with pytest.raises(CannotExport, match="plain letters") as told:
        export(profiles()["bacs18"], [ALYS], replace(OWN, name=name))
    assert told.value.reference == "Your own account"
    assert name.encode() in export(profiles()["generic"], [replace(ALYS, account_name=name)], OWN)


def test_what_goes_by_a_governor_has_somebody_to_go_to() -> None:
    told = replace(ALYS, method="governor", account_name="", name=" ")
    for key in ("generic", "register"):
        with pytest.raises(CannotExport, match="no name to hand it over to"):
            export(profiles()[key], [told], OWN)
        assert export(profiles()[key], [replace(told, name="Alys Penhallow")], OWN)


def test_our_own_account_has_to_be_there_for_a_bureau() -> None:
    with pytest.raises(CannotExport, match="six digits") as told:
        export(profiles()["bacs18"], [ALYS], Own())
    assert told.value.reference == "Your own account"
    with pytest.raises(CannotExport, match="no name"):
        export(profiles()["bacs18"], [ALYS], replace(OWN, name=" "))
    assert export(profiles()["generic"], [ALYS], Own())


def test_cash_needs_no_account() -> None:
    cash = replace(ALYS, method="cash", sort_code="", account_number="", account_name="")
    assert b",,,55.00," in export(profiles()["generic"], [cash], OWN)


def test_a_copy_says_so() -> None:
    book = load_workbook(io.BytesIO(export(profiles()["register"], [ALYS], OWN, copy=2)))
    sheet: Any = book.active
    assert sheet["B2"].value == "COPY 2"
