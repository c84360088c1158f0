import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import ALPHABET, new_public_id
from motcua.payments.purposes import PURPOSES
from motcua.payments.states import BillState

CODE_LENGTH = 8


def new_bill_code() -> str:
    """What the payer's bank carries in the purpose: letters and digits only, unguessable, easy to find again."""
    return "MC" + "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)).upper()


class Bill(models.Model):
    """What is owed for one reference. The amount never changes; a changed fee is another bill."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(max_length=10, unique=True, default=new_bill_code, editable=False)
    reference = models.CharField(max_length=80, unique=True, help_text='what it is for, as "dossier:<id>:submission"')
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    payer_kind = models.CharField(max_length=16)
    payer_key = models.CharField(max_length=20)
    payer_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200, help_text="shown to the payer")
    lines = models.JSONField(help_text="[{code, name, kind, list, payable, units, basis, reason}], VND")
    list_total = models.BigIntegerField(help_text="VND before discounts")
    total = models.BigIntegerField(help_text="VND owed")
    received = models.BigIntegerField(default=0, help_text="VND counted so far")
    state = models.CharField(max_length=10, choices=BillState.choices, default=BillState.OPEN)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=16, blank=True, help_text="vietqr, counter_qr or cash")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__gt=0, list_total__gte=models.F("total")),
                name="bill_amounts_make_sense",
                violation_error_message=_("Số tiền phải nộp lớn hơn 0 và không vượt mức chưa giảm."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="settled") | models.Q(received__gte=models.F("total")),
                name="bill_settled_means_paid",
                violation_error_message=_("Chỉ coi là đã nộp khi tiền đã đến đủ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.total} {self.state}"

    @property
    def what_for(self) -> str:
        """What it is for, in the reader's language; what nobody made known as it was written."""
        return PURPOSES.read(self.purpose)

    @property
    def outstanding(self) -> int:
        """VND still missing."""
        return max(self.total - self.received, 0)
