"""A corrected result goes the way of a first one: the same job, its own number; nothing is asked of the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.base.errors import Forbidden
from motcua.base.models import OutboxItem
from motcua.directory.api import Agency, agency_now
from motcua.dossiers import api
from motcua.dossiers.models import SoleClaim
from motcua.dossiers.tasks import sign as signing
from motcua.papers.api import check
from motcua.payments.api import refunds_to_do
from motcua.rules.codes import Delivery, Role
from motcua.signing.api import TimestampUnavailable
from motcua.vault.api import papers_of
from tests.dossiers.test_fees import LINE, RETURN_FEE, done, pay, with_fees
from tests.dossiers.test_races import race
from tests.dossiers.test_results import DATA, pens, run, signed
from tests.dossiers.test_sole import version
from tests.dossiers.world import (
    MORNING,
    World,
    again,
    make_draft,
    make_organisation,
    make_staff,
    make_version,
    make_world,
)

__all__ = ["pens"]
WRONG = "Ghi sai tình trạng do nhầm sổ"
RIGHT = DATA | {"status": "Đã ly hôn"}


def returned(world: World) -> api.Dossier:
    dossier = signed(world)
    run("dossiers.return_electronically")
    return again(dossier)


def correct(world: World, dossier: api.Dossier, by: Any = None, wrong: str = WRONG) -> api.Result:
    return api.correct_result(dossier=again(dossier), wrong=wrong, data=RIGHT, by=by or world.officer)


def revoke(world: World, dossier: api.Dossier) -> None:
    api.revoke_result(dossier=dossier, decision="Quyết định 45/QĐ-UBND", reason="Ghi sai tên", by=world.signer)


def corrected_for(seat: api.Seat) -> list[api.Dossier]:
    return list(api.Dossier.objects.filter(seat.corrections))


def sign(world: World, dossier: api.Dossier) -> None:
    api.sign_result(dossier=again(dossier), by=world.signer)
    assert run("dossiers.sign_result") >= 1


def test_the_same_job_signs_it_with_a_number_of_its_own(
    world: World, pens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = returned(world)
    printed: list[dict[str, Any]] = []
    render = signing.render
    monkeypatch.setattr(signing, "render", lambda name, data: printed.append(data) or render(name, data))
    correct(world, dossier)
    with freeze(MORNING + timedelta(days=1)):
        assert api.sign_results(dossiers=[again(dossier)], by=world.signer) == {}
        assert run("dossiers.sign_result") == 1
    first, second = dossier.results.all()
    assert (first.number, second.number, second.state) == ("01/XN", "02/XN", "returned")
    assert printed[0]["replaces"] == {"number": "01/XN", "issued_on": MORNING.date().isoformat()}
    assert pens[-2:] == [f"staff:{world.signer.staff.pk}", "H99.01.01"]  # type: ignore[union-attr]
    told = check(first.issued_paper.check_code)
    assert (told.state, told.replaced_by, told.reason) == ("replaced", "02/XN", WRONG)
    assert told.state_on == (MORNING + timedelta(days=1)).date()
    assert again(dossier).returned_at == dossier.returned_at
    assert [each.event for each in api.journal_of(dossier)].count("dossiers.result_signed") == 1


def test_a_signature_that_fails_leaves_the_old_one_in_force(
    world: World, pens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = returned(world)
    correct(world, dossier)
    api.sign_result(dossier=again(dossier), by=world.signer)

    def none(*_args: Any, **_more: Any) -> bytes:
        raise TimestampUnavailable("chưa trả lời")

    with monkeypatch.context() as broken:
        broken.setattr(signing, "sign", none)
        with pytest.raises(TimestampUnavailable):  # the worker will try again
            run("dossiers.sign_result")
    first, second = dossier.results.all()
    assert (second.state, bool(second.failure), first.issued_paper.state) == ("signing", True, "valid")
    number = second.number
    OutboxItem.objects.filter(task="dossiers.sign_result").update(state="done")
    sign(world, dossier)
    assert dossier.results.last().number == number  # given once, however often it is tried


def test_for_an_organisation_it_lies_in_the_organisations_vault(world: World, pens: list[str]) -> None:
    assert world.owner.person is not None
    for_it = make_organisation(world.owner.person)
    dossier = api.accept(dossier=api.submit(draft=make_draft(world, by=for_it), by=for_it), by=world.clerk)
    api.take(dossier=dossier, by=world.officer)
    api.draft_result(dossier=dossier, key="certificate", data=DATA, by=world.officer)
    for who in (world.officer, world.head):
        api.finish_step(dossier=dossier, by=who)
    sign(world, dossier)
    run("dossiers.return_electronically")
    correct(world, dossier)
    sign(world, dossier)
    assert for_it.subject is not None
    assert world.owner.subject is not None
    assert {each.number: each.state for each in papers_of(for_it.subject, for_it)} == {
        "01/XN": "replaced", "02/XN": "valid",
    }  # fmt: skip
    assert papers_of(world.owner.subject, world.owner) == []


def test_the_agency_that_stands_in_for_one_that_ended_corrects_under_its_own_name(
    world: World, pens: list[str]
) -> None:
    dossier = returned(world)
    with freeze(MORNING + timedelta(days=3)):
        heir = world.elsewhere
        Agency.objects.filter(pk=world.agency.pk).update(valid_to=MORNING.date(), successor=heir)
        officer, signer = make_staff(heir, Role.OFFICER), make_staff(heir, Role.SIGNER)
        assert agency_now(again(dossier).competent_agency) == heir
        assert not api.offers(again(dossier), world.officer)["correct_result"]
        correct(world, dossier, by=officer)
        assert dossier in corrected_for(api.seat_of(signer))
        assert dossier not in corrected_for(api.seat_of(world.signer))
        api.sign_result(dossier=again(dossier), by=signer)
        assert run("dossiers.sign_result") == 1
    new = dossier.results.last()
    assert (new.issued_paper.agency, pens[-1]) == (heir.code, heir.code)
    assert again(dossier).competent_agency == world.agency  # what was settled stays settled where it was


def test_no_fee_is_asked_again_and_the_accountant_is_asked_once(world: World, pens: list[str]) -> None:
    world = with_fees(world, RETURN_FEE)
    dossier = pay(world, done(world))
    revoke(world, dossier)
    accountant = make_staff(world.agency, Role.ACCOUNTANT)
    assert [each.cause for each in refunds_to_do(accountant)] == ["revoked"]
    correct(world, dossier)
    sign(world, dossier)
    assert refunds_to_do(accountant).count() == 1
    assert [each.event for each in api.journal_of(dossier)].count("dossiers.fee_asked") == 1


def test_what_was_due_on_return_and_cancelled_is_not_asked_of_the_corrected_one(world: World, pens: list[str]) -> None:
    world = with_fees(world, RETURN_FEE)
    dossier = done(world)
    revoke(world, dossier)
    correct(world, dossier)
    sign(world, dossier)
    after = again(dossier)
    assert (after.status, after.fee_state) == (9, "none")
    assert not api.offers(after, world.clerk)["ask_return_fee"]
    run("dossiers.return_electronically")
    assert again(dossier).status == 10
    assert [each.number for each in papers_of(world.owner.subject, world.owner)] == [  # type: ignore[arg-type]
        dossier.results.last().number
    ]


def test_the_desk_asks_nothing_for_what_stands_in_the_place_of_a_revoked_one(world: World, pens: list[str]) -> None:
    dossier = done(world)
    revoke(world, dossier)
    correct(world, dossier)
    sign(world, dossier)
    with pytest.raises(Forbidden, match="không thu thêm"):
        api.ask_return_fee(dossier=again(dossier), lines=[LINE], by=world.clerk)


def test_what_was_due_before_is_still_due_and_paid_once(world: World, pens: list[str]) -> None:
    world = with_fees(world, RETURN_FEE)
    dossier = done(world)
    correct(world, dossier)
    sign(world, dossier)
    assert again(dossier).fee_state == "due"
    assert run("dossiers.return_electronically") == 0
    pay(world, again(dossier))
    run("dossiers.return_electronically")
    assert again(dossier).status == 10


def test_it_holds_again_what_the_revocation_gave_back(world: World, pens: list[str]) -> None:
    world.version = make_version(version("for_good"))
    first = done(world)
    revoke(world, first)
    correct(world, first)
    with pytest.raises(api.AlreadyFiled):
        api.submit(draft=make_draft(world), by=world.owner)
    api.decline_correction(dossier=again(first), reason="Không cần nữa", by=world.signer)
    assert api.submit(draft=make_draft(world), by=world.owner).code != first.code
    with pytest.raises(api.NotNow, match="đã có hồ sơ khác"):
        correct(world, first)
    assert SoleClaim.objects.filter(released_at=None).count() == 1


def test_revoked_while_it_is_corrected_nobody_else_slips_in(world: World, pens: list[str]) -> None:
    world.version = make_version(version("for_good"))
    first = done(world)
    correct(world, first)
    revoke(world, first)
    with pytest.raises(api.AlreadyFiled):
        api.submit(draft=make_draft(world), by=world.owner)


def test_two_begin_at_once_and_one_draft_comes_of_it(transactional_db: None) -> None:
    with freeze(MORNING), transaction.atomic():
        world = make_world()
        dossier = done(world)
        other = make_staff(world.agency, Role.OFFICER)
    ends = race(*[lambda who=who: correct(world, dossier, by=who) for who in (world.officer, other)])
    assert sorted(type(each).__name__ for each in ends) == ["NotNow", "Result"]
    assert dossier.results.count() == 2


def test_signed_and_declined_at_once_one_of_them_happens(transactional_db: None) -> None:
    with freeze(MORNING), transaction.atomic():
        world = make_world()
        dossier = done(world)
        correct(world, dossier)
    ends = race(
        lambda: api.sign_result(dossier=again(dossier), by=world.signer),
        lambda: api.decline_correction(dossier=again(dossier), reason="Không sai", by=world.signer),
    )
    assert sorted(type(each).__name__ for each in ends) == ["NotNow", "list"]
    assert dossier.results.last().state in ("signing", "declined")


def test_the_hand_over_waits_for_the_corrected_one(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    correct(world, dossier)
    assert run("dossiers.return_electronically") == 1
    assert again(dossier).status == 9
    with pytest.raises(api.NotNow, match="đang được đính chính"):
        api.return_result(dossier=again(dossier), how=Delivery.ELECTRONIC, by=system("test"))
    sign(world, dossier)
    assert run("dossiers.return_electronically") == 1
    assert again(dossier).status == 10
