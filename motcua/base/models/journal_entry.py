import json
from typing import Any

from django.db import models


class JournalEntry(models.Model):
    """One thing that happened. Never changed, never deleted: triggers refuse both on SQLite and PostgreSQL."""

    stream = models.CharField(max_length=80)
    number = models.PositiveIntegerField(help_text="place in the stream, from 1")
    at = models.CharField(max_length=32, help_text="UTC, ISO 8601 with microseconds: hashed exactly as written")
    event = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    body = models.TextField(help_text="canonical JSON: hashed exactly as written")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    of: object = None  # what the entry is about, while it is being told (motcua.base.events.Told)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="journal_entry_one_place")]
        indexes = [models.Index(fields=["event", "at"], name="journal_entry_event_at")]

    def __str__(self) -> str:
        return f"{self.stream}#{self.number} {self.event}"

    @property
    def data(self) -> dict[str, Any]:
        """The event's fields."""
        found: dict[str, Any] = json.loads(self.body)
        return found
