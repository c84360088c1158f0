from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


def usual_sessions() -> list[list[str]]:
    """Working sessions of a day as most agencies keep them: [["07:00", "11:30"], ["13:30", "17:00"]]."""
    return [["07:00", "11:30"], ["13:30", "17:00"]]


class Agency(models.Model):
    """A body of the state, with the code of Decision 20/2020/QĐ-TTg (standards: agency codes), and what it became."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Ủy ban nhân dân cấp tỉnh")
        DEPARTMENT = "department", _("Sở, ban, ngành")
        COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
        BRANCH = "branch", _("Chi nhánh, điểm tiếp nhận")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(_("mã cơ quan"), max_length=20, unique=True)
    name = models.CharField(_("tên cơ quan"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=80)
    kind = models.CharField(_("cấp"), max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    place_code = models.CharField(max_length=5, blank=True, help_text="province 2 digits, commune 5 digits")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    work_sessions = models.JSONField(default=usual_sessions)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    fee_bank_bin = models.CharField(max_length=6, blank=True, help_text="bank of the fee account, NAPAS BIN")
    fee_account = models.CharField(max_length=19, blank=True)
    fee_account_name = models.CharField(max_length=100, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    receipt_form = models.CharField(max_length=20, blank=True, help_text="mẫu số of its fee receipts, as registered")
    receipt_sign = models.CharField(max_length=20, blank=True, help_text="ký hiệu of its fee receipts, as registered")
    introduction = models.TextField(_("lời giới thiệu"), blank=True)

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z][0-9]{2}(\.[0-9]{2}){0,3}$"),
                name="agency_code_shape",
                violation_error_message=_("Mã cơ quan có dạng H99, H99.01, tối đa 4 cấp."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["province", "department", "commune", "branch"]),
                name="agency_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="agency_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
