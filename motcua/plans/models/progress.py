from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.Model):
    """A note on a task, or a figure of a target. Figures here were entered by a person and say from where."""

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, null=True, related_name="progress")
    target = models.ForeignKey("plans.Target", on_delete=models.CASCADE, null=True, related_name="figures")
    share = models.ForeignKey(
        "plans.Share", on_delete=models.CASCADE, null=True, related_name="figures", help_text="figure of one share only"
    )
    note = models.TextField(blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    as_of = models.DateField(null=True, help_text="the day the figure stands for")
    source = models.TextField(blank=True, help_text="where the figure was taken from")
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(task__isnull=False, target__isnull=True, value__isnull=True)
                | (
                    models.Q(task__isnull=True, target__isnull=False, value__isnull=False, as_of__isnull=False)
                    & ~models.Q(source="")
                ),
                name="progress_figure_names_its_source",
                violation_error_message=_("Số liệu nhập tay phải ghi nguồn và ngày."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.by}"
