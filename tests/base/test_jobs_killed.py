"""A worker is killed in the middle of thirty jobs; the next one finishes them, with nobody's help."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.base.clock import now
from motcua.base.models import OutboxItem

pytestmark = pytest.mark.django_db(transaction=True)
JOBS = 30
KILLED_AFTER = 6
PATIENCE_SECONDS = 120
ROOT = Path(__file__).resolve().parents[2]


def _environment(notes: Path) -> dict[str, str]:
    """The same database as this test's own connection."""
    found = os.environ | {"NOTES": str(notes), "DJANGO_SETTINGS_MODULE": "tests.base.killed_settings"}
    return found | {"KILLED_DATABASE": str(connection.settings_dict["NAME"])}


def _start(environment: dict[str, str]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.base.killed_program"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdout.close()
    return process


def _ask() -> None:
    # Not enqueue(): this process does not know the task. The row is what enqueue() writes; the sweep finds it.
    moment = now()
    with transaction.atomic():
        OutboxItem.objects.bulk_create(
            [
                OutboxItem(task="test.slow_note", key=f"n{n}", payload={"number": n}, run_at=moment, made_at=moment)
                for n in range(JOBS)
            ]
        )
        for item_id in OutboxItem.objects.values_list("id", flat=True):
            _announce(item_id)


def _announce(item_id: int) -> None:
    from motcua.base.jobs.engine import engine

    engine().announce([item_id], run_at=now())


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < end, f"{OutboxItem.objects.filter(state='done').count()} of {JOBS} done"
        time.sleep(0.05)


def _done() -> int:
    return OutboxItem.objects.filter(task="test.slow_note", state=OutboxItem.State.DONE).count()


def _in_hand() -> int:
    return OutboxItem.objects.filter(task="test.slow_note", state=OutboxItem.State.LEASED).count()


def _caught_with_work(worker: subprocess.Popen[str]) -> bool:
    """The worker is held still; between two jobs it goes on, for a kill there would prove nothing."""
    worker.send_signal(signal.SIGSTOP)
    if _in_hand():
        return True
    worker.send_signal(signal.SIGCONT)
    return False


def test_thirty_of_thirty_jobs_are_done_after_the_worker_was_killed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    environment = _environment(notes)
    left_by_others = _told_to_procrastinate()  # its table is not emptied between tests
    _ask()
    announced = _told_to_procrastinate() - left_by_others
    assert len(announced) == (JOBS if connection.vendor == "postgresql" else 0)
    first = _start(environment)
    try:
        _wait(lambda: _done() >= KILLED_AFTER)
        _wait(lambda: _caught_with_work(first))
        in_hand = _in_hand()
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=PATIENCE_SECONDS)
    second = _start(environment)
    try:
        _wait(lambda: _done() == JOBS)
    finally:
        second.terminate()
        second.wait(timeout=PATIENCE_SECONDS)
    runs = Counter(int(line) for line in notes.read_text().split())
    assert set(runs) == set(range(JOBS))
    # At least once: only what the killed worker held may have run twice.
    assert sum(runs.values()) - JOBS <= in_hand
    # Not "nothing waits": the sweep of a worker that lived two seconds has asked for the periodic tasks by then, and
    # announced again what the killed one held. Those wait for the next worker, as they should.
    assert not announced & _told_to_procrastinate()


def _told_to_procrastinate() -> set[int]:
    """Its jobs that no worker of its own has fetched yet; none on SQLite."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE status = 'todo'")
        return {row[0] for row in cursor.fetchall()}
