from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Role


class RoleGrant(models.Model):
    """A role somebody holds in their agency, or only in one unit of it, from a day to a day. Ended, never deleted."""

    staff = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("vai trò"), max_length=20)
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    granted_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    reason = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[each.value for each in Role]), name="role_grant_known_role"
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "unit"],
                condition=models.Q(valid_to__isnull=True, unit__isnull=False),
                name="role_grant_open_once_in_unit",
                violation_error_message=_("Người này đang giữ vai trò đó rồi."),
            ),
            models.UniqueConstraint(
                fields=["staff", "role"],
                condition=models.Q(valid_to__isnull=True, unit__isnull=True),
                name="role_grant_open_once",
                violation_error_message=_("Người này đang giữ vai trò đó rồi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"
