"""Give entries their place in the overall order and sign where the journal stands."""

from __future__ import annotations

from datetime import UTC

from django.db import connection, transaction

from motcua.base.clock import now
from motcua.base.journal.hashing import FIRST, chain_hash, checkpoint_text
from motcua.base.journal.keys import key_id, sealing_key
from motcua.base.models import JournalEntry, JournalPosition, JournalSeal

# Transactions may commit out of the order of their ids on PostgreSQL; so far back we look for latecomers.
LOOK_BACK = 10_000
BATCH = 5_000
ADVISORY_LOCK = 0x6D6F7463  # "motc": one sealer at a time


def seal() -> JournalSeal | None:
    """Order all entries that have no place yet and sign the new length; None where nothing was new."""
    last: JournalSeal | None = None
    while True:
        made = _seal_batch()
        if made is None:
            return last
        last = made


@transaction.atomic
def _seal_batch() -> JournalSeal | None:
    _become_only_sealer()
    tail = JournalPosition.objects.order_by("-position").first()
    waiting = _entries_without_place()
    if not waiting:
        return None
    position, chain = (tail.position, tail.chain) if tail else (0, FIRST)
    rows = []
    for entry_id, digest in waiting:
        position, chain = position + 1, chain_hash(chain, digest)
        rows.append(JournalPosition(position=position, entry_id=entry_id, chain=chain))
    JournalPosition.objects.bulk_create(rows, batch_size=1_000)
    return _sign(size=position, chain=chain)


def _entries_without_place() -> list[tuple[int, str]]:
    highest = JournalPosition.objects.order_by("-entry_id").values_list("entry_id", flat=True).first() or 0
    return list(
        JournalEntry.objects.filter(id__gt=highest - LOOK_BACK, position__isnull=True)
        .order_by("id")
        .values_list("id", "hash")[:BATCH]
    )


def _sign(*, size: int, chain: str) -> JournalSeal:
    at = now().astimezone(UTC).isoformat(timespec="microseconds")
    signature = sealing_key().sign(checkpoint_text(size=size, chain=chain, at=at)).hex()
    return JournalSeal.objects.create(size=size, chain=chain, at=at, key_id=key_id(), signature=signature)


def _become_only_sealer() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
