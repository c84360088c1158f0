from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Collection(models.Model):
    """What a keeper of a plan asks units for by a day: a short form of named lines, the same for everybody asked.

    `lines` are [name, unit] pairs; a line with a unit is answered by a figure, one without by words. They never change
    once they were asked, so an answer is a list of the same length.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(_("cần thông tin gì"), max_length=200)
    words = models.TextField(_("hướng dẫn"), blank=True)
    lines = models.JSONField(help_text="[[name, unit], …]; unit empty: words")
    due = models.DateField(_("hạn gửi"))
    asked_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    asked_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="plan_collection_says_what",
                violation_error_message=_("Xin ghi cần thông tin gì."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="plan_collection_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Are answers still taken?"""
        return self.closed_at is None

    def late_on(self, day: date) -> bool:
        """Has its day passed while it is still open?"""
        return self.is_open and self.due < day
