from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """A department within an agency: where a step of a route is done."""

    class Kind(models.TextChoices):
        DESK = "desk", _("Bộ phận Một cửa")
        DIVISION = "division", _("Phòng chuyên môn")
        LEADERSHIP = "leadership", _("Lãnh đạo")
        OFFICE = "office", _("Văn phòng, văn thư")

    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="units")
    code = models.CharField(_("mã đơn vị"), max_length=20)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DIVISION)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"],
                name="unit_code_once_in_agency",
                violation_error_message=_("Mã đơn vị này đã có trong cơ quan."),
            )
        ]

    def __str__(self) -> str:
        return self.name
