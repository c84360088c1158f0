from django.db import models

from motcua.base.public_ids import new_public_id


class Attempt(models.Model):
    """Somebody set out to pay: we showed a code and will ask the bank until we know."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    bill = models.ForeignKey("payments.Bill", on_delete=models.PROTECT, related_name="attempts")
    method = models.CharField(max_length=16)
    amount = models.BigIntegerField(help_text="VND")
    qr_text = models.CharField(max_length=300, blank=True, help_text="VietQR payload")
    started_at = models.DateTimeField()
    asked = models.PositiveSmallIntegerField(default=0, help_text="how often we asked the bank")
    last_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True, help_text="settled, replaced or missing")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "method"], condition=models.Q(ended_at=None), name="one_open_attempt_per_method"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.method} {self.amount}"
