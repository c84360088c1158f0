from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Finding(models.Model):
    """What an inspection found wanting, what mends it, who owes that by when, and how it was mended."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    inspection = models.ForeignKey("plans.Inspection", on_delete=models.CASCADE, related_name="findings")
    line = models.ForeignKey("plans.CheckLine", on_delete=models.SET_NULL, null=True, related_name="findings")
    text = models.TextField(_("tồn tại"))
    remedy = models.TextField(_("cách khắc phục"))
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(_("hạn khắc phục"))
    raised_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    raised_at = models.DateTimeField()
    mended = models.TextField(_("đã khắc phục thế nào"), blank=True)
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True, help_text="why it was opened again the last time")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(remedy=""),
                name="plan_finding_has_a_remedy",
                violation_error_message=_("Xin ghi tồn tại và cách khắc phục."),
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(staff__isnull=False),
                name="plan_finding_has_an_owner",
                violation_error_message=_("Xin chọn đơn vị hoặc người khắc phục."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="")
                | (
                    (models.Q(closed_at__isnull=False) & ~models.Q(closed_by=""))
                    & (~models.Q(mended="") | models.Q(file__isnull=False))
                ),
                name="plan_finding_closed_with_proof",
                violation_error_message=_("Kiến nghị chỉ được khép lại khi ghi rõ đã khắc phục thế nào."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Still owed?"""
        return self.closed_at is None

    def late_on(self, day: date) -> bool:
        """Owed, and its last day has passed."""
        return self.is_open and self.due < day
