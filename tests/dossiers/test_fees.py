"""What a dossier costs, when it is asked for, and who may say that it is less."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.errors import Forbidden, Refusal
from motcua.base.files import read_file
from motcua.base.models import OutboxItem
from motcua.catalogue.api import LocalFee, Pack, set_local_fee
from motcua.directory.api import Agency, HeldRole, Viewer
from motcua.dossiers import api
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.fees import fee_lines
from motcua.dossiers.tasks.forms import make_form
from motcua.dossiers.tasks.return_electronically import return_electronically
from motcua.papers.api import allocate_number
from motcua.payments.api import Arrival, Bill, bill_for, hear_of_money, take_cash
from motcua.rules.codes import Channel, Delivery, PaymentFlag, Role
from motcua.rules.fees import assess
from tests.dossiers.world import MORNING, PACK, World, again, drafted, filed, make_agency, make_staff, make_version

RETURN_FEE = {"code": "permit", "kind": "le_phi", "name": "Cấp giấy phép", "amount": 75_000, "due": "return"}
SET_THERE = {"code": "permit", "kind": "le_phi", "name": "Cấp giấy phép", "set_by": "province_council"}


def with_fees(world: World, *fees: dict[str, Any], exemptions: tuple[dict[str, Any], ...] = ()) -> World:
    """The world with another version of the procedure, in force a day later than the first."""
    changed = PACK | {"fees": list(fees), "exemptions": list(exemptions), "valid_from": "2026-01-02"}
    return replace(world, version=make_version(changed))


def bill_of(dossier: api.Dossier) -> Bill:
    found = bill_for(dossier.bill)
    assert found is not None
    return found


def pay(world: World, dossier: api.Dossier) -> api.Dossier:
    bill = bill_of(dossier)
    take_cash(bill=bill, amount=bill.outstanding, by=make_staff(world.agency, Role.ACCOUNTANT), key=bill.reference)
    return again(dossier)


def signed(dossier: api.Dossier) -> api.Dossier:
    """The signing job has ended."""
    result = api.Result.objects.get(dossier=dossier)
    number = allocate_number(agency=dossier.agency.code, series="XN", on=MORNING.date())
    given = {"attempt": result.sign_tries, "pdf": b"%PDF signed", "number": number, "by": system("test")}
    assert issue_result(result=result, **given)  # type: ignore[arg-type]
    return again(dossier)


def done(world: World) -> api.Dossier:
    dossier = drafted(world)
    api.sign_result(dossier=dossier, by=world.signer)
    return signed(dossier)


# --- the lines of a pack ------------------------------------------------------------------------------------------


def lines_of(**changes: Any) -> Any:
    pack = Pack.model_validate(PACK | changes)
    return fee_lines(pack, "submission")


def test_a_price_by_steps_has_its_ceiling() -> None:
    pages = {
        "code": "page", "kind": "phi", "name": "Trang", "unit": "page", "quantity": "copies", "at_most": 200_000,
        "tiers": [{"up_to": 2, "price": 2000}, {"price": 1000}],
    }  # fmt: skip
    lines = lines_of(fees=[pages])

    def costs(count: int) -> int:
        given = {"channel": Channel.COUNTER, "facts": {}, "units": {"page": count}, "on": date(2026, 12, 2)}
        return assess(lines, **given).total  # type: ignore[arg-type]

    assert [costs(1), costs(2), costs(5), costs(500)] == [2000, 4000, 7000, 200_000]


@pytest.mark.parametrize(("channel", "owed"), [(Channel.ONLINE, 0), (Channel.COUNTER, 50_000)])
def test_an_exemption_for_one_way_of_filing_holds_there_alone(channel: Channel, owed: int) -> None:
    free = {"code": "online", "name": "Nộp trực tuyến", "channel": "online", "condition": {"==": [1, 1]}}
    lines = lines_of(fees=[{"code": "x", "kind": "le_phi", "name": "X", "amount": 50_000}], exemptions=[free])
    assert assess(lines, channel=channel, facts={}, units={}, on=date(2026, 12, 2)).total == owed


# --- what the province sets ---------------------------------------------------------------------------------------


def entered(world: World, agency: Agency, amount: int, by: Viewer | None = None, **more: Any) -> LocalFee:
    given: dict[str, Any] = {
        "procedure": "test_certificate", "fee": "permit", "decision": "Nghị quyết 12/2026/NQ-HĐND",
        "decided_on": date(2026, 7, 10), "valid_from": date(2026, 8, 1),
    }  # fmt: skip
    return set_local_fee(agency=agency, amount=amount, by=by or make_staff(agency, Role.CONTROLLER), **(given | more))


def test_what_the_province_set_is_asked_with_its_decision(world: World) -> None:
    world = with_fees(world, SET_THERE)
    assert filed(world).fee_total == 0
    entered(world, world.agency, 75_000)
    dossier = api.submit(draft=_other_draft(world), by=world.neighbour)
    assert dossier.fee_total == 75_000
    assert bill_of(dossier).lines[0]["basis"] == "Nghị quyết 12/2026/NQ-HĐND"


def _other_draft(world: World) -> Any:
    from tests.dossiers.world import make_draft

    return make_draft(world, by=world.neighbour)


def test_the_nearest_agency_and_the_day_decide(world: World) -> None:
    world = with_fees(world, SET_THERE)
    province = make_agency("H99")
    Agency.objects.filter(pk=world.agency.pk).update(parent=province)
    agency = Agency.objects.select_related("parent").get(pk=world.agency.pk)

    def owed(on: date, channel: Channel = Channel.ONLINE) -> int:
        given = {"answers": {}, "channel": channel, "due": "submission", "agency": agency}
        return api.assess_fees(world.version.pk, on=on, **given).total  # type: ignore[arg-type]

    first = entered(world, province, 50_000)
    entered(world, province, 60_000, valid_from=date(2026, 11, 1))
    first.refresh_from_db()
    assert first.valid_to == date(2026, 10, 31)
    assert [owed(date(2026, 7, 31)), owed(date(2026, 10, 31)), owed(date(2026, 11, 1))] == [0, 50_000, 60_000]
    entered(world, agency, 40_000, channel="online", valid_from=date(2026, 12, 1))
    assert [owed(date(2026, 12, 2), each) for each in (Channel.ONLINE, Channel.COUNTER)] == [40_000, 60_000]
    entered(world, province, 10_000, channel="counter", valid_from=date(2026, 12, 1))
    entered(world, agency, 55_000, valid_from=date(2026, 12, 1))
    assert [owed(date(2026, 12, 2), each) for each in Channel] == [55_000, 40_000, 55_000]


def test_what_stands_three_levels_above_counts_and_what_stands_beside_does_not(world: World) -> None:
    world = with_fees(world, SET_THERE)
    top, district = make_agency("H99"), make_agency("H99.01")
    Agency.objects.filter(pk=district.pk).update(parent=top)
    Agency.objects.filter(pk=world.agency.pk).update(parent=district)
    branch = make_agency("H99.01.01.01")
    Agency.objects.filter(pk=branch.pk).update(parent=world.agency)
    entered(world, top, 30_000)
    entered(world, world.elsewhere, 90_000)
    branch.refresh_from_db()
    given = {"answers": {}, "channel": Channel.ONLINE, "due": "submission", "on": MORNING.date()}
    api.assess_fees(world.version.pk, agency=branch, **given)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as asked:
        owed = api.assess_fees(world.version.pk, agency=branch, **given)  # type: ignore[arg-type]
    assert (owed.total, len(asked)) == (30_000, 2)


def test_an_amount_entered_later_leaves_the_bill_of_a_filed_dossier(world: World) -> None:
    world = with_fees(world, SET_THERE)
    entered(world, world.agency, 75_000)
    dossier = filed(world)
    entered(world, world.agency, 20_000, valid_from=MORNING.date())
    assert (again(dossier).fee_total, bill_of(again(dossier)).total) == (75_000, 75_000)
    later = api.submit(draft=_other_draft(world), by=world.neighbour)
    assert (later.fee_total, bill_of(later).total) == (20_000, 20_000)


def test_only_controllers_and_administrators_of_the_place_enter_amounts(world: World) -> None:
    world = with_fees(world, SET_THERE)
    elsewhere = make_staff(world.elsewhere, Role.CONTROLLER)
    for nobody in (world.clerk, world.head, world.owner, elsewhere):
        with pytest.raises(Forbidden):
            entered(world, world.agency, 1, by=nobody)
    by = make_staff(world.agency, Role.ADMIN)
    row = entered(world, world.agency, 1, by=by)
    assert entered(world, world.agency, 1, by=by) == row
    with pytest.raises(Refusal):
        entered(world, world.agency, 2, by=by)


@pytest.mark.parametrize(
    ("changed", "box"),
    [
        ({"fee": "copy"}, "fee"),
        ({"procedure": "nothing"}, "procedure"),
        ({"decision": " "}, "decision"),
        ({"valid_from": date(2026, 7, 9)}, "valid_from"),
        ({"valid_to": date(2026, 7, 31)}, "valid_to"),
        ({"channel": "pigeon"}, "amount"),
    ],
)
def test_an_amount_that_makes_no_sense_is_refused_at_its_box(world: World, changed: dict[str, Any], box: str) -> None:
    world = with_fees(world, SET_THERE)
    with pytest.raises(Refusal) as refusal:
        entered(world, world.agency, 1, **changed)
    assert set(refusal.value.fields) == {box}


# --- due on return ------------------------------------------------------------------------------------------------


def test_a_fee_due_on_return_is_asked_when_it_is_signed_and_the_result_waits(world: World) -> None:
    world = with_fees(world, RETURN_FEE)
    dossier = done(world)
    assert (dossier.status, dossier.fee_state, bill_of(dossier).total) == (9, "due", 75_000)
    assert not OutboxItem.objects.filter(task="dossiers.return_electronically").exists()
    assert api.results_given(dossier) == []
    assert not api.offers(dossier, world.clerk)["return_result"]
    assert api.offers(dossier, world.clerk)["take_cash"]
    with pytest.raises(api.NotNow, match="chưa được nộp"):
        api.return_result(dossier=dossier, how=Delivery.COUNTER, to="Bà Hoa", by=world.clerk)
    return_electronically(dossier=dossier.public_id)
    assert again(dossier).status == 9
    paid = pay(world, dossier)
    assert (paid.status, paid.fee_state) == (9, "paid")
    assert len(api.results_given(paid)) == 1
    (job,) = OutboxItem.objects.filter(task="dossiers.return_electronically")
    return_electronically(**job.payload)
    assert again(dossier).status == 10
    events = [entry.event for entry in api.journal_of(dossier)]
    assert events.count("dossiers.fee_asked") == events.count("dossiers.fee_paid") == 1


def test_what_was_revoked_before_it_was_fetched_is_not_paid_for(world: World) -> None:
    world = with_fees(world, RETURN_FEE)
    dossier = done(world)
    bill = bill_of(dossier)
    api.revoke_result(dossier=dossier, decision="Quyết định 45/QĐ-UBND", reason="Ghi sai tên", by=world.signer)
    after = again(dossier)
    assert (after.status, after.fee_state, after.bill) == (9, "none", "")
    bill.refresh_from_db()
    assert bill.state == "cancelled"
    assert len(api.results_given(after)) == 1
    assert not api.offers(after, world.clerk)["ask_return_fee"]
    with pytest.raises(api.NotNow, match="cần kết quả mới"):
        api.ask_return_fee(dossier=after, lines=[LINE], by=world.clerk)


LINE: dict[str, Any] = {"code": "copy", "name": "Bản sao", "kind": "phi", "list": 8_000, "payable": 8_000, "units": 1}


def test_the_desk_asks_for_what_no_rule_knows_once(world: World) -> None:
    dossier = done(world)
    for nobody in (world.owner, world.officer, world.signer, world.stranger_clerk):
        with pytest.raises(Forbidden):
            api.ask_return_fee(dossier=dossier, lines=[LINE], by=nobody)
    with pytest.raises(api.NotNow):
        api.ask_return_fee(dossier=dossier, by=world.clerk)
    api.ask_return_fee(dossier=dossier, lines=[LINE], by=world.clerk)
    with pytest.raises(Refusal):
        api.ask_return_fee(dossier=again(dossier), lines=[LINE], by=world.clerk)
    paid = pay(world, again(dossier))
    with pytest.raises(api.NotNow):
        api.ask_return_fee(dossier=paid, lines=[LINE], by=world.clerk)
    assert api.return_result(dossier=paid, how=Delivery.COUNTER, to="Bà Hoa", by=world.clerk).status == 10


def test_the_desk_offers_to_ask_on_return_only_for_what_was_not_paid(world: World) -> None:
    dossier = done(world)
    assert api.offers(dossier, world.clerk)["ask_return_fee"]
    api.ask_return_fee(dossier=dossier, lines=[LINE], by=world.clerk)
    assert not api.offers(again(dossier), world.clerk)["ask_return_fee"]
    assert not api.offers(pay(world, again(dossier)), world.clerk)["ask_return_fee"]


def test_a_fee_paid_on_filing_is_not_offered_again_on_return(world: World) -> None:
    dossier = done(world)
    api.Dossier.objects.filter(pk=dossier.pk).update(fee_state="paid")
    assert not api.offers(again(dossier), world.clerk)["ask_return_fee"]


def test_nothing_is_asked_on_return_before_it_is_signed(world: World) -> None:
    with pytest.raises(Forbidden):
        api.ask_return_fee(dossier=drafted(world), lines=[LINE], by=world.clerk)


def by_bank(dossier: api.Dossier) -> api.Dossier:
    """The payer's bank told us of the whole sum."""
    bill = bill_of(dossier)
    arrival = Arrival(f"B-{bill.code}", "1", bill.outstanding, bill.code, now())
    hear_of_money(arrival=arrival, heard_by="bank", by=system("test"))
    return again(dossier)


