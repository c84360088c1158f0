"""A dossier that ends without a result leaves nothing open: no request, no debt, no money without an owner."""

from collections.abc import Callable

import pytest

from motcua.directory.api import Viewer
from motcua.dossiers import api
from motcua.notices.api import inbox
from motcua.payments.api import bill_for, keep_fee, mark_refunded, order_refund, refunds_to_do, take_cash
from motcua.rules.codes import Role
from tests.dossiers.test_reception import asked
from tests.dossiers.world import World, again, filed, make_staff, processing

WANTS_COPIES = {"want_copies": True, "copies": 2}


def paid(world: World) -> api.Dossier:
    """16.000 đ asked for at filing and taken at the counter."""
    dossier = filed(world, answers=WANTS_COPIES)
    bill = bill_for(dossier.bill)
    assert bill is not None
    take_cash(bill=bill, amount=16_000, by=accountant(world), key="k")
    return again(dossier)


def accountant(world: World) -> Viewer:
    return make_staff(world.agency, Role.ACCOUNTANT)


def events(dossier: api.Dossier) -> list[str]:
    return [entry.event.removeprefix("dossiers.") for entry in api.journal_of(dossier)]


def stopped(world: World, dossier: api.Dossier) -> api.Dossier:
    return api.stop(dossier=dossier, reason="Không đủ điều kiện", by=world.officer)


def withdrawn(world: World, dossier: api.Dossier) -> api.Dossier:
    return api.withdraw(dossier=dossier, by=world.owner)


@pytest.mark.parametrize("end", [stopped, withdrawn])
def test_an_open_request_ends_with_the_dossier(world: World, end: Callable[[World, api.Dossier], api.Dossier]) -> None:
    dossier = processing(world)
    asked(world, dossier, by=world.officer)
    done = end(world, again(dossier))
    request = done.supplements.get()
    assert request.closed_at == done.status_since
    assert request.answered_at is None
    assert api.open_request(done) is None
    assert events(done)[-2:] in (["supplement_closed", "stopped"], ["supplement_closed", "withdrawn"])
    assert api.replayed_status(done) == done.status


def test_an_answered_request_is_not_closed(world: World) -> None:
    dossier = filed(world)
    done = api.withdraw(dossier=dossier, by=world.owner)
    assert "supplement_closed" not in events(done)


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_an_unpaid_fee_is_owed_no_longer(world: World, end: str) -> None:
    dossier = filed(world, answers=WANTS_COPIES)
    if end == "refuse":
        api.refuse(dossier=dossier, reason="other", words="Sai nơi nộp", by=world.clerk)
    else:
        api.withdraw(dossier=dossier, by=world.owner)
    bill = bill_for(dossier.bill)
    assert bill is not None
    assert bill.state == "cancelled"
    assert again(dossier).fee_state == "none"
    assert api.bill_to_pay(again(dossier)) is None


def refused(world: World, dossier: api.Dossier) -> api.Dossier:
    return api.refuse(dossier=dossier, reason="other", words="Sai nơi nộp", by=world.clerk)


def stopped_later(world: World, dossier: api.Dossier) -> api.Dossier:
    return stopped(world, api.accept(dossier=dossier, by=world.clerk))


@pytest.mark.parametrize(("end", "cause"), [(refused, "refused"), (withdrawn, "withdrawn"), (stopped_later, "stopped")])
def test_a_paid_fee_has_an_owner_and_the_person_hears_of_every_step(
    world: World, end: Callable[[World, api.Dossier], api.Dossier], cause: str
) -> None:
    done = end(world, paid(world))
    by = accountant(world)
    refund = refunds_to_do(by).get()
    assert (refund.amount, refund.cause, refund.state) == (16_000, cause, "asked")
    assert events(done)[-1] == "refund_asked"
    order_refund(refund=refund, account="970436 1", by=by)
    mark_refunded(refund=refund, proof="UNC 1", by=by)
    assert events(done)[-2:] == ["refund_ordered", "refunded"]
    assert [each.state for each in api.refunds_of_dossier(done)] == ["paid"]
    titles = [each.title for each in inbox(world.owner)]
    assert titles[:2] == ["Đã trả lại tiền", "Đang trả lại tiền"]
    assert api.replayed_status(done) == done.status


def test_a_fee_that_is_kept_says_by_which_text(world: World) -> None:
    done = refused(world, paid(world))
    by = accountant(world)
    keep_fee(refund=refunds_to_do(by).get(), basis="Thông tư 12/2026/TT-BTC, Điều 5", by=by)
    assert [(each.state, each.reason) for each in api.refunds_of_dossier(done)] == [
        ("kept", "Thông tư 12/2026/TT-BTC, Điều 5")
    ]
    assert events(done)[-1] == "fee_kept"
    assert "Điều 5" not in str([entry.data for entry in api.journal_of(done)])


def test_a_dossier_that_was_settled_asks_nothing_back(world: World) -> None:
    api.accept(dossier=paid(world), by=world.clerk)
    assert not refunds_to_do(accountant(world)).exists()
