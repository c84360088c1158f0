from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Plan(models.Model):
    """A plan as a person brought it and as it was understood. Nothing of it is in force before it is confirmed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đang thực hiện")
        REPLACED = "replaced", _("Đã có bản mới")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Level(models.TextChoices):
        COMMUNE = "commune", _("Cấp xã")
        DISTRICT = "district", _("Cấp huyện (trước 01/7/2025)")
        PROVINCE = "province", _("Cấp tỉnh")
        UNKNOWN = "", _("Không rõ")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.TextField(_("tên kế hoạch"))
    number = models.CharField(_("số"), max_length=80, blank=True)
    date = models.DateField(_("ngày"), null=True)
    level = models.CharField(max_length=12, choices=Level.choices, blank=True, default=Level.UNKNOWN)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    source = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    as_read = models.JSONField(help_text="keys of the plan schema, version 1")
    lines = models.JSONField(default=list, help_text="the source as read: [number, page or null, text]")
    version = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="below", help_text="plan of a higher agency"
    )
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True, help_text="since when everybody may read it")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"],
                name="plan_once_in_agency",
                violation_error_message=_("Tệp này đã được đưa vào rồi."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "confirmed", "replaced", "withdrawn"]), name="plan_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_at__isnull=False),
                name="plan_in_force_was_confirmed",
                violation_error_message=_("Kế hoạch chỉ có hiệu lực theo dõi sau khi có người xác nhận."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_why="")),
                name="plan_withdrawn_with_a_reason",
                violation_error_message=_("Rút kế hoạch phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title[:80]}".strip()
