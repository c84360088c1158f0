from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PaperBlank(models.Model):
    """A preprinted form (phôi) with its serial: given with a result, or spoiled; its serial serves once for good.

    kind: that of the result printed on it. One that was given and is cancelled later keeps both moments; what was given
    in its place names it.
    """

    result = models.ForeignKey("dossiers.Result", on_delete=models.PROTECT, related_name="blanks")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    serial = models.CharField(max_length=30, help_text="capital letters and digits, without spaces")
    given_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True)
    spoiled_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    spoiled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was spoiled or cancelled")

    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", help_text="cancelled, given before"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "serial"],
                name="paper_blank_once",
                violation_error_message=_("Số sê-ri này đã được ghi cho một phôi cùng loại."),
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=False, given_by__isnull=False)
                | Q(spoiled_at__isnull=False, spoiled_by__isnull=False),
                name="paper_blank_given_or_spoiled",
                violation_error_message=_("Phôi phải ghi ai trao hoặc ai hủy, lúc nào."),
            ),
            models.CheckConstraint(
                condition=Q(spoiled_at__isnull=True) | ~Q(reason=""),
                name="paper_blank_spoiled_has_reason",
                violation_error_message=_("Phôi hỏng, hủy phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(given_at__isnull=False),
                name="paper_blank_replaces_when_given",
                violation_error_message=_("Phôi thay thế phải ghi đã trao."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}"
