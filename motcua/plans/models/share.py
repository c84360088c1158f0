from django.db import models
from django.utils.translation import gettext_lazy as _


class Share(models.Model):
    """What one unit or person owes of a target, in the target's own unit of measure."""

    target = models.ForeignKey("plans.Target", on_delete=models.CASCADE, related_name="shares")
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    value = models.DecimalField(_("mức giao"), max_digits=18, decimal_places=4)
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, staff__isnull=True)
                | models.Q(unit__isnull=True, staff__isnull=False),
                name="plan_share_of_a_unit_or_a_person",
                violation_error_message=_("Giao cho một đơn vị hoặc một người."),
            ),
            models.UniqueConstraint(fields=["target", "unit"], name="plan_share_once_a_unit"),
            models.UniqueConstraint(fields=["target", "staff"], name="plan_share_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"
