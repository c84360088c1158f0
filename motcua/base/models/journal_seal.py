from django.db import models


class JournalSeal(models.Model):
    """A signed checkpoint: after `size` entries the overall chain had this value. Append-only."""

    size = models.BigIntegerField(unique=True)
    chain = models.CharField(max_length=64)
    at = models.CharField(max_length=32)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128, help_text="Ed25519 over the checkpoint text, hexadecimal")

    def __str__(self) -> str:
        return f"{self.size} {self.chain[:12]}"
