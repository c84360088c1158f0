from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class GoodModel(models.Model):
    """A way of doing something that others may copy. Every agency of the house sees it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    task = models.OneToOneField("plans.Task", on_delete=models.SET_NULL, null=True, related_name="good_model")
    title = models.CharField(_("tên mô hình"), max_length=200)
    how = models.TextField(_("cách làm"))
    result = models.TextField(_("kết quả"))
    contact = models.CharField(_("hỏi ai"), max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(how="") & ~models.Q(result=""),
                name="plan_model_says_how_and_what_came_of_it",
                violation_error_message=_("Mô hình phải ghi cách làm và kết quả."),
            )
        ]

    def __str__(self) -> str:
        return self.title
