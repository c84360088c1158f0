"""Read the sealed journal onward and lay out what it tells of dossiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base.journal.seal import seal
from motcua.base.models import JournalEntry
from motcua.indicators.models import Fact, Reader
from motcua.rules.lifecycle import FINAL, Status

NAME = "facts"
BATCH = 2_000
Told = dict[str, Any]


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
    Fact.objects.all().delete()
    Reader.objects.filter(name=NAME).delete()
    return catch_up()


@transaction.atomic
def _read_batch() -> int:
    Reader.objects.get_or_create(name=NAME)
    reader = Reader.objects.select_for_update().get(name=NAME)
    entries = list(
        JournalEntry.objects.filter(position__position__gt=reader.position)
        .order_by("position__position")
        .values_list("position__position", "event", "body", "at")[:BATCH]
    )
    if not entries:
        return 0
    facts = _Facts()
    for _position, event, body, at in entries:
        facts.hear(event, body, datetime.fromisoformat(at))
    facts.save()
    reader.position = entries[-1][0]
    reader.save(update_fields=["position"])
    return len(entries)


class _Facts:
    """The facts of one batch: fetched when first spoken of, written at the end."""

    def __init__(self) -> None:
        self._known: dict[str, Fact] = {}
        self._new: set[str] = set()

    def hear(self, event: str, body: str, at: datetime) -> None:
        """One entry of the journal."""
        listener = LISTENERS.get(event)
        if listener is None and not event.startswith("dossiers."):
            return
        told: Told = JournalEntry(body=body).data
        fact = self._fact(event, told, at)
        if fact is None:
            return
        if listener is not None:
            listener(fact, told, at)
        if "to_status" in told:
            _move(fact, told, at)

    def _fact(self, event: str, told: Told, at: datetime) -> Fact | None:
        key = told.get("dossier", "")
        if event == "dossiers.submitted":
            self._known[key] = Fact(dossier=key, submitted_at=at, status=told["to_status"])
            self._new.add(key)
        elif key not in self._known:
            found = Fact.objects.filter(dossier=key).first()
            if found is None:
                return None
            self._known[key] = found
        return self._known[key]

    def save(self) -> None:
        """Write all, new ones in one statement."""
        Fact.objects.bulk_create([self._known[key] for key in self._known if key in self._new], batch_size=200)
        for key, fact in self._known.items():
            if key not in self._new:
                fact.save()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _move(fact: Fact, told: Told, at: datetime) -> None:
    fact.status = told["to_status"]
    fact.due_at = _moment(told.get("due_at"))
    if Status(fact.status) in FINAL and fact.ended_at is None:
        fact.ended_at = at


def _submitted(fact: Fact, told: Told, at: datetime) -> None:
    for name in (
        "procedure", "agency", "competent", "channel", "filed_as", "place_kind", "device_class", "help_kind",
        "fields_total", "fields_prefilled", "fields_edited", "fields_typed", "components_reused",
    ):  # fmt: skip
        setattr(fact, name, told[name])
    fact.login_at = _moment(told.get("login_at"))
    fact.submitted_at = _moment(told["submitted_at"]) or at
    fact.longest_idle_seconds = told.get("longest_idle_seconds") or 0
    fact.first_answer_due = _moment(told.get("first_answer_due"))


def _accepted(fact: Fact, told: Told, at: datetime) -> None:
    fact.accepted_at, fact.first_answer_late = at, told["first_answer_late"]
    fact.first_due_at = _moment(told.get("first_due_at"))


def _refused(fact: Fact, told: Told, at: datetime) -> None:
    fact.first_answer_late = told["first_answer_late"]


def _supplement(fact: Fact, told: Told, at: datetime) -> None:
    fact.supplements = told["number"]


def _signed(fact: Fact, told: Told, at: datetime) -> None:
    fact.finished_at, fact.worked_minutes = at, told["worked"]
    fact.late, fact.electronic = told["late"], told["electronic"]


def _returned(fact: Fact, told: Told, at: datetime) -> None:
    fact.returned_at = at


def _invited(fact: Fact, told: Told, at: datetime) -> None:
    fact.invited = True


def _rated(fact: Fact, told: Told, at: datetime) -> None:
    fact.invited, fact.rating = True, told["level"]


LISTENERS: dict[str, Callable[[Fact, Told, datetime], None]] = {
    "dossiers.submitted": _submitted,
    "dossiers.accepted": _accepted,
    "dossiers.refused": _refused,
    "dossiers.supplement_asked": _supplement,
    "dossiers.result_signed": _signed,
    "dossiers.result_returned": _returned,
    "feedback.invited": _invited,
    "feedback.rated": _rated,
}
