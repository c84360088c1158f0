from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from motcua.base.actor import Actor
from motcua.base.events import Event, Told, event, listen, record, record_all, revive
from motcua.base.journal import verify as verifying
from motcua.base.journal.hashing import chain_hash, entry_hash
from motcua.base.journal.seal import seal
from motcua.base.journal.triggers import APPEND_ONLY, create_triggers, drop_triggers
from motcua.base.journal.verify import verify
from motcua.base.models import JournalEntry, JournalPosition, JournalSeal, JournalStream

BY = Actor("staff", "7")


@event("test.happened")
class Happened(Event):
    what: str


def tell(stream: str, what: str) -> JournalEntry:
    with transaction.atomic():
        return record(Happened(what), stream=stream, by=BY)


def tamper(sql: str, *values: object) -> None:
    """As somebody who knows the house: the triggers are lifted and put back."""
    with connection.schema_editor() as editor:
        drop_triggers(None, editor)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    with connection.schema_editor() as editor:
        create_triggers(None, editor)


@pytest.fixture
def written(transactional_db: None) -> list[JournalEntry]:
    entries = [tell(stream, what) for stream, what in (("a", "one"), ("b", "two"), ("a", "three"), ("a", "four"))]
    seal()
    return entries


def test_an_untouched_journal_is_whole(written: list[JournalEntry]) -> None:
    report = verify()
    assert (report.ok, report.entries, report.sealed, report.seals, report.first_bad) == (True, 4, 4, 1, None)


@pytest.mark.parametrize("between", ["_verify_heads", "_verify_order", "_verify_seals"])
def test_what_is_written_while_it_is_checked_is_no_contradiction(
    written: list[JournalEntry], monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    """People go on working: an entry and a seal that come between two readings are seen by neither, or by both."""
    usual = getattr(verifying, between)

    def somebody_writes_first(*read: object) -> object:
        other = Thread(target=write_and_seal)
        other.start()
        other.join(timeout=120)
        assert not other.is_alive()
        return usual(*read)

    monkeypatch.setattr(verifying, between, somebody_writes_first)
    report = verify()
    assert (report.faults, report.entries, report.sealed) == ([], 4, 4)
    monkeypatch.undo()
    assert verify().sealed == 6


def write_and_seal() -> None:
    try:
        tell("a", "meanwhile")
        tell("new", "meanwhile")
        seal()
    finally:
        connection.close()


@pytest.mark.parametrize("table", ["base_journalstream", "base_journalseal"])
def test_a_table_taken_away_is_a_fault_and_not_a_crash(written: list[JournalEntry], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone")
    try:
        report = verify()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE gone RENAME TO {table}")
    assert not report.ok
    assert "cannot be read to its end" in report.faults[0]


def test_entries_revive_as_the_events_they_tell_of(written: list[JournalEntry]) -> None:
    assert revive(JournalEntry.objects.get(id=written[2].id)) == Happened("three")


def test_events_of_one_moment_are_told_together_each_at_the_end_of_its_stream(written: list[JournalEntry]) -> None:
    with transaction.atomic():
        entries = record_all([Told(Happened(each), each[0]) for each in ("a5", "new", "a6", "b2")], by=BY)
    assert [(each.stream, each.number) for each in entries] == [("a", 4), ("n", 1), ("a", 5), ("b", 2)]
    assert list(JournalEntry.objects.order_by("id").values_list("id", "hash"))[-4:] == [
        (each.pk, each.hash) for each in entries
    ]
    assert entries[2].previous == entries[0].hash
    assert verify().ok
    assert verify().entries == 8


def test_a_listener_is_handed_what_the_event_is_about(transactional_db: None) -> None:
    heard: list[object] = []
    thing = object()

    @event("test.handed")
    class Handed(Event):
        what: str

    listen(Handed, lambda happened, entry: heard.append((happened.what, entry.stream, entry.of)))
    with transaction.atomic():
        record_all([Told(Handed("x"), "a", of=thing), Told(Handed("y"), "b")], by=BY)
    assert heard == [("x", "a", thing), ("y", "b", None)]


def test_writing_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(Happened("x"), stream="a", by=BY)


def test_what_rolls_back_never_happened(transactional_db: None) -> None:
    with transaction.atomic():
        record(Happened("x"), stream="a", by=BY)
        transaction.set_rollback(True)
    assert not JournalEntry.objects.exists()
    assert verify().ok


@pytest.mark.parametrize("model", [JournalEntry, JournalPosition, JournalSeal])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_change_and_deletion(written: list[JournalEntry], model: type, verb: str) -> None:
    table = model._meta.db_table
    statement = f"DELETE FROM {table}" if verb == "delete" else f"UPDATE {table} SET {model._meta.pk.column} = 99"
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", [JournalEntry, JournalPosition, JournalSeal])
def test_the_database_refuses_to_be_emptied_at_once(written: list[JournalEntry], model: type) -> None:
    table = model._meta.db_table
    statement = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table} WHERE 1"
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("sql", "bad"),
    [
        ('UPDATE base_journalentry SET body = \'{"what":"ONE"}\' WHERE id = %s', 0),
        ("UPDATE base_journalentry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE id = %s", 2),
        ("UPDATE base_journalentry SET actor = 'staff:8' WHERE id = %s", 1),
    ],
)
def test_a_changed_entry_is_found_and_named(written: list[JournalEntry], sql: str, bad: int) -> None:
    tamper(sql, written[bad].id)
    report = verify()
    assert not report.ok
    assert report.first_bad == written[bad].id


