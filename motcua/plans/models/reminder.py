from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """That somebody was reminded of something owed, once a step for one last day: a task, a part of one, an answer to
    an obstacle, an input to a collection, the conclusion of an inspection, a finding of one, a report.

    The steps climb: owner, head of the unit, leader.
    """

    class Step(models.IntegerChoices):
        SOON = 0, _("Sắp đến hạn")
        LATE = 1, _("Quá hạn")
        LATE_WEEK = 2, _("Quá hạn 7 ngày, báo người phụ trách")
        LATE_FORTNIGHT = 3, _("Quá hạn 14 ngày, báo lãnh đạo")
        TODAY = 4, _("Đến hạn hôm nay")

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, null=True, related_name="reminders")
    part = models.ForeignKey("plans.Part", on_delete=models.CASCADE, null=True, related_name="reminders")
    obstacle = models.ForeignKey("plans.Obstacle", on_delete=models.CASCADE, null=True, related_name="reminders")
    input = models.ForeignKey("plans.Input", on_delete=models.CASCADE, null=True, related_name="reminders")
    inspection = models.ForeignKey("plans.Inspection", on_delete=models.CASCADE, null=True, related_name="reminders")
    finding = models.ForeignKey("plans.Finding", on_delete=models.CASCADE, null=True, related_name="reminders")
    owed_report = models.ForeignKey("plans.OwedReport", on_delete=models.CASCADE, null=True, related_name="reminders")
    step = models.PositiveSmallIntegerField(choices=Step.choices)
    due = models.DateField()
    to = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "step", "due", "to"],
                condition=models.Q(part__isnull=True, obstacle__isnull=True),
                name="plan_reminder_once",
            ),
            models.UniqueConstraint(fields=["part", "step", "due", "to"], name="plan_reminder_of_a_part_once"),
            models.UniqueConstraint(fields=["obstacle", "step", "due", "to"], name="plan_reminder_of_an_obstacle_once"),
            models.UniqueConstraint(fields=["input", "step", "due", "to"], name="plan_reminder_of_an_input_once"),
            models.UniqueConstraint(
                fields=["inspection", "step", "due", "to"], name="plan_reminder_of_an_inspection_once"
            ),
            models.UniqueConstraint(fields=["finding", "step", "due", "to"], name="plan_reminder_of_a_finding_once"),
            models.UniqueConstraint(fields=["owed_report", "step", "due", "to"], name="plan_reminder_of_a_report_once"),
            models.CheckConstraint(
                condition=models.Q(task__isnull=False)
                | models.Q(obstacle__isnull=False)
                | models.Q(input__isnull=False)
                | models.Q(inspection__isnull=False)
                | models.Q(finding__isnull=False)
                | models.Q(owed_report__isnull=False),
                name="plan_reminder_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_id} {self.due}: {self.get_step_display()}"
