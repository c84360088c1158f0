"""The database itself refuses what the table of the lifecycle refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from motcua.base.clock import now
from motcua.dossiers import api
from motcua.rules.lifecycle import Status
from tests.dossiers.world import World, again, filed, processing

# Written out by hand from Decree 118/2025 and the exchange's status list, not read from the table under test.
FROM_REGISTERED = {2, 3, 5, 6, 7}
FROM_PROCESSING = {5, 6, 7, 8, 9}


def raw(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def reachable(dossier: api.Dossier) -> set[int]:
    """Statuses a raw UPDATE can reach; other columns get what their constraints want."""
    found = set()
    for status in Status:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(
                        "UPDATE dossiers_dossier SET status = %s, accepted_at = submitted_at, "
                        "finished_at = submitted_at WHERE id = %s",
                        [int(status), dossier.pk],
                    )
                found.add(int(status))
                transaction.set_rollback(True)
        except DatabaseError:
            continue
    return found - {dossier.status}


def test_raw_updates_reach_only_what_the_law_knows(world: World) -> None:
    assert reachable(filed(world)) == FROM_REGISTERED
    assert reachable(processing(world)) == FROM_PROCESSING


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_an_ended_dossier_stays_ended(world: World, end: str) -> None:
    dossier = filed(world)
    if end == "refuse":
        dossier = api.refuse(dossier=dossier, reason="other", words="Lý do", by=world.clerk)
    else:
        dossier = api.withdraw(dossier=dossier, by=world.owner)
    assert reachable(dossier) == set()


def test_back_from_a_supplement_only_to_where_it_came_from(world: World) -> None:
    dossier = processing(world)
    api.ask_supplement(
        dossier=dossier,
        checklist={"paper_a": "missing", "paper_b": "not_needed"},
        items=[{"component": "paper_a", "what": "Nộp"}],
        reason="Thiếu",
        by=world.officer,
    )
    assert reachable(again(dossier)) == {4, 7, 8}


def test_no_dossier_is_deleted(world: World) -> None:
    dossier = filed(world)
    with pytest.raises(DatabaseError, match="never deleted"):
        raw("DELETE FROM dossiers_dossier WHERE id = %s", dossier.pk)


@pytest.mark.parametrize("column", ["code", "submitted_at", "channel", "filed_as", "public_id"])
def test_what_it_was_filed_with_is_frozen(world: World, column: str) -> None:
    dossier = filed(world)
    other = {"submitted_at": now() - timedelta(hours=1), "channel": 1, "filed_as": "assisted"}.get(column, "X")
    with pytest.raises(DatabaseError, match="frozen"):
        raw(f"UPDATE dossiers_dossier SET {column} = %s, help_kind = 'typed' WHERE id = %s", other, dossier.pk)


def test_the_first_promise_is_frozen(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(DatabaseError, match="frozen"):
        raw("UPDATE dossiers_dossier SET first_due_at = %s WHERE id = %s", now(), dossier.pk)


def test_no_dossier_is_born_grown_up(world: World) -> None:
    dossier = processing(world)
    dossier.pk, dossier.public_id, dossier.code, dossier.draft = None, "x" * 12, "H99.01.01-261202-9999", None
    with pytest.raises(DatabaseError, match="status 1"), transaction.atomic():
        dossier.save(force_insert=True)


def test_constraints_speak_to_clerks(world: World) -> None:
    dossier = filed(world)
    dossier.apology_count = 2
    with pytest.raises(ValidationError, match="một lần"):
        dossier.validate_constraints()
    dossier.apology_count, dossier.filed_as = 0, "assisted"
    with pytest.raises(ValidationError, match="hỗ trợ"):
        dossier.validate_constraints()


def test_one_active_step_and_one_open_pause(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(DatabaseError):
        raw("UPDATE dossiers_step SET state = 'open' WHERE dossier_id = %s AND key = 'sign'", dossier.pk)
    api.ClockPause.objects.create(dossier=dossier, reason="fee", began_at=now())
    with pytest.raises(DatabaseError), transaction.atomic():
        api.ClockPause.objects.create(dossier=dossier, reason="fee", began_at=now())


def test_the_triggers_survive_every_migration(world: World) -> None:
    """SQLite forgets triggers when a later migration rebuilds the table; then it must make them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'dossiers_dossier'::regclass AND NOT tgisinternal"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'dossiers_dossier'")
        names = {row[0] for row in cursor.fetchall()}
    assert names == {f"dossiers_dossier_{what}" for what in ("passage", "birth", "frozen", "delete")}
