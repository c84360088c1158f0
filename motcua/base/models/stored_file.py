from django.db import models

from motcua.base.public_ids import new_public_id


class StoredFile(models.Model):
    """A file somebody handed in or that we made. The bytes lie under their SHA-256; this row is one use of them."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    pages = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.size} B)"
