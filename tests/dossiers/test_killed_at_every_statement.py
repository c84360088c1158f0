"""The process dies at any statement it sends to the database, at each of them in turn: what it had begun is not there
by half, and done again it is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.base.actor import Actor, system
from motcua.base.files import blob_path
from motcua.base.models import JournalEntry, OutboxItem
from motcua.dossiers import api
from motcua.dossiers.tasks import sign as signing
from motcua.eforms.api import Draft, attach, draft_for, papers_attached, save_answers
from motcua.eforms.models import Answer
from motcua.feedback import api as feedback
from motcua.papers.api import IssuedPaper
from motcua.payments.api import Arrival, Movement, Receipt, bill_for, hear_of_money
from tests.desk.town import photo
from tests.dossiers.test_results import pens, ready
from tests.dossiers.world import World, again, filed, make_draft

__all__ = ["pens"]
pytestmark = pytest.mark.django_db
MOST = 400


class Dead(BaseException):
    """No code of ours catches this: to everything that is not the database the process is gone."""


@contextmanager
def dying_at(number: int) -> Iterator[None]:
    sent = 0

    def send(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal sent
        if not str(statement[0]).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):  # these the database does whole
            sent += 1
            if sent == number:
                raise Dead
        return execute(*statement)

    with connection.execute_wrapper(send):
        yield


def whenever_it_dies(act: Callable[[], object], between: Callable[[], object], after: Callable[[], object]) -> int:
    """Do it, die at the first statement, look (`between`), do it again, look (`after`), undo all; then at the second …
    until it has lived. How many deaths that were."""
    for number in range(1, MOST):
        lived = False
        with transaction.atomic():
            try:
                with dying_at(number):
                    act()
                lived = True
            except Dead:
                between()
                act()
            after()
            transaction.set_rollback(True)
        if lived:
            return number - 1
    raise AssertionError(f"it never lived, nor in {MOST} statements")


def events(name: str) -> int:
    return JournalEntry.objects.filter(event=name).count()


def test_filing(world: World) -> None:
    filed(world)  # packs and compiled forms are read once a process
    made = make_draft(world, answers={"want_copies": True, "copies": 3})
    answers, dossiers = Answer.objects.filter(draft=made).count(), api.Dossier.objects.count()

    def between() -> None:
        assert api.Dossier.objects.count() == dossiers
        assert (events("dossiers.submitted"), OutboxItem.objects.filter(task="dossiers.make_form").count()) == (1, 1)
        kept = Draft.objects.get(pk=made.pk)
        assert (kept.state, kept.sealed, kept.answers.count()) == (Draft.State.OPEN, None, answers)

    def after() -> None:
        dossier = api.Dossier.objects.get(draft=made)
        assert dossier.code.endswith("-0002")  # no code is lost on the way
        assert (dossier.parts.count(), bill_for(dossier.bill).state) == (2, "open")
        assert (events("dossiers.submitted"), OutboxItem.objects.filter(task="dossiers.make_form").count()) == (2, 2)

    deaths = whenever_it_dies(
        lambda: api.submit(draft=draft_for(made.public_id, world.owner), by=world.owner), between, after
    )
    assert deaths >= 10


def test_saving_a_page(world: World) -> None:
    made = make_draft(world)
    said = {"want_copies": "yes", "copies": "7"}

    def copies() -> set[Any]:
        return set(Answer.objects.filter(draft=made, field__in=said).values_list("field", "value"))

    before = copies()

    def act() -> None:
        save_answers(draft=draft_for(made.public_id, world.owner), values=said, by=world.owner)

    def after() -> None:
        assert copies() == {("want_copies", True), ("copies", 7)}

    def between() -> None:
        assert copies() in (before, {("want_copies", True), ("copies", 7)})

    assert before != {("want_copies", True), ("copies", 7)}
    assert whenever_it_dies(act, between, after) >= 4


def test_sending_a_photograph(world: World) -> None:
    made = make_draft(world, files=0)

    def papers() -> list[Any]:
        return papers_attached(draft_for(made.public_id, world.owner))

    def act() -> None:
        mine = draft_for(made.public_id, world.owner)
        attach(draft=mine, component="paper_a", upload=photo("a"), by=world.owner)

    def after() -> None:
        [paper] = papers()
        assert blob_path(paper.file.sha256).exists()

    assert whenever_it_dies(act, lambda: len(papers()) <= 1 or pytest.fail("twice"), after) >= 5


def test_accepting(world: World) -> None:
    dossier = filed(world)

    def act() -> None:
        if again(dossier).status == 1:  # else the page says that it was done
            api.accept(dossier=again(dossier), by=world.clerk)

    def between() -> None:
        assert (again(dossier).status == 1) == (events("dossiers.accepted") == 0)

    def after() -> None:
        assert events("dossiers.accepted") == 1
        assert again(dossier).due_at is not None

    assert whenever_it_dies(act, between, after) >= 5


def test_signing(world: World, pens: list[str]) -> None:
    dossier = ready(world)
    api.sign_result(dossier=dossier, by=world.signer)
    result = again(dossier).results.get()

    def between() -> None:
        assert IssuedPaper.objects.count() == events("dossiers.result_signed") <= 1

    def after() -> None:
        result.refresh_from_db()
        assert (result.state, result.number) == ("issued", "01/XN")  # one number, however often it was begun
        assert IssuedPaper.objects.count() == events("dossiers.result_signed") == 1

    assert whenever_it_dies(lambda: signing.sign_result(result=result.pk, attempt=1), between, after) >= 20


def test_money(world: World) -> None:
    world.agency.fee_bank_bin, world.agency.fee_account = "970405", "1500201012345"
    world.agency.save()
    dossier = api.submit(draft=make_draft(world, answers={"want_copies": True, "copies": 3}), by=world.owner)
    bill = bill_for(dossier.bill)
    paid_at = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)
    arrival = Arrival("FT1", "1500201012345", bill.total, f"IB {bill.code}", paid_at)

    def act() -> None:
        hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=bill.agency)

    def between() -> None:
        assert Movement.objects.count() == Receipt.objects.count() == events("payments.bill_settled") <= 1

    def after() -> None:
        assert (bill_for(dossier.bill).state, bill_for(dossier.bill).received) == ("settled", bill.total)
        assert Movement.objects.count() == Receipt.objects.count() == events("payments.bill_settled") == 1
        assert Receipt.objects.get().number == 1

    assert whenever_it_dies(act, between, after) >= 8


def test_rating(world: World) -> None:
    told = {"code": "H99.01-261123-0001", "procedure": "social_pension", "agency": "H99.01", "channel": 2}
    feedback.invite(dossier="abc", filed_as="self", by=system("feedback"), **told)
    token = feedback.token_of("abc")

    def act() -> None:
        if feedback.token_to_rate("abc"):  # else the page thanks
            feedback.rate(token=token, level=2, comment="Nhanh")

    def between() -> None:
        assert feedback.Rating.objects.count() == events("feedback.rated") <= 1
        assert bool(feedback.token_to_rate("abc")) == (not feedback.Rating.objects.exists())

    def after() -> None:
        assert (feedback.Rating.objects.get().comment, events("feedback.rated")) == ("Nhanh", 1)

    assert whenever_it_dies(act, between, after) >= 4