def flags_told(dossier: api.Dossier) -> list[int]:
    return [each.data["payment_flag"] for each in api.journal_of(dossier) if each.event == "dossiers.fee_paid"]


def test_a_later_fee_does_not_unsay_that_one_was_paid_online(world: World) -> None:
    """DuocThanhToanTrucTuyen is one figure a dossier: online once stays online, asked or paid in cash later."""
    paid = by_bank(filed(world, answers={"want_copies": True, "copies": 2}))
    assert paid.payment_flag == PaymentFlag.LOCAL_GATEWAY
    dossier = again(api.accept(dossier=paid, by=world.clerk))
    api.take(dossier=dossier, by=world.officer)
    asked = again(api.ask_fee(dossier=again(dossier), lines=[LINE], by=world.officer))
    assert (asked.fee_state, asked.payment_flag) == ("due", PaymentFlag.LOCAL_GATEWAY)
    dossier = pay(world, asked)
    assert dossier.payment_flag == PaymentFlag.LOCAL_GATEWAY
    assert flags_told(dossier) == [PaymentFlag.LOCAL_GATEWAY, PaymentFlag.NOT_ONLINE]  # each fee as it was


def test_a_fee_on_return_does_not_unsay_it_either(world: World) -> None:
    world = with_fees(world, PACK["fees"][0], RETURN_FEE)
    dossier = by_bank(filed(world, answers={"want_copies": True, "copies": 2}))
    dossier = again(api.accept(dossier=dossier, by=world.clerk))
    api.take(dossier=dossier, by=world.officer)
    api.draft_result(dossier=dossier, key="certificate", data={"text": "Xác nhận"}, by=world.officer)
    for who in (world.officer, world.head):
        api.finish_step(dossier=dossier, by=who)
    api.sign_result(dossier=dossier, by=world.signer)
    dossier = signed(dossier)
    assert (dossier.fee_state, dossier.payment_flag) == ("due", PaymentFlag.LOCAL_GATEWAY)


