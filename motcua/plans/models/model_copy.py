from django.db import models
from django.utils.translation import gettext_lazy as _


class ModelCopy(models.Model):
    """That an agency does as a good model does: counted once an agency."""

    model = models.ForeignKey("plans.GoodModel", on_delete=models.CASCADE, related_name="copies")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "model copies"
        constraints = [
            models.UniqueConstraint(
                fields=["model", "agency"],
                name="plan_model_copied_once_in_agency",
                violation_error_message=_("Cơ quan đã ghi nhận học theo mô hình này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.model_id}: {self.agency_id}"
