from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckLine(models.Model):
    """One line of the checklist of an inspection, and how it was found."""

    class Found(models.TextChoices):
        UNSEEN = "unseen", _("Chưa xem")
        FIT = "fit", _("Đạt")
        UNFIT = "unfit", _("Chưa đạt")

    inspection = models.ForeignKey("plans.Inspection", on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("nội dung kiểm tra"), max_length=300)
    found = models.CharField(max_length=8, choices=Found.choices, default=Found.UNSEEN)
    by = models.CharField(max_length=80, blank=True, help_text="actor, as in the journal")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="plan_check_line_place"),
            models.CheckConstraint(
                condition=models.Q(found="unseen", at__isnull=True, by="")
                | (models.Q(found__in=["fit", "unfit"], at__isnull=False) & ~models.Q(by="")),
                name="plan_check_line_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text
