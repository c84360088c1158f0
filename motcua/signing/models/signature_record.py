from django.db import models


class SignatureRecord(models.Model):
    """Evidence of one signature: who, when, for what, over which bytes (Law 20/2023/QH15)."""

    credential = models.ForeignKey("signing.Credential", on_delete=models.PROTECT, related_name="signatures")
    purpose = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, blank=True, db_index=True, help_text='what was signed: "dossier:<id>"')
    reason = models.CharField(max_length=300, blank=True)
    sha256_before = models.CharField(max_length=64)
    sha256_after = models.CharField(max_length=64, db_index=True)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.signed_at:%Y-%m-%d %H:%M}"
