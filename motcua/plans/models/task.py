from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.plans.models.item import Item
from motcua.plans.models.owed import Owed


class Task(Item, Owed):
    """Something somebody owes by a day."""

    class Stage(models.TextChoices):
        OPEN = "open", _("Chưa làm")
        IN_PROGRESS = "in_progress", _("Đang làm")
        DONE = "done", _("Đã xong")
        CANCELLED = "cancelled", _("Không làm nữa")

    OPEN_STAGES = (Stage.OPEN, Stage.IN_PROGRESS)

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="tasks")
    group = models.TextField(blank=True)
    product = models.TextField(_("sản phẩm"), blank=True)
    lead = models.TextField(_("cơ quan chủ trì"), blank=True, help_text="as written, parted by ;")
    coordinating = models.TextField(_("cơ quan phối hợp"), blank=True, help_text="as written, parted by ;")
    deadline_raw = models.CharField(_("thời gian hoàn thành"), max_length=400, blank=True, help_text="as written")
    deadline_type = models.CharField(max_length=20, default="none")
    due = models.DateField(null=True, help_text="last day, where one follows from the words")
    days = models.PositiveSmallIntegerField(null=True, help_text="n days after something happened")
    working = models.BooleanField(default=True, help_text="the n days are working days")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.OPEN)
    above = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="below", help_text="task of the plan above"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_task_place_in_plan"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "confirmed", "dropped"]), name="plan_task_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["open", "in_progress", "done", "cancelled"]), name="plan_task_known_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="done")
                | (
                    models.Q(closed_at__isnull=False) & (~models.Q(evidence_text="") | models.Q(evidence__isnull=False))
                ),
                name="plan_task_done_with_product",
                violation_error_message=_("Nhiệm vụ chỉ được đóng khi đã có sản phẩm."),
            ),
            models.CheckConstraint(
                condition=models.Q(checked_at__isnull=True, checked_by="")
                | (
                    models.Q(stage="done", checked_at__isnull=False)
                    & ~models.Q(checked_by="")
                    & ~models.Q(checked_by=models.F("closed_by"))
                ),
                name="plan_task_checked_by_another",
                violation_error_message=_("Kết quả phải do người khác kiểm tra."),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Still owed?"""
        return self.stage in self.OPEN_STAGES
