from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Obstacle(models.Model):
    """A problem raised on a plan, a target or a task. Somebody owes an answer by a day."""

    class State(models.TextChoices):
        OPEN = "open", _("Chờ trả lời")
        ANSWERED = "answered", _("Đã trả lời")
        SETTLED = "settled", _("Đã xong")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="obstacles")
    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, null=True, related_name="obstacles")
    target = models.ForeignKey("plans.Target", on_delete=models.CASCADE, null=True, related_name="obstacles")
    text = models.TextField(_("vướng mắc"))
    proposes_change = models.BooleanField(_("đề nghị sửa kế hoạch"), default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(
        "directory.Staff", on_delete=models.PROTECT, null=True, related_name="+", help_text="who owes the answer"
    )
    due = models.DateField(_("hạn trả lời"))
    raised_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, help_text="first answer")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "answered", "settled"]), name="plan_obstacle_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(answered_at__isnull=False),
                name="plan_obstacle_answered_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def late_on(self, day: date) -> bool:
        """Not answered, and the day has passed."""
        return self.state == self.State.OPEN and self.due < day
