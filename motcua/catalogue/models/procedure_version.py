from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ProcedureVersion(models.Model):
    """A pack as it was loaded. Its content never changes: a changed file is another version."""

    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    pack_sha256 = models.CharField(max_length=64)
    pack_json = models.TextField(help_text="canonical JSON of the pack")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=6)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="version_number_once",
                violation_error_message=_("Phiên bản này đã có."),
            ),
            models.UniqueConstraint(
                fields=["procedure", "pack_sha256"],
                name="version_content_once",
                violation_error_message=_("Nội dung này đã được nạp."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="version_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"
