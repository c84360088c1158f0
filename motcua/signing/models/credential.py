from django.db import models

from motcua.base.public_ids import new_public_id


class Credential(models.Model):
    """A certificate somebody signs with: an official or an agency, by reference; the key stays in the key store."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    holder = models.CharField(max_length=80, db_index=True, help_text='"staff:<id>" or "agency:<code>"')
    kind = models.CharField(max_length=20, help_text="a kind of data/profiles.yaml, read from the certificate")
    name = models.CharField(max_length=200, help_text="the common name written in the certificate")
    agency_name = models.CharField(max_length=200, blank=True)
    serial = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    chain_pem = models.TextField(help_text="the certificate, then those that vouch for it")
    key_reference = models.CharField(max_length=120)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "serial"], name="credential_one_certificate"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="credential_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"
