from django.db import models


class JournalPosition(models.Model):
    """The place of an entry in the overall order, given by the sealer; append-only like the entry itself."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField("base.JournalEntry", on_delete=models.PROTECT, related_name="position")
    chain = models.CharField(max_length=64, help_text="hash over the previous chain value and the entry's hash")

    def __str__(self) -> str:
        return str(self.position)
