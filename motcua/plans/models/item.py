"""What targets and tasks have in common: read from a place in the source, with a confidence, and confirmed or not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class ItemState(models.TextChoices):
    """Whether a person has looked at what the reader understood."""

    PROPOSED = "proposed", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    DROPPED = "dropped", _("Đã bỏ")


class Item(models.Model):
    """An item of a plan. `as_read` is what the reader said, kept as it was; `revision` grows with every change."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField(max_length=40, help_text="as printed, or the order of the paragraph")
    position = models.PositiveIntegerField(help_text="order in the source")
    section = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("nội dung"))
    confidence = models.FloatField(help_text="0 … 1")
    source_line = models.PositiveIntegerField(default=1)
    source_page = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=ItemState.choices, default=ItemState.PROPOSED)
    as_read = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    came_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="became", help_text="in the version before"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"