def test_cash_first_and_the_bank_later_is_paid_online(world: World) -> None:
    paid = pay(world, filed(world, answers={"want_copies": True, "copies": 2}))
    dossier = again(api.accept(dossier=paid, by=world.clerk))
    assert dossier.payment_flag == PaymentFlag.NOT_ONLINE
    api.take(dossier=dossier, by=world.officer)
    asked = api.ask_fee(dossier=again(dossier), lines=[LINE], by=world.officer)
    assert by_bank(again(asked)).payment_flag == PaymentFlag.LOCAL_GATEWAY


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_every_payment_has_its_receipt_with_what_the_law_wants_on_it(world: World) -> None:
    Agency.objects.filter(pk=world.agency.pk).update(tax_code="0100109106", receipt_form="MS-01", receipt_sign="KH-26E")
    paid = pay(world, filed(world, answers={"want_copies": True, "copies": 2}))
    dossier = again(api.accept(dossier=paid, by=world.clerk))
    api.take(dossier=dossier, by=world.officer)
    line = {"code": "look", "name": "Phí thẩm định", "kind": "phi", "list": 50_000, "payable": 50_000, "units": 1}
    pay(world, api.ask_fee(dossier=dossier, lines=[line], by=world.officer))
    for item in OutboxItem.objects.filter(task="dossiers.make_form", payload__form="BL"):
        make_form(**item.payload)
    first, second = (_words(each) for each in api.DossierForm.objects.filter(form="BL").order_by("ref"))
    person = world.owner.person
    assert person is not None
    wanted = (
        "Đơn vị thu: Ủy ban nhân dân xã H99.01.01", "Mã số thuế: 0100109106", "Mẫu số: MS-01", "Ký hiệu: KH-26E",
        "Số: 0000001", "Ngày 02 tháng 12 năm 2026",
        person.full_name, person.personal_id, person.residence, dossier.code, "Bản sao (số lượng: 2)",
        "16.000 đồng", "Mười sáu nghìn đồng", "Tiền mặt",
    )  # fmt: skip
    assert [each for each in wanted if each.lower() not in first.lower()] == []
    assert [each for each in ("Số: 0000002", "Phí thẩm định", "Năm mươi nghìn đồng") if each not in second] == []


