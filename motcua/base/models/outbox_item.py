from django.db import models


class OutboxItem(models.Model):
    """Something to be done after the transaction, at least once, by a worker; visible until it is done or dead."""

    class State(models.TextChoices):
        READY = "ready"
        LEASED = "leased"
        DONE = "done"
        DEAD = "dead"

    task = models.CharField(max_length=80)
    key = models.CharField(max_length=160, unique=True, help_text="idempotency key: the same key is one job")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, blank=True)
    last_error = models.TextField(blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["ready", "leased", "done", "dead"]),
                name="outbox_item_known_state",
            )
        ]
        indexes = [
            models.Index(
                fields=["run_at"],
                condition=models.Q(state__in=["ready", "leased"]),
                name="outbox_item_waiting",
            ),
            models.Index(fields=["ended_at"], condition=models.Q(state="dead"), name="outbox_item_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key} ({self.state})"
