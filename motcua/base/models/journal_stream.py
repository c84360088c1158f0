from django.db import models


class JournalStream(models.Model):
    """The head of one chain: how many entries it has and the hash of the last. Locked while one is appended."""

    name = models.CharField(max_length=80, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"
