from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import StepState

ACTIVE = (StepState.OPEN, StepState.CLAIMED)


class Step(models.Model):
    """One step of the route in one dossier. Sent back, a step gets a new row with the next `round`."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField(help_text="place in the route, from 0")
    round = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=120, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.WAITING)
    holder = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["place", "round"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "place", "round"], name="step_one_place"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=["open", "claimed"]),
                name="step_one_active",
                violation_error_message=_("Mỗi lúc hồ sơ chỉ ở một bước."),
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(holder__isnull=False),
                name="step_claimed_has_holder",
                violation_error_message=_("Việc đã nhận phải có người giữ."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "returned"]) | Q(done_at__isnull=False),
                name="step_done_has_time",
                violation_error_message=_("Bước đã xong phải có thời điểm xong."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
