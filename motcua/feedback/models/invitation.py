from django.db import models


class Invitation(models.Model):
    """The one-time link of one dossier. The link's secret is kept as a hash: who reads the database cannot rate."""

    dossier = models.CharField(max_length=12, unique=True, help_text="public id")
    token_sha256 = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=40)
    procedure = models.CharField(max_length=80)
    agency = models.CharField(max_length=20)
    channel = models.PositiveSmallIntegerField()
    filed_as = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
