from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Role


class Delegation(models.Model):
    """For some days one member of staff does what another may do (ký thay), by a numbered decision."""

    from_staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="delegations_given")
    to_staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="delegations_held")
    role = models.CharField(_("vai trò"), max_length=20)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    decision = models.CharField(_("số văn bản giao quyền"), max_length=80)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_staff=models.F("to_staff")),
                name="delegation_to_somebody_else",
                violation_error_message=_("Không thể tự giao quyền cho chính mình."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="delegation_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[each.value for each in Role]), name="delegation_known_role"
            ),
        ]
        indexes = [models.Index(fields=["to_staff", "valid_to"], name="delegation_to_until")]

    def __str__(self) -> str:
        return f"{self.from_staff_id} → {self.to_staff_id} {self.role}"
