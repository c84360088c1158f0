"""Check the whole journal: every entry, every chain, every seal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from django.db import DatabaseError, connection, transaction

from motcua.base.journal.hashing import FIRST, chain_hash, checkpoint_text, entry_hash
from motcua.base.journal.keys import key_id, sealing_key
from motcua.base.journal.triggers import unguarded
from motcua.base.models import JournalEntry, JournalPosition, JournalSeal, JournalStream


@dataclass
class JournalReport:
    """`first_bad` names the entry (its id) where the journal first contradicts itself; `faults` says how, in words.

    Where every link is right and only a seal contradicts, it is the first entry that no seal before vouches for.
    """

    entries: int = 0
    sealed: int = 0
    seals: int = 0
    first_bad: int | None = None
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    def blame(self, entry_id: int | None, words: str) -> None:
        """Note a fault; the earliest entry named is the first bad one."""
        if entry_id is not None and (self.first_bad is None or entry_id < self.first_bad):
            self.first_bad = entry_id
        if len(self.faults) < 20:
            self.faults.append(words)


def verify() -> JournalReport:
    """Recompute everything from the first entry on. Memory grows with the number of streams, not of entries."""
    report = JournalReport()
    try:
        with _every_byte_legible(), _one_moment():
            heads = _verify_streams(report)
            _verify_heads(report, heads)
            ends = _verify_order(report)
            unvouched = _verify_seals(report, ends)
            _verify_guard(report)
            if report.first_bad is None and unvouched is not None:
                report.first_bad = _entry_at(unvouched)
    except DatabaseError as error:
        if not _is_installed():
            raise
        report.blame(None, f"it cannot be read to its end: {' '.join(str(error).split())}")
    return report


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything is read as it stood at one moment: what people and the sealer write meanwhile is no contradiction.

    Nobody waits for it: PostgreSQL keeps the old rows, and a plain BEGIN of SQLite takes no lock that a writer wants.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _say("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        _say("BEGIN")
        try:
            yield
        finally:
            _say("ROLLBACK")


@contextmanager
def _every_byte_legible() -> Iterator[None]:
    """Bytes that are no UTF-8, which SQLite keeps where text should be, are read as text that was never written: then
    the hash names the entry. (PostgreSQL refuses such bytes.)"""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        yield
    finally:
        connection.connection.text_factory = str


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _is_installed() -> bool:
    """Whether the database answers and was set up: what cannot be read then was spoiled, not forgotten."""
    try:
        return "django_migrations" in connection.introspection.table_names()
    except DatabaseError:
        return False


def _verify_streams(report: JournalReport) -> dict[str, tuple[int, str, int]]:
    heads: dict[str, tuple[int, str, int]] = {}
    gapless, before = connection.vendor == "sqlite", 0  # PostgreSQL leaves out the ids of what was rolled back
    for entry in JournalEntry.objects.order_by("id").iterator(chunk_size=2_000):
        report.entries += 1
        if gapless and entry.id != before + 1:
            report.blame(entry.id, f"entries {before + 1} to {entry.id - 1} were written and are not there")
        before = entry.id
        number, previous, _ = heads.get(entry.stream, (0, FIRST, 0))
        if entry.number != number + 1 or entry.previous != previous:
            report.blame(entry.id, f"{entry}: an entry before it is missing, added or changed")
        if entry.hash != _recomputed(entry):
            report.blame(entry.id, f"{entry}: its content is not what was written")
        heads[entry.stream] = (entry.number, entry.hash, entry.id)
    if gapless and (last := _highest_given()) > before:
        report.blame(before or None, f"entries {before + 1} to {last} were written and are not there")
    return heads


def _highest_given() -> int:
    """The highest id SQLite ever gave an entry, as it remembers itself (AUTOINCREMENT)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [JournalEntry._meta.db_table])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _recomputed(entry: JournalEntry) -> str:
    try:
        return entry_hash(
            stream=entry.stream,
            number=entry.number,
            at=entry.at,
            event=entry.event,
            actor=entry.actor,
            body=entry.body,
            previous=entry.previous,
        )
    except TypeError:  # SQLite keeps what it is given: bytes in a column of text
        return ""


def _verify_heads(report: JournalReport, heads: dict[str, tuple[int, str, int]]) -> None:
    seen = set()
    for stream in JournalStream.objects.order_by("name").iterator(chunk_size=2_000):
        seen.add(stream.name)
        length, digest, last_id = heads.get(stream.name, (0, FIRST, 0))
        if (length, digest) != (stream.length, stream.head):
            report.blame(last_id or None, f"{stream.name}: {stream.length} entries were written, {length} are there")
    for name in sorted(set(heads) - seen, key=str):
        report.blame(heads[name][2], f"{name}: entries of a stream that was never opened")


def _verify_order(report: JournalReport) -> dict[int, str]:
    """Check the overall chain; answer the chain value at each sealed size."""
    ends: dict[int, str] = {}
    wanted = set(JournalSeal.objects.values_list("size", flat=True))
    chain = FIRST
    for expected, (position, stated, digest, entry_id) in enumerate(_positions(), start=1):
        chain = chain_hash(chain, digest or "")
        if position != expected or stated != chain or digest is None:
            report.blame(entry_id, f"place {expected} of the overall order does not follow from the one before")
            return ends
        report.sealed = position
        if position in wanted:
            ends[position] = chain
    return ends


def _positions() -> Iterator[tuple[int, str, str | None, int]]:
    return (
        JournalPosition.objects.order_by("position")
        .values_list("position", "chain", "entry__hash", "entry_id")
        .iterator(chunk_size=2_000)
    )


def _verify_seals(report: JournalReport, ends: dict[int, str]) -> int | None:
    """Check every seal; answer the first place that no seal vouches for, though one should."""
    covered = good = 0
    unvouched = None
    public, own = sealing_key().public_key(), key_id()
    for seal in JournalSeal.objects.order_by("size").iterator(chunk_size=2_000):
        report.seals += 1
        covered = seal.size
        try:
            public.verify(bytes.fromhex(seal.signature), checkpoint_text(size=seal.size, chain=seal.chain, at=seal.at))
        except (InvalidSignature, TypeError, ValueError):
            report.blame(None, f"seal {seal.size}: signature of key {seal.key_id} does not verify with {own}")
        if ends.get(seal.size) == seal.chain:
            good = seal.size
        else:
            unvouched = unvouched or good + 1
            where = f"places {good + 1} to {seal.size}"
            report.blame(None, f"seal {seal.size}: the journal no longer leads to what was signed, changed in {where}")
    if covered < report.sealed:  # places and the seal over them are written in one transaction
        unvouched = unvouched or covered + 1
        report.blame(None, f"places {covered + 1} to {report.sealed} of the overall order have no seal over them")
    return unvouched


def _entry_at(place: int) -> int | None:
    return JournalPosition.objects.filter(position=place).values_list("entry_id", flat=True).first()


def _verify_guard(report: JournalReport) -> None:
    """What protected the journal must still stand: where it is gone, nobody knows what was done meanwhile."""
    for missing in unguarded():
        report.blame(
            None, f"the database no longer refuses {missing}: its trigger was dropped, switched off or changed"
        )
