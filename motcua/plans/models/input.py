from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Input(models.Model):
    """What one unit is asked for in a collection, and its answer.

    `unit` None: an agency below is asked as a whole. `values` answers the lines of the collection in their order,
    figures as plain decimals ("1250.5").
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    collection = models.ForeignKey("plans.Collection", on_delete=models.CASCADE, related_name="inputs")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=list)
    note = models.TextField(_("ghi chú"), blank=True)
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, help_text="the first answer; corrections do not move it")
    corrected_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "unit"], name="plan_input_once_a_unit"),
            models.UniqueConstraint(
                fields=["collection", "agency"],
                condition=models.Q(unit__isnull=True),
                name="plan_input_once_an_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by="", file__isnull=True, revision=0)
                | (models.Q(answered_at__isnull=False, revision__gte=1) & ~models.Q(answered_by="")),
                name="plan_input_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who is asked."""
        return self.unit.name if self.unit is not None else self.agency.name

    @property
    def is_missing(self) -> bool:
        """Is the answer still owed?"""
        return self.answered_at is None

    def late_on(self, day: date) -> bool:
        """Owed, and the day of the collection has passed."""
        return self.is_missing and self.collection.late_on(day)
