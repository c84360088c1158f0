from django.db import models


class Reply(models.Model):
    """One line of the talk about an obstacle. `answers`: written by who owes the answer, or a keeper of the plan."""

    obstacle = models.ForeignKey("plans.Obstacle", on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    answers = models.BooleanField(default=False)
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return self.text[:60]
