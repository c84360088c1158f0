"""Random lives of a dossier: whatever is tried, by whomever, in whatever order, the house's promises hold."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.base import clock
from motcua.base.actor import system
from motcua.base.errors import Refusal
from motcua.base.files import keep
from motcua.base.journal.verify import verify
from motcua.base.models import JournalEntry
from motcua.directory.api import Unit
from motcua.dossiers import api
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.issue_result import fail_result, issue_result
from motcua.dossiers.forms import FormPaper, numbered_page
from motcua.dossiers.tasks.watch_due import watch_due
from motcua.papers.api import allocate_number
from motcua.payments.api import Bill, bill_for, take_cash
from motcua.rules.clock import TimeLimit, TimeUnit
from motcua.rules.codes import Delivery, Role
from tests.dossiers.world import MORNING, World, again, filed, make_staff, make_world

# The passages of the law, written out by hand (from Decree 118/2025 and the status list of the exchange).
LAW = {
    (None, 1), (1, 2), (1, 3), (1, 5), (1, 6), (1, 7), (2, 4), (2, 5), (2, 7), (4, 5), (4, 6), (4, 7), (4, 8), (4, 9),
    (5, 1), (5, 2), (5, 4), (5, 7), (5, 8), (6, 1), (6, 4), (6, 7), (6, 8), (9, 10),
}  # fmt: skip
WHO = (
    "owner", "neighbour", "clerk", "officer", "second_officer", "head", "signer", "auditor", "stranger_officer",
)  # fmt: skip
viewers = st.sampled_from(WHO)
reached: set[int] = set()


class Lives(RuleBasedStateMachine):
    """Each rule tries one act; a refusal is an answer, anything else but success is a failure."""

    world: World
    dossier: api.Dossier

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = MORNING
        self.token = clock._frozen.set(self.now)
        self.first_promise: datetime | None = None

    def teardown(self) -> None:
        assert verify().ok
        reached.add(again(self.dossier).status)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        clock._frozen.reset(self.token)

    @initialize(fee=st.booleans())
    def begin(self, fee: bool) -> None:
        self.world = make_world()
        for place in (self.world.agency, self.world.elsewhere):
            Unit.objects.create(agency=place, code="x", name="Phòng khác", kind="division")
        self.cashier = make_staff(self.world.agency, Role.ACCOUNTANT)
        self.dossier = filed(self.world, answers={"want_copies": True, "copies": 1} if fee else {})

    def attempt(self, act: Any, **given: Any) -> Any:
        try:
            with transaction.atomic():
                return act(**given)
        except Refusal:
            return None

    def viewer(self, who: str) -> Any:
        return getattr(self.world, who)

    @rule(hours=st.sampled_from([1, 5, 24, 72]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        clock._frozen.set(self.now)

    @rule(times=st.integers(1, 3))
    def go_on(self, times: int) -> None:
        """The next act of an ordinary life, so that lives also grow old."""
        for _time in range(times):
            found = again(self.dossier)
            step = found.current_step.key if found.current_step else ""
            if found.fee_state == "due":
                self.pay()
            if found.status == 1:
                self.accept("clerk", True)
            elif found.status == 2:
                self.pass_on("clerk")
            elif found.status == 5:
                self.answer_supplement("owner")
            elif found.status == 4 and step == "examine":
                self.draft("officer")
                self.work("officer", api.finish_step)
            elif found.status == 4 and step == "check":
                self.work("head", api.finish_step)
            elif found.status == 4 and step == "sign":
                self.work("signer", api.sign_result)
                self.signing_job(True, False)
            elif found.status == 9:
                self.give_result("clerk", Delivery.COUNTER)

    @rule(who=viewers, on=st.booleans())
    def accept(self, who: str, on: bool) -> None:
        self.attempt(api.accept, dossier=self.dossier, by=self.viewer(who), pass_on_now=on)

    @rule(who=viewers)
    def pass_on(self, who: str) -> None:
        self.attempt(api.pass_on, dossier=self.dossier, by=self.viewer(who))

    @rule(who=viewers)
    def refuse(self, who: str) -> None:
        self.attempt(api.refuse, dossier=self.dossier, reason="other", words="x", by=self.viewer(who))

    @rule(who=viewers, fact=st.sampled_from(["", "mới"]))
    def ask_supplement(self, who: str, fact: str) -> None:
        self.attempt(
            api.ask_supplement,
            dossier=self.dossier,
            checklist={"paper_a": "wrong", "paper_b": "good"},
            items=[{"component": "paper_a", "what": "x"}],
            reason="x",
            new_fact=fact,
            by=self.viewer(who),
        )

    @rule(who=st.sampled_from(["owner", "owner", "clerk", "neighbour"]))
    def answer_supplement(self, who: str) -> None:
        file = keep(b"%PDF-1.7 again", name="x.pdf", media_type="application/pdf")
        self.attempt(
            api.answer_supplement,
            dossier=self.dossier,
            parts=[api.HandedIn("paper_a", file)],
            by=self.viewer(who),
        )

    @rule(who=viewers, later=st.booleans())
    def ask_fee(self, who: str, later: bool) -> None:
        line = {"code": "x", "name": "x", "kind": "phi", "list": 5, "payable": 5, "units": 1, "basis": "", "reason": ""}
        self.attempt(api.ask_fee, dossier=self.dossier, lines=[line] if later else [], by=self.viewer(who))

    @rule()
    def pay(self) -> None:
        bill = bill_for(again(self.dossier).bill)
        if bill is not None:
            self.attempt(take_cash, bill=bill, amount=bill.total, by=self.cashier, key="once")

    @rule(who=viewers)
    def withdraw(self, who: str) -> None:
        if self.now > MORNING + timedelta(days=2):  # not too early, or every life is short
            self.attempt(api.withdraw, dossier=self.dossier, by=self.viewer(who))

    @rule(who=viewers)
    def stop(self, who: str) -> None:
        if self.now > MORNING + timedelta(days=4):
            self.attempt(api.stop, dossier=self.dossier, reason="x", by=self.viewer(who))

    @rule(who=viewers, act=st.sampled_from([api.take, api.release, api.finish_step, api.sign_result]))
    def work(self, who: str, act: Any) -> None:
        self.attempt(act, dossier=self.dossier, by=self.viewer(who))

    @rule(who=viewers)
    def send_back(self, who: str) -> None:
        self.attempt(api.return_step, dossier=self.dossier, note="x", by=self.viewer(who))

    @rule(who=viewers, home=st.booleans())
    def hand_over(self, who: str, home: bool) -> None:
        place = self.world.agency if home else self.world.elsewhere
        self.attempt(api.hand_over, dossier=self.dossier, to_agency=place, to_unit="x", by=self.viewer(who))

    @rule(who=viewers)
    def opinion(self, who: str) -> None:
        limit = TimeLimit(1, TimeUnit.WORKING_DAY)
        self.attempt(
            api.ask_opinion, dossier=self.dossier, agency=self.world.elsewhere, question="?", limit=limit,
            by=self.viewer(who),
        )  # fmt: skip

    @rule(who=viewers)
    def draft(self, who: str) -> None:
        self.attempt(api.draft_result, dossier=self.dossier, key="certificate", data={}, by=self.viewer(who))

    @rule(who=viewers, days=st.integers(-2, 9))
    def apologise(self, who: str, days: int) -> None:
        due = self.now + timedelta(days=days)
        self.attempt(api.ask_apology, dossier=self.dossier, new_due=due, reason="x", by=self.viewer(who))

    @rule(who=viewers, twice=st.booleans())
    def sign_apology(self, who: str, twice: bool) -> None:
        self.attempt(api.sign_apology, dossier=self.dossier, by=self.viewer(who))
        for written in api.Apology.objects.filter(dossier=self.dossier, state="signing"):
            given, page = numbered_page(self.dossier, api.FormCode.APOLOGY, 1)
            paper = FormPaper(given, self.world.agency, page, "")
            for _time in range(2 if twice else 1):
                apologise(apology=written, attempt=written.sign_tries, paper=paper, by=system("test"))

    @rule(works=st.booleans(), twice=st.booleans())
    def signing_job(self, works: bool, twice: bool) -> None:
        for result in api.Result.objects.filter(dossier=self.dossier, state="signing"):
            if not works:
                fail_result(result=result, attempt=result.sign_tries, reason="down", final=True, by=system("test"))
                continue
            number = allocate_number(agency=self.world.agency.code, series="XN", on=self.now.date())
            for _time in range(2 if twice else 1):
                pdf = f"%PDF signed {result.pk} {number.value}".encode()
                given = {"result": result, "attempt": result.sign_tries, "pdf": pdf, "number": number}
                issue_result(**given, by=system("test"))

    @rule(who=viewers, how=st.sampled_from(list(Delivery)))
    def give_result(self, who: str, how: Delivery) -> None:
        given = {"dossier": self.dossier, "how": how, "to": "x", "evidence": "x"}
        self.attempt(api.return_result, **given, by=self.viewer(who))

    @rule()
    def watch(self) -> None:
        watch_due()

    # --- the promises -----------------------------------------------------------------------------------------

    @invariant()
    def the_journal_tells_the_status_by_lawful_passages_alone(self) -> None:
        status = None
        stream = JournalEntry.objects.filter(stream=self.dossier.stream, event__startswith="dossiers.")
        for entry in stream.order_by("number"):
            told = entry.data
            assert told["from_status"] == status
            if told["to_status"] != status:
                assert (status, told["to_status"]) in LAW
            status = told["to_status"]
        assert status == again(self.dossier).status

    @invariant()
    def nothing_is_doubled(self) -> None:
        found = again(self.dossier)
        assert found.results.count() <= 1
        assert found.pauses.filter(ended_at=None).count() <= 1
        assert found.steps.filter(state__in=["open", "claimed"]).count() <= 1
        assert found.supplements.filter(answered_at=None, closed_at=None).count() == (1 if found.status == 5 else 0)
        signed = JournalEntry.objects.filter(stream=found.stream, event="dossiers.result_signed")
        assert signed.count() == (1 if found.status in (9, 10) else 0)
        for bill in Bill.objects.filter(reference__startswith=f"dossier:{found.public_id}"):
            assert bill.received <= bill.total

    @invariant()
    def the_first_promise_stands_and_the_clock_explains_every_move(self) -> None:
        found = again(self.dossier)
        self.first_promise = self.first_promise or found.first_due_at
        assert found.first_due_at == self.first_promise
        moved = found.pauses.exclude(ended_at=None).exists() or found.apology_count
        assert found.due_at == found.first_due_at or moved
        assert found.apology_count <= 1
        assert all(each.new_fact for each in found.supplements.filter(number__gt=1))

    @invariant()
    def ended_means_nobody_is_working(self) -> None:
        found = again(self.dossier)
        if found.status in (3, 7, 8, 10):
            assert found.current_step is None
            assert not found.steps.filter(state__in=["open", "claimed"]).exists()

    @rule(status=st.integers(1, 10))
    def the_database_refuses_what_the_law_does_not_know(self, status: int) -> None:
        found = again(self.dossier)
        if (found.status, status) in LAW or found.status == status:
            return
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE dossiers_dossier SET status = %s, accepted_at = submitted_at, finished_at = submitted_at "
                "WHERE id = %s",
                [status, found.pk],
            )


def test_random_lives(db: None) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Lives,
        settings=settings(
            max_examples=30,
            derandomize=True,  # the same lives every time: a chance of dying young must not break the build
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],  # shrinking a life of forty acts takes longer than reading it
        ),
    )
    # Lives that all died young would have shown nothing.
    assert reached & {9, 10}
