"""Read the sealed journal onward and lay out what it tells of dossiers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.base.journal.seal import seal
from motcua.base.models import JournalEntry
from motcua.indicators.hearing import Rows, Told, counted
from motcua.indicators.models import BillFact, DraftFact, Fact, Reader, StepFact

NAME = "facts"
BATCH = 2_000


def catch_up() -> int:
    """Seal the journal and read what is new; how many entries were read."""
    seal()
    count = 0
    while read := _read_batch():
        count += read
    return count


@transaction.atomic
def rebuild() -> int:
    """Forget every fact and read the whole journal again."""
    for model in (Fact, StepFact, DraftFact, BillFact):
        model._default_manager.all().delete()
    Reader.objects.filter(name=NAME).delete()
    return catch_up()


@transaction.atomic
def _read_batch() -> int:
    Reader.objects.get_or_create(name=NAME)
    reader = Reader.objects.select_for_update().get(name=NAME)
    entries = list(
        JournalEntry.objects.filter(position__position__gt=reader.position)
        .order_by("position__position")
        .values_list("position__position", "event", "body", "at", "actor")[:BATCH]
    )
    if not entries:
        return 0
    rows = Rows()
    for _position, event, body, at, actor in entries:
        if counted(event):
            rows.hear(Told(event, JournalEntry(body=body).data, datetime.fromisoformat(at), actor))
    rows.save()
    reader.position = entries[-1][0]
    reader.save(update_fields=["position"])
    return len(entries)
