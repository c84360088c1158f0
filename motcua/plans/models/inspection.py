from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Inspection(models.Model):
    """Looking on the spot how a plan is carried out: where, on which day, who, and along which lines."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="inspections")
    title = models.CharField(_("kiểm tra việc gì"), max_length=300)
    place = models.CharField(_("nơi được kiểm tra"), max_length=300)
    day = models.DateField(_("ngày kiểm tra"))
    leader = models.ForeignKey(
        "directory.Staff", on_delete=models.PROTECT, related_name="+", help_text="who inspects and writes it down"
    )
    team = models.CharField(_("cùng đi"), max_length=300, blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    made_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    made_at = models.DateTimeField()
    concluded_by = models.CharField(max_length=80, blank=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(place=""),
                name="plan_inspection_says_what_and_where",
                violation_error_message=_("Xin ghi kiểm tra việc gì, ở đâu."),
            ),
            models.CheckConstraint(
                condition=models.Q(concluded_at__isnull=True, concluded_by="", conclusion="")
                | (models.Q(concluded_at__isnull=False) & ~models.Q(concluded_by="") & ~models.Q(conclusion="")),
                name="plan_inspection_concluded_in_words",
                violation_error_message=_("Kết luận phải có lời và có người kết luận."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Not concluded yet?"""
        return self.concluded_at is None

    def late_on(self, day: date) -> bool:
        """Its day has passed and nobody concluded it."""
        return self.is_open and self.day < day
