from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.eforms.held import Held

KEPT = (
    "value", "raw", "source", "source_date", "original", "original_source", "edited", "correction", "disputed",
    "conflict", "saved_at", "saved_from",
)  # fmt: skip


class Answer(models.Model):
    """What one field holds. What could not be read is kept as typed in `raw`: nothing typed is ever lost."""

    draft = models.ForeignKey("eforms.Draft", on_delete=models.CASCADE, related_name="answers")
    field = models.CharField(max_length=80)
    row = models.PositiveSmallIntegerField(default=0, help_text="row of a repeat section; 0 elsewhere")
    value = models.JSONField(null=True)
    raw = models.JSONField(null=True, help_text="as typed, where it could not be read")
    source = models.CharField(max_length=40)
    source_date = models.DateField(null=True)
    original = models.JSONField(null=True, help_text="what the source said before the person changed it")
    original_source = models.CharField(max_length=40, blank=True)
    edited = models.BooleanField(default=False)
    correction = models.JSONField(null=True, help_text="what the person holds against a locked value")
    disputed = models.CharField(max_length=500, blank=True, help_text="why")
    conflict = models.JSONField(null=True, help_text="another source's value that differs")
    saved_at = models.DateTimeField()
    saved_from = models.CharField(max_length=40, blank=True, help_text="device, so that two can be told apart")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "field", "row"],
                name="answer_one_a_field",
                violation_error_message=_("Câu này vừa được lưu ở nơi khác. Xin mở lại trang."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}.{self.row} ({self.source})"

    @staticmethod
    def held_in(columns: list[Any]) -> Held:
        """What the columns of a row say, in the order of the fields above, without its keys."""
        return Held(*columns[2:])

    @classmethod
    def of(cls, draft_id: int, held: Held) -> "Answer":
        """A row to be written for `held`."""
        return cls(draft_id=draft_id, field=held.field, row=held.row, **{name: getattr(held, name) for name in KEPT})
