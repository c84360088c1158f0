from typing import cast

from django.db import models

from motcua.eforms.prefill.library import State as TellingState
from motcua.eforms.prefill.library import Told


class Snapshot(models.Model):
    """What a source answered for a draft, so that it is asked once. Goes away when the draft is sealed or abandoned."""

    draft = models.ForeignKey("eforms.Draft", on_delete=models.CASCADE, related_name="snapshots")
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    about = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=9)
    data = models.JSONField(default=dict)
    as_of = models.DateField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "source", "key", "about"], name="snapshot_one_answer"),
            models.CheckConstraint(
                condition=models.Q(state__in=["found", "absent", "down", "unmatched"]), name="snapshot_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.state})"

    def told(self) -> Told:
        """The answer without its row of the database."""
        state = cast(TellingState, self.state)
        return Told(self.source, self.key, state, self.about, self.data, self.as_of, self.asked_at)