@pytest.mark.only_sqlite
@pytest.mark.parametrize("value", ["X'00ff'", "CAST(X'ff' AS TEXT)"], ids=["bytes", "no UTF-8"])
@pytest.mark.parametrize(
    ("table", "column"),
    [(JournalEntry, name) for name in ("stream", "at", "event", "actor", "body", "previous", "hash")]
    + [(JournalPosition, "chain"), (JournalSeal, "chain"), (JournalSeal, "signature")],
)
def test_bytes_in_place_of_text_are_found(
    written: list[JournalEntry], table: type[Model], column: str, value: str
) -> None:
    name, key = table._meta.db_table, table._meta.pk.column
    tamper(f"UPDATE {name} SET {column} = {value} WHERE {key} = (SELECT max({key}) FROM {name})")
    report = verify()
    assert not report.ok
    assert report.entries == len(written)
    if table is JournalEntry:
        # an entry that left its stream is missed at the end of what is left of it
        assert report.first_bad == written[-2 if column == "stream" else -1].id


def test_a_removed_entry_is_found(written: list[JournalEntry]) -> None:
    tamper("DELETE FROM base_journalposition WHERE entry_id = %s", written[0].id)
    tamper("DELETE FROM base_journalentry WHERE id = %s", written[0].id)
    report = verify()
    assert not report.ok
    assert report.first_bad in {written[1].id, written[2].id}


def test_a_cut_tail_is_found_even_when_every_trace_but_the_seal_is_cut(written: list[JournalEntry]) -> None:
    last = written[3]
    tamper("DELETE FROM base_journalposition WHERE entry_id = %s", last.id)
    tamper("DELETE FROM base_journalentry WHERE id = %s", last.id)
    tamper("UPDATE base_journalstream SET length = 2, head = %s WHERE name = 'a'", written[2].hash)
    assert not verify().ok


def test_another_overall_order_is_found_even_with_its_chain_worked_out_anew(written: list[JournalEntry]) -> None:
    """Two entries of different streams change places: no stream is touched, and every link is right again."""
    tamper("DELETE FROM base_journalposition")
    chain = ""
    for place, entry in enumerate((written[1], written[0], *written[2:]), start=1):
        chain = chain_hash(chain, entry.hash)
        JournalPosition.objects.create(position=place, entry_id=entry.id, chain=chain)
    report = verify()
    assert not report.ok
    assert any("no longer leads to what was signed" in fault for fault in report.faults)


def test_the_words_of_a_broken_seal_say_between_which_seals(written: list[JournalEntry]) -> None:
    tell("c", "five")
    seal()
    tamper("UPDATE base_journalentry SET hash = 'x' WHERE id = %s", written[3].id)
    tamper("UPDATE base_journalposition SET chain = %s WHERE position = 4", "y")
    words = " ".join(verify().faults)
    assert "changed in places 1 to 4" in words
    assert "changed in places 1 to 5" in words


