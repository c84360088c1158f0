from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.payments.states import CAUSES, REFUND_STATES
from motcua.rules.refunds import RefundState


class Refund(models.Model):
    """Money that perhaps goes back: asked, then ordered and paid, or kept by a named text. Once for each part of what
    came: the part that was too much (`surplus`) and the part that paid a fee are two things."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    movement = models.ForeignKey("payments.Movement", on_delete=models.PROTECT, related_name="refunds")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=10, choices=[(each.value, words) for each, words in CAUSES.items()])
    surplus = models.BooleanField(help_text="was never owed; otherwise it paid a fee")
    amount = models.BigIntegerField(help_text="VND")
    state = models.CharField(
        max_length=8,
        choices=[(each.value, words) for each, words in REFUND_STATES.items()],
        default=RefundState.ASKED.value,
    )
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it goes back, or the text by which it is kept")
    account = models.CharField(max_length=120, blank=True, help_text="where to: bank and account, or cash at the desk")
    paid_by = models.CharField(max_length=80, blank=True)
    paid_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=120, blank=True, help_text="number of the payment order or the signed sheet")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "surplus"],
                name="refund_once",
                violation_error_message=_("Khoản này đã có lệnh trả lại."),
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_moves_something"),
            models.CheckConstraint(
                condition=~models.Q(state="kept") | (models.Q(surplus=False) & ~models.Q(reason="")),
                name="refund_kept_by_a_text",
                violation_error_message=_("Không trả lại thì phải ghi văn bản quy định."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid") | (models.Q(paid_at__isnull=False) & ~models.Q(proof="")),
                name="refund_paid_has_proof",
                violation_error_message=_("Đã trả lại thì phải có chứng từ."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "asked_at"], condition=models.Q(state__in=["asked", "ordered"]), name="refund_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.movement_id} {self.amount} {self.state}"
