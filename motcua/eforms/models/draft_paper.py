from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class DraftPaper(models.Model):
    """One file put to a component: uploaded, or a paper from the vault. Photographs of several pages are several."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    draft = models.ForeignKey("eforms.Draft", on_delete=models.CASCADE, related_name="papers")
    component = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey("vault.Paper", on_delete=models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=1)
    scanned = models.BooleanField(default=False, help_text="an antivirus looked at it")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "component", "file"],
                name="draft_paper_once",
                violation_error_message=_("Tệp này đã có trong hồ sơ."),
            )
        ]
        ordering = ["component", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.component} {self.order}"