def _words(form: api.DossierForm) -> str:
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=read_file(form.file), capture_output=True, check=True
    )
    return " ".join(made.stdout.decode().split())


# --- a clerk grants an exemption ----------------------------------------------------------------------------------

GRANT: dict[str, Any] = {"exemption": "by_clerk", "reason": "Hộ nghèo", "evidence": "Giấy chứng nhận hộ nghèo số 12"}


def owing(world: World) -> api.Dossier:
    return filed(world, answers={"want_copies": True, "copies": 2})


def test_an_exemption_is_granted_with_reason_and_evidence(world: World) -> None:
    dossier = owing(world)
    relief = api.relieve_fee(dossier=dossier, by=world.clerk, **GRANT)
    free = again(dossier)
    assert (relief.owed_before, relief.owed_after, free.fee_state, free.bill) == (16_000, 0, "none", "")
    assert bill_for(relief.bill_before).state == "cancelled"  # type: ignore[union-attr]
    told = api.journal_of(dossier)[-1]
    assert (told.event, told.data["before"], told.data["amount"]) == ("dossiers.fee_relieved", 16_000, 0)
    assert "nghèo" not in told.body
    assert api.accept(dossier=free, by=world.clerk).status == 4
    with pytest.raises(Refusal):
        api.relieve_fee(dossier=free, by=world.clerk, **GRANT)


