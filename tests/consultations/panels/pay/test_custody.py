"""In custody: nothing goes to her account, and what was agreed with the governor goes along."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from consultations.panels.models import Fee, Panel, PanelMember, PaymentRun, RunLine
from consultations.panels.pay import runs
from tests.factories.pay import give_account, make_fee, make_finance, make_held
from tests.fixtures.story import log_in as staff_in

S = Fee.State


@pytest.fixture
def finance(panel: Panel) -> User:
    return make_finance(panel)


def confirmed(finance: User, panel: Panel, method: str) -> PaymentRun:
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method=method)
    return runs.confirm_run(user=panel.coordinator, run=run)


@pytest.mark.parametrize("method", ["governor", "cash", "voucher", "prepaid"])
def test_her_account_is_in_no_file_but_the_bank_s(
    panel: Panel, finance: User, her: PanelMember, method: str
) -> None:
    give_account(her)
    fee = make_fee(make_held(panel), her, S.APPROVED, method=method)
    Fee.objects.update(governor_agreed_on=fee.offered_on, governor_agreed="By the wing office")
    run = confirmed(finance, panel, method)
    told = runs.opened(RunLine.objects.get())
    assert (told.name, told.has_account) == ("Alys Penhallow", False)
    for key in ("generic", "register"):
        _name, file = runs.export_run(user=finance, run=run, key=key)
        text = file.decode("utf-8-sig") if key == "generic" else str(cells(file))
        assert "Alys Penhallow" in text
        for secret in ("00123456", "001234", "A PENHALLOW"):
            assert secret not in text


def cells(file: bytes) -> list[Any]:
    sheet: Any = load_workbook(io.BytesIO(file)).active
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_copy_that_was_sealed_whole_before_is_not_written_either(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    give_account(her)
    make_fee(make_held(panel), her, S.APPROVED)
    run = confirmed(finance, panel, "bank")
    assert b"00123456" in runs.export_run(user=finance, run=run, key="generic")[1]
    PaymentRun.objects.update(method="cash")
    file = runs.export_run(user=finance, run=run, key="generic", again=True)[1]
    assert b"00123456" not in file
    assert b"Alys Penhallow,,,,55.00," in file


def test_what_the_governor_agreed_to_goes_along(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED, method="governor")
    Fee.objects.update(governor_agreed_on=fee.offered_on, governor_agreed="By the wing office")
    run = confirmed(finance, panel, "governor")
    said = f"{fee.offered_on:%d/%m/%Y}: By the wing office"
    for key in ("generic", "register"):
        _name, file = runs.export_run(user=finance, run=run, key=key)
        assert said in (file.decode("utf-8-sig") if key == "generic" else cells(file))
    for user in (finance, panel.coordinator):
        page = staff_in(user).get(reverse("pay:run", args=[run.pk])).content.decode()
        assert "By the wing office" in page
