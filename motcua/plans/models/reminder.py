from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """That somebody was reminded of a task, once a step for one last day. The steps climb: owner, head, leader."""

    class Step(models.IntegerChoices):
        SOON = 0, _("Sắp đến hạn")
        LATE = 1, _("Quá hạn")
        LATE_WEEK = 2, _("Quá hạn 7 ngày, báo người phụ trách")
        LATE_FORTNIGHT = 3, _("Quá hạn 14 ngày, báo lãnh đạo")

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField(choices=Step.choices)
    due = models.DateField()
    to = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "step", "due", "to"], name="plan_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.get_step_display()}"
