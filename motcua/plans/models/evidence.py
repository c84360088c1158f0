from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Evidence(models.Model):
    """A file that shows what was delivered for a task (or one period of it): what it is, who sent it, when."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="evidence_files")
    part = models.ForeignKey("plans.Part", on_delete=models.CASCADE, null=True, related_name="evidence_files")
    title = models.CharField(_("tên sản phẩm"), max_length=300)
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    scanned = models.BooleanField(default=False, help_text="the antivirus looked at it")
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="plan_evidence_names_the_product",
                violation_error_message=_("Tệp minh chứng phải ghi tên sản phẩm."),
            )
        ]

    def __str__(self) -> str:
        return self.title
