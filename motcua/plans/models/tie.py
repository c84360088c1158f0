from django.db import models
from django.db.models import Q


class Tie(models.Model):
    """What a person said of two things a plan names: they belong together (`tied`), or they do not.

    Two of task, target and problem; what nobody said is told by words and measures (`ties.py`).
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="ties")
    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, null=True, related_name="ties")
    target = models.ForeignKey("plans.Target", on_delete=models.CASCADE, null=True, related_name="ties")
    problem = models.PositiveSmallIntegerField(null=True, help_text="place among the problems the plan names, from 0")
    tied = models.BooleanField()
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "target"], name="plan_tie_of_a_task_and_a_target"),
            models.UniqueConstraint(fields=["task", "problem"], name="plan_tie_of_a_task_and_a_problem"),
            models.UniqueConstraint(fields=["target", "problem"], name="plan_tie_of_a_target_and_a_problem"),
            models.CheckConstraint(
                condition=Q(task__isnull=False, target__isnull=False, problem__isnull=True)
                | Q(task__isnull=False, target__isnull=True, problem__isnull=False)
                | Q(task__isnull=True, target__isnull=False, problem__isnull=False),
                name="plan_tie_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.target_id} {self.problem}: {self.tied}"
