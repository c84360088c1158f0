from django.db import models


class Reader(models.Model):
    """How far the journal has been read: a position in the overall order, safe against late commits."""

    name = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"
