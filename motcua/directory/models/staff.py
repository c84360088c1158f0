from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Staff(models.Model):
    """One post of one member of staff: the account, the agency, the title. What they may do is in `RoleGrant`."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.OneToOneField("directory.User", on_delete=models.PROTECT, related_name="staff")
    full_name = models.CharField(_("họ và tên"), max_length=120)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="staff")
    unit = models.ForeignKey("directory.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    title = models.CharField(_("chức danh"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=16, blank=True)
    personal_id = models.CharField(
        _("số định danh cá nhân"), max_length=12, blank=True, help_text="only so that nobody settles their own dossier"
    )
    active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active=True, deactivated_at__isnull=True)
                | models.Q(active=False, deactivated_at__isnull=False),
                name="staff_inactive_since_when",
                violation_error_message=_("Cán bộ ngừng làm việc phải có thời điểm ngừng."),
            ),
            models.CheckConstraint(
                condition=models.Q(personal_id__regex=r"^([0-9]{12})?$"),
                name="staff_personal_id_shape",
                violation_error_message=_("Số định danh gồm 12 chữ số."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.title})" if self.title else self.full_name
