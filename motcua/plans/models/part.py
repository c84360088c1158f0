from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.plans.models.owed import Owed


class Part(Owed):
    """A task's share of one period (a month, a quarter, a year), or of one event that starts its days.

    `period` is 2026-W07, 2026-02, 2026-Q1, 2026-H1, 2026 or the day of the event, 2026-02-14; each part has its own
    last day and its own product.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="parts")
    period = models.CharField(max_length=20)
    about = models.CharField(
        _("việc gì xảy ra"), max_length=200, blank=True, help_text="the event, where one starts it"
    )
    starts = models.DateField()
    due = models.DateField(_("hạn"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "period", "about"],
                name="plan_part_once_a_period",
                violation_error_message=_("Kỳ này đã có rồi."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | ~models.Q(evidence_text="")
                | models.Q(evidence__isnull=False),
                name="plan_part_done_with_product",
                violation_error_message=_("Việc trong kỳ chỉ được đóng khi đã có sản phẩm."),
            ),
            models.CheckConstraint(
                condition=models.Q(checked_at__isnull=True, checked_by="")
                | (
                    models.Q(closed_at__isnull=False, checked_at__isnull=False)
                    & ~models.Q(checked_by="")
                    & ~models.Q(checked_by=models.F("closed_by"))
                ),
                name="plan_part_checked_by_another",
                violation_error_message=_("Kết quả phải do người khác kiểm tra."),
            ),
            models.CheckConstraint(condition=models.Q(due__gte=models.F("starts")), name="plan_part_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.period}"