def test_a_chain_made_anew_from_one_entry_on_no_longer_leads_to_the_seal(written: list[JournalEntry]) -> None:
    """Content, hashes of the stream, its head and the overall order: all right again, only the seal is not."""
    tell("c", "five")
    seal()
    changed = JournalEntry.objects.get(stream="c")
    changed.actor = "staff:8"
    said = {name: getattr(changed, name) for name in ("stream", "number", "at", "event", "actor", "body", "previous")}
    digest = entry_hash(**said)
    tamper("UPDATE base_journalentry SET actor = 'staff:8', hash = %s WHERE id = %s", digest, changed.id)
    tamper("UPDATE base_journalstream SET head = %s WHERE name = 'c'", digest)
    before = JournalPosition.objects.get(position=4).chain
    tamper("UPDATE base_journalposition SET chain = %s WHERE position = 5", chain_hash(before, digest))
    report = verify()
    assert report.faults == ["seal 5: the journal no longer leads to what was signed, changed in places 5 to 5"]
    assert report.first_bad == changed.id


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_trigger_taken_away_is_found(written: list[JournalEntry], table: str, verb: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")
    faults = verify().faults
    assert len(faults) == 1
    assert faults[0].startswith(f"the database no longer refuses {verb.upper()} on {table}")


SWITCHED_OFF = {
    "sqlite": [
        "DROP TRIGGER base_journalentry_no_delete",
        "CREATE TRIGGER base_journalentry_no_delete BEFORE DELETE ON base_journalentry BEGIN SELECT 1; END",
    ],
    "postgresql": ["ALTER TABLE base_journalentry DISABLE TRIGGER base_journalentry_no_delete"],
}


def test_a_trigger_switched_off_or_one_that_refuses_nothing_is_found(written: list[JournalEntry]) -> None:
    with connection.cursor() as cursor:
        for statement in SWITCHED_OFF[connection.vendor]:
            cursor.execute(statement)
    assert "no longer refuses DELETE on base_journalentry" in verify().faults[0]


@pytest.mark.only_sqlite
def test_a_dossier_taken_out_whole_before_any_seal_is_found(written: list[JournalEntry]) -> None:
    """Its stream is gone with all that was in it, so no chain is broken: the numbers of the entries tell."""
    gone, after = tell("dossier:x", "five"), tell("b", "six")
    tamper("DELETE FROM base_journalentry WHERE stream = 'dossier:x'")
    tamper("DELETE FROM base_journalstream WHERE name = 'dossier:x'")
    report = verify()
    assert report.faults == [f"entries {gone.id} to {gone.id} were written and are not there"]
    assert report.first_bad == after.id


@pytest.mark.only_sqlite
def test_a_journal_emptied_with_all_its_traces_is_found(written: list[JournalEntry]) -> None:
    for table in (*reversed(APPEND_ONLY), "base_journalstream"):
        tamper(f"DELETE FROM {table}")
    assert verify().faults == [f"entries 1 to {written[3].id} were written and are not there"]


def test_what_was_rolled_back_leaves_no_gap(written: list[JournalEntry]) -> None:
    with transaction.atomic():
        record(Happened("never"), stream="z", by=BY)
        transaction.set_rollback(True)
    tell("a", "after")
    assert verify().ok


def test_a_removed_seal_is_found(written: list[JournalEntry]) -> None:
    tell("a", "five")
    seal()
    tamper(f"DELETE FROM {JournalSeal._meta.db_table} WHERE size = 5")
    report = verify()
    assert report.faults == ["places 5 to 5 of the overall order have no seal over them"]
    assert report.first_bad == JournalPosition.objects.get(position=5).entry_id
    tamper(f"DELETE FROM {JournalSeal._meta.db_table}")
    assert verify().faults == ["places 1 to 5 of the overall order have no seal over them"]


def test_a_forged_seal_is_found(written: list[JournalEntry]) -> None:
    tamper("UPDATE base_journalseal SET at = '2020-01-01T00:00:00.000000+00:00'")
    assert not verify().ok


def test_listeners_hear_in_the_same_transaction(transactional_db: None) -> None:
    heard = []

    @event("test.whispered")
    class Whispered(Event):
        what: str

    def remember(happened: Whispered, entry: JournalEntry) -> None:
        heard.append((happened.what, entry.number, connection.in_atomic_block))

    listen(Whispered, remember)
    with transaction.atomic():
        record(Whispered("psst"), stream="c", by=BY)
    assert heard == [("psst", 1, True)]


def test_who_commits_late_gets_a_place_too(written: list[JournalEntry]) -> None:
    """PostgreSQL gives ids out before they are committed: a lower one may appear when a higher one has its place."""
    for stream, jump in (("ahead", 7), ("late", 3)):
        entry = JournalEntry(pk=written[3].pk + jump, stream=stream, number=1, at="", body="{}", hash=stream)
        entry.save(force_insert=True)
        assert seal() is not None
        assert JournalPosition.objects.filter(entry=entry).exists(), stream


def test_sealing_twice_adds_nothing(written: list[JournalEntry]) -> None:
    assert seal() is None
    tell("b", "five")
    assert seal().size == 5
    assert JournalStream.objects.get(name="b").length == 2
    assert verify().ok
