from django.db import models

from motcua.base.public_ids import new_public_id
from motcua.payments.states import MovementState, Question


class Movement(models.Model):
    """Money that really came. Heard of twice, it is still one row: the bank's number is unique in its account."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    bank_number = models.CharField(max_length=64, help_text="the bank's number, or cash:<id>")
    account = models.CharField(max_length=40, help_text="BIN and account it came to; empty for cash", blank=True)
    amount = models.BigIntegerField(help_text="VND")
    note = models.CharField(max_length=300, blank=True, help_text="purpose as the bank carried it")
    paid_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    heard_by = models.CharField(max_length=10, help_text="notice, asking or counter")
    method = models.CharField(max_length=16)
    bill = models.ForeignKey("payments.Bill", on_delete=models.PROTECT, null=True, related_name="movements")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=MovementState.choices)
    question = models.CharField(max_length=10, choices=Question.choices, blank=True)
    excess = models.BigIntegerField(default=0, help_text="VND of this to be paid back")
    handled_by = models.CharField(max_length=80, blank=True)
    handled_at = models.DateTimeField(null=True)
    handling_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank_number", "account"], name="movement_once_in_its_account"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="movement_moves_something"),
            models.CheckConstraint(
                condition=models.Q(excess__gte=0, excess__lte=models.F("amount")), name="movement_excess_within"
            ),
        ]
        indexes = [models.Index(fields=["agency", "heard_at"], condition=~models.Q(question=""), name="movement_asked")]

    def __str__(self) -> str:
        return f"{self.bank_number} {self.amount} {self.state}"
