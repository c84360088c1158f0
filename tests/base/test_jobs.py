"""The same tests for both engines: what the outbox promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.clock import freeze
from motcua.base.jobs import enqueue, every, task, together
from motcua.base.jobs.registry import periodic_tasks
from motcua.base.jobs.run import _fail, _finish, _wait, claim, revive_dead, run_item
from motcua.base.jobs.sweep import ask_for_periodic, due_items, run_due
from motcua.base.models import OutboxItem

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
done: list[str] = []


@task("test.note")
def note(word: str) -> None:
    """Remember a word."""
    done.append(word)


@task("test.break", attempts=3)
def break_down() -> None:
    """Never works."""
    raise OSError("the outside is down")


@every(minutes=15, name="test.quarterly")
def quarterly() -> None:
    """Once a quarter of an hour."""
    done.append("quarter")


@pytest.fixture(autouse=True)
def _empty() -> None:
    done.clear()


def ask(name: str, key: str, **payload: object) -> bool:
    with transaction.atomic():
        return enqueue(name, key=key, payload=payload)


def test_a_job_runs_once_and_is_done() -> None:
    assert ask("test.note", "k1", word="xin chào")
    assert run_due(worker="w") == 1
    assert run_due(worker="w") == 0
    assert done == ["xin chào"]
    assert OutboxItem.objects.get(key="k1").state == OutboxItem.State.DONE


def test_the_same_key_is_one_job_even_after_it_ran() -> None:
    ask("test.note", "k1", word="a")
    run_due(worker="w")
    assert not ask("test.note", "k1", word="b")
    run_due(worker="w")
    assert done == ["a"]


def test_jobs_asked_for_together_are_written_at_the_end_and_each_runs_once() -> None:
    ask("test.note", "k0", word="there already")
    with CaptureQueriesContext(connection) as seen, transaction.atomic(), together():
        for key in ("k1", "k2", "k0", "k1"):
            enqueue("test.note", key=key, payload={"word": key})
        enqueue("test.note", key="later", payload={"word": "later"}, run_at=NOON + timedelta(days=40_000))
        assert OutboxItem.objects.count() == 1
    sent = [each["sql"] for each in seen.captured_queries]
    assert sum("INSERT INTO base_outboxitem" in each for each in sent) == 1
    announced = 2 if connection.vendor == "postgresql" else 0  # what is due now, and what is due later
    assert sum("procrastinate" in each for each in sent) == announced
    assert OutboxItem.objects.count() == 4
    run_due(worker="w")
    assert sorted(done) == ["k1", "k2", "there already"]


def test_what_is_asked_for_together_is_told_a_few_at_a_time() -> None:
    before = _told()
    with transaction.atomic(), together():
        for number in range(6):
            enqueue("test.note", key=f"k{number}", payload={"word": "a"})
    told = _told() - before
    assert told == (2 if connection.vendor == "postgresql" else 0)  # four rows, then two


def _told() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def _breaks() -> None:
    with transaction.atomic(), together():
        enqueue("test.note", key="k1", payload={"word": "a"})
        raise OSError("away")


def test_a_block_that_breaks_asks_for_nothing() -> None:
    with pytest.raises(OSError, match="away"):
        _breaks()
    assert ask("test.note", "k1", word="b")


def test_what_a_savepoint_takes_back_is_not_asked_for_by_the_block_round_it() -> None:
    with transaction.atomic(), together():
        enqueue("test.note", key="stays", payload={"word": "stays"})
        with transaction.atomic():
            enqueue("test.note", key="goes", payload={"word": "goes"})
            transaction.set_rollback(True)
        with transaction.atomic():
            enqueue("test.note", key="kept", payload={"word": "kept"})
    assert set(OutboxItem.objects.values_list("key", flat=True)) == {"stays", "kept"}


def test_what_rolls_back_is_never_done() -> None:
    with transaction.atomic():
        enqueue("test.note", key="k1", payload={"word": "a"})
        transaction.set_rollback(True)
    assert run_due(worker="w") == 0


def test_asking_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        enqueue("test.note", key="k1", payload={"word": "a"})


def test_an_unknown_task_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        ask("test.nothing", "k1")


def test_only_one_worker_gets_an_item() -> None:
    ask("test.note", "k1", word="a")
    item_id = due_items()[0]
    assert claim(item_id, worker="one") is not None
    assert claim(item_id, worker="two") is None


def test_a_killed_workers_item_is_taken_over_when_its_lease_is_over() -> None:
    with freeze(NOON):
        ask("test.note", "k1", word="a")
        claim(due_items()[0], worker="killed")
        assert due_items() == []
    with freeze(NOON + timedelta(minutes=2)):
        assert run_due(worker="other") == 1
    assert done == ["a"]


def test_who_lost_the_lease_writes_no_end() -> None:
    """A worker that was slow, not dead, comes back when another has the job: what it says counts no more."""
    with freeze(NOON):
        ask("test.note", "k1", word="a")
        slow = claim(due_items()[0], worker="slow")
    with freeze(NOON + timedelta(minutes=2)):
        assert slow is not None
        other = claim(slow.id, worker="other")
        assert other is not None
        for end in (lambda: _finish(slow), lambda: _fail(slow, OSError("too late"))):
            end()
            row = OutboxItem.objects.get(key="k1")
            assert (row.state, row.worker, row.last_error) == (OutboxItem.State.LEASED, "other", "")
        _finish(other)
        _fail(slow, OSError("too late"))
    assert OutboxItem.objects.get(key="k1").state == OutboxItem.State.DONE


def test_nobody_waits_longer_than_six_hours_for_another_try() -> None:
    assert _wait(1) < timedelta(seconds=6)
    assert _wait(40) < timedelta(hours=7)


def test_failures_wait_longer_each_time_and_end_where_staff_see_them() -> None:
    moment, waits = NOON, []
    with freeze(moment):
        ask("test.break", "k1")
    for _ in range(3):
        with freeze(moment):
            assert run_due(worker="w") == 1
        item = OutboxItem.objects.get(key="k1")
        waits.append(item.run_at - moment)
        moment = max(item.run_at, moment) + timedelta(seconds=1)
    assert waits[1] > waits[0]
    assert (item.state, item.attempts) == (OutboxItem.State.DEAD, 3)
    assert "the outside is down" in item.last_error
    assert revive_dead(item.id)
    assert OutboxItem.objects.get(key="k1").state == OutboxItem.State.READY


def test_periodic_tasks_are_asked_for_once_a_slot_whoever_asks() -> None:
    assert "test.quarterly" in [each.task for each in periodic_tasks()]
    with freeze(NOON):
        ask_for_periodic()
        ask_for_periodic()
    with freeze(NOON + timedelta(minutes=15)):
        ask_for_periodic()
    assert OutboxItem.objects.filter(task="test.quarterly").count() == 2


def test_running_something_not_due_does_nothing() -> None:
    with freeze(NOON), transaction.atomic():
        enqueue("test.note", key="k1", payload={"word": "a"}, run_at=NOON + timedelta(hours=1))
    with freeze(NOON):
        assert not run_item(OutboxItem.objects.get(key="k1").id, worker="w")
    assert done == []
