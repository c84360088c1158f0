from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class BudgetLine(models.Model):
    """Money for a plan or one of its tasks: whole VND, where it comes from, how much of it is spent."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="budget")
    task = models.ForeignKey("plans.Task", on_delete=models.SET_NULL, null=True, related_name="budget")
    text = models.CharField(_("nội dung chi"), max_length=300)
    source = models.CharField(_("nguồn kinh phí"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm"))
    amount = models.BigIntegerField(_("số tiền"), help_text="VND")
    spent = models.BigIntegerField(_("đã chi"), default=0, help_text="VND")
    spent_source = models.CharField(_("chứng từ"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, spent__gte=0),
                name="plan_budget_not_negative",
                violation_error_message=_("Số tiền phải lớn hơn 0; số đã chi không được âm."),
            ),
            models.CheckConstraint(
                condition=models.Q(spent=0) | ~models.Q(spent_source=""),
                name="plan_budget_spent_by_voucher",
                violation_error_message=_("Số đã chi phải ghi chứng từ."),
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="plan_budget_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.text[:60]}: {self.amount}"
