from django.db import models

from motcua.base.public_ids import new_public_id


class CertificateRequest(models.Model):
    """A key that was made and waits for its certificate: the authority gets the request, never the key."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    holder = models.CharField(max_length=80, db_index=True, help_text='"staff:<id>" or "agency:<code>"')
    key_reference = models.CharField(max_length=120)
    request_pem = models.TextField(help_text="PKCS#10")
    made_at = models.DateTimeField()
    credential = models.OneToOneField(
        "signing.Credential", on_delete=models.PROTECT, null=True, related_name="request", help_text="what came of it"
    )

    def __str__(self) -> str:
        return f"{self.holder} {self.made_at:%Y-%m-%d}"