def test_half_is_another_bill(world: World) -> None:
    half = {"code": "by_clerk", "name": "Giảm nửa", "percent": 50}
    world = with_fees(world, {"code": "x", "kind": "le_phi", "name": "X", "amount": 50_000}, exemptions=(half,))
    dossier = filed(world)
    relief = api.relieve_fee(dossier=dossier, by=world.clerk, **GRANT)
    held = again(dossier)
    assert (relief.owed_after, bill_of(held).total, bill_of(held).list_total) == (25_000, 25_000, 50_000)
    assert bill_of(held).lines[0]["reason"] == "Giảm nửa"
    with pytest.raises(Refusal, match="không làm giảm"):
        api.relieve_fee(dossier=held, by=world.clerk, **GRANT)
    assert pay(world, held).fee_state == "paid"


def test_a_dossier_that_waited_for_the_fee_goes_on(world: World) -> None:
    dossier = api.ask_fee(dossier=owing(world), by=world.clerk)
    assert dossier.status == 6
    api.relieve_fee(dossier=dossier, by=world.clerk, **GRANT)
    assert again(dossier).status == 1
    assert api.replayed_status(again(dossier)) == 1


def test_only_its_clerk_grants_an_exemption(world: World) -> None:
    dossier = owing(world)
    for nobody in (world.owner, world.neighbour, world.officer, world.head, world.stranger_clerk):
        with pytest.raises(Forbidden):
            api.relieve_fee(dossier=dossier, by=nobody, **GRANT)
    police = Viewer(staff=world.clerk.staff, roles=frozenset({HeldRole("clerk", world.agency.pk, 7, unit="police")}))
    with pytest.raises(Forbidden):
        api.relieve_fee(dossier=dossier, by=police, **GRANT)
    assert not api.offers(dossier, police)["relieve_fee"]


@pytest.mark.parametrize("box", ["exemption", "reason", "evidence"])
def test_an_exemption_without_its_grounds_is_refused_at_the_box(world: World, box: str) -> None:
    dossier = owing(world)
    with pytest.raises(Refusal) as refusal:
        api.relieve_fee(dossier=dossier, by=world.clerk, **(GRANT | {box: " "}))
    assert set(refusal.value.fields) == {box}
    assert again(dossier).fee_state == "due"


def test_nothing_owed_nothing_granted(world: World) -> None:
    with pytest.raises(Refusal):
        api.relieve_fee(dossier=filed(world), by=world.clerk, **GRANT)
