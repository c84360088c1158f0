from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Report(models.Model):
    """A report on how a plan goes. Its figures are taken once, when it is drawn up, and are what is signed."""

    class Kind(models.TextChoices):
        PERIODIC = "periodic", _("Báo cáo định kỳ")
        AD_HOC = "ad_hoc", _("Báo cáo đột xuất")
        INTERIM = "interim", _("Báo cáo sơ kết")
        FINAL = "final", _("Báo cáo tổng kết")

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SIGNING = "signing", _("Đang ký")
        SIGNED = "signed", _("Đã ký")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERIODIC)
    extract = models.CharField(max_length=20, blank=True, help_text="which other report it feeds; empty: all of it")
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"))
    figures = models.JSONField(help_text="parts of the report as they are printed, taken at `taken_at`")
    taken_at = models.DateTimeField()
    assessment = models.TextField(_("đánh giá chung"), blank=True)
    next_steps = models.TextField(_("phương hướng"), blank=True)
    proposals = models.TextField(_("đề xuất, kiến nghị"), blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    made_at = models.DateTimeField()
    signer = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    sign_tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    number = models.OneToOneField("papers.Number", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.OneToOneField("papers.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")),
                name="plan_report_begins_before_it_ends",
                violation_error_message=_("Ngày bắt đầu phải trước ngày kết thúc."),
            ),
            models.CheckConstraint(
                condition=(models.Q(state="signed") & models.Q(paper__isnull=False))
                | (models.Q(state__in=["draft", "signing"]) & models.Q(paper__isnull=True)),
                name="plan_report_signed_is_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since:%d/%m/%Y}–{self.until:%d/%m/%Y}"
