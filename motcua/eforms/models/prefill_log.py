from django.db import models


class PrefillLog(models.Model):
    """What became of looking a field up: evidence that nobody was asked for what a source holds, or why they were."""

    class Outcome(models.TextChoices):
        FILLED = "filled"
        FAILED = "failed"
        EDITED = "edited"
        DISPUTED = "disputed"

    draft = models.ForeignKey("eforms.Draft", on_delete=models.CASCADE, related_name="prefill_log")
    field = models.CharField(max_length=80)
    row = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["filled", "failed", "edited", "disputed"]),
                name="prefill_log_known_outcome",
            )
        ]
        indexes = [models.Index(fields=["draft", "at"], name="prefill_log_of_draft")]

    def __str__(self) -> str:
        return f"{self.field} ← {self.source}: {self.outcome}"
