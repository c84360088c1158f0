from django.db import models


class BillFact(models.Model):
    """What the journal tells of one bill of a dossier that was settled. VND."""

    reference = models.CharField(max_length=80, primary_key=True)
    dossier = models.CharField(max_length=12, help_text="public id")
    total = models.BigIntegerField()
    method = models.CharField(max_length=16, help_text="vietqr, counter_qr or cash")
    settled_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["settled_at"], name="bill_fact_settled")]

    def __str__(self) -> str:
        return self.reference
