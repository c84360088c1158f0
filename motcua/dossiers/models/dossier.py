from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.dossiers.codes import DeviceClass, FeeState, FiledAs, HelpKind, PlaceKind
from motcua.rules.codes import Channel, Delivery, PaymentFlag, choices
from motcua.rules.lifecycle import Status


class Dossier(models.Model):
    """One application in its life. Only `dossiers.actions` writes here; the database refuses what the table refuses."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(max_length=40, unique=True, error_messages={"unique": _("Mã hồ sơ này đã được cấp.")})
    draft = models.OneToOneField(
        "eforms.Draft",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        error_messages={"unique": _("Bản khai này đã được nộp.")},
    )
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    procedure_slug = models.CharField(max_length=80)

    agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", help_text="receives and returns"
    )
    competent_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", help_text="decides"
    )
    support_agency = models.ForeignKey(
        "directory.Agency", null=True, on_delete=models.PROTECT, related_name="+", help_text="helped the person to file"
    )
    holding_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", help_text="has it now"
    )
    holder = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    applicant = models.ForeignKey(
        "directory.Person",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who filed or was helped to file; null: an organisation's own account",
    )
    subject_kind = models.CharField(max_length=16)
    subject_key = models.CharField(max_length=20)
    names_key = models.CharField(
        max_length=400,
        blank=True,
        default="",
        help_text="names of applicant and subject, folded, each word after a space",
    )

    status = models.PositiveSmallIntegerField(
        choices=[(each.value, each.name) for each in Status], default=Status.REGISTERED
    )
    status_since = models.DateTimeField()
    previous_status = models.PositiveSmallIntegerField(null=True)
    current_step = models.ForeignKey("dossiers.Step", null=True, on_delete=models.PROTECT, related_name="+")

    channel = models.PositiveSmallIntegerField(choices=choices(Channel))
    filed_as = models.CharField(max_length=8, choices=FiledAs.choices)
    filed_by_staff = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    help_kind = models.CharField(max_length=8, choices=HelpKind.choices, default=HelpKind.NONE)
    place_kind = models.CharField(max_length=16, choices=PlaceKind.choices, default=PlaceKind.UNKNOWN)
    device_class = models.CharField(max_length=8, choices=DeviceClass.choices, default=DeviceClass.UNKNOWN)
    login_at = models.DateTimeField(null=True)
    returned_from_idp_at = models.DateTimeField(null=True)

    submitted_at = models.DateTimeField()
    arrived_at = models.DateTimeField(help_text="complete at the agency: the first-answer clock runs from here")
    first_answer_due = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True, help_text="the first promise; never changed")
    limit = models.JSONField(default=dict, help_text="the time limit as it was at acceptance, with the calendar")
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    due_soon_told_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    sealed_json = models.TextField(help_text="the form as handed in, canonical JSON: answers, sources, statistics")
    sealed_sha256 = models.CharField(max_length=64)
    fields_total = models.PositiveIntegerField(default=0)
    fields_prefilled = models.PositiveIntegerField(default=0)
    fields_edited = models.PositiveIntegerField(default=0)
    fields_typed = models.PositiveIntegerField(default=0)

    delivery = models.PositiveSmallIntegerField(choices=choices(Delivery), default=Delivery.ELECTRONIC)
    fee_total = models.PositiveIntegerField(default=0, help_text="VND asked for at filing")
    fee_state = models.CharField(max_length=8, choices=FeeState.choices, default=FeeState.NONE)
    payment_flag = models.PositiveSmallIntegerField(choices=choices(PaymentFlag), default=PaymentFlag.NOT_ONLINE)
    bill = models.CharField(max_length=80, blank=True, help_text="reference of the bill waited for, or paid last")
    fee_count = models.PositiveSmallIntegerField(default=0, help_text="bills asked for so far")
    supplement_count = models.PositiveSmallIntegerField(default=0)
    apology_count = models.PositiveSmallIntegerField(default=0)
    apology_reason = models.TextField(blank=True)
    end_reason = models.TextField(blank=True, help_text="why it was refused, stopped or withdrawn")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__gte=1, status__lte=10),
                name="dossier_known_status",
                violation_error_message=_("Trạng thái hồ sơ không có trong bảng trạng thái quốc gia."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[2, 4, 9, 10]) | Q(accepted_at__isnull=False),
                name="dossier_accepted_first",
                violation_error_message=_("Hồ sơ phải được tiếp nhận trước khi xử lý hoặc trả kết quả."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[9, 10]) | Q(finished_at__isnull=False),
                name="dossier_finished_has_time",
                violation_error_message=_("Hồ sơ đã xong phải có thời điểm xong."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True, first_due_at__isnull=True)
                | Q(due_at__isnull=False, first_due_at__isnull=False),
                name="dossier_due_with_first_due",
                violation_error_message=_("Ngày hẹn trả phải giữ cả ngày hẹn lần đầu."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[1, 2, 3]),
                name="dossier_known_channel",
                violation_error_message=_("Kênh nộp hồ sơ không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(filed_as=FiledAs.ASSISTED) | ~Q(help_kind=HelpKind.NONE),
                name="dossier_assisted_says_how",
                violation_error_message=_("Hồ sơ có người hỗ trợ phải ghi rõ được hỗ trợ việc gì."),
            ),
            models.CheckConstraint(
                condition=Q(helper__isnull=True) | Q(filed_as=FiledAs.ASSISTED),
                name="dossier_helper_means_assisted",
                violation_error_message=_("Hồ sơ có cán bộ hỗ trợ thì không được ghi là tự nộp."),
            ),
            models.CheckConstraint(
                condition=Q(applicant__isnull=False) | Q(subject_kind="organisation"),
                name="dossier_has_applicant",
                violation_error_message=_("Hồ sơ phải có người nộp."),
            ),
            models.CheckConstraint(
                condition=Q(apology_count__lte=1),
                name="dossier_one_new_date",
                violation_error_message=_("Chỉ được hẹn lại ngày trả kết quả một lần."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("submitted_at")),
                name="dossier_accepted_after_filing",
                violation_error_message=_("Hồ sơ không thể được tiếp nhận trước khi nộp."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["holding_agency", "due_at"],
                condition=Q(status__in=[1, 2, 4, 5, 6, 9]),
                name="dossier_open_by_due",
            ),
            models.Index(fields=["subject_kind", "subject_key", "-submitted_at"], name="dossier_of_subject"),
            models.Index(fields=["agency", "submitted_at"], name="dossier_of_agency"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def stream(self) -> str:
        """The journal stream of this dossier."""
        return f"dossier:{self.public_id}"

    @cached_property
    def sealed(self) -> dict[str, Any]:
        """The form as it was handed in, with the source of each answer (see `eforms.SealedForm`)."""
        found: dict[str, Any] = json.loads(self.sealed_json)
        return found

    @property
    def answers(self) -> dict[str, Any]:
        """The answers, field → value; rows of repeat sections as lists."""
        found: dict[str, Any] = self.sealed["values"]
        return found

    @property
    def state(self) -> Status:
        """The status as a code of the table."""
        return Status(self.status)
