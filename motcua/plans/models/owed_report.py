from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.plans.periods import OFTEN, ONCE, Period


class OwedReport(models.Model):
    """A report on a plan that one of its own reporting lines asks for: for one period, to somebody, by a day.

    `period` is 2026-02-14, 2026-W07, 2026-02, 2026-Q1, 2026-H1, 2026 or once-2026-06-15. It is settled when the report
    drawn up for it is signed, or when a keeper of the plan notes how else it was done.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="owed_reports")
    line = models.PositiveSmallIntegerField(help_text="place among the reporting lines of the plan, from 0")
    period = models.CharField(max_length=20)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"))
    due = models.DateField(_("hạn gửi"))
    report = models.ForeignKey("plans.Report", on_delete=models.PROTECT, null=True, related_name="owed")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True, help_text="actor, as in the journal")
    note = models.CharField(_("đã báo cáo bằng cách nào"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "line", "period"], name="plan_report_owed_once_a_period"),
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")), name="plan_report_owed_for_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by="", note="")
                | (
                    models.Q(settled_at__isnull=False)
                    & ~models.Q(settled_by="")
                    & (models.Q(report__isnull=False) | ~models.Q(note=""))
                ),
                name="plan_report_owed_settled_by_a_paper",
                violation_error_message=_("Xin ghi số, ngày của báo cáo hoặc lý do không lập."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.line} {self.period}"

    @property
    def is_open(self) -> bool:
        """Still owed?"""
        return self.settled_at is None

    @property
    def span(self) -> Period:
        """What it is to report on."""
        return Period(self.period, self.since, self.until)

    @property
    def recurs(self) -> bool:
        """Are there others of its line after it?"""
        return self.span.rhythm != ONCE

    @property
    def is_often(self) -> bool:
        """Is it one of a week or a day, taken together with those of its line?"""
        return self.span.rhythm in OFTEN

    def late_on(self, day: date) -> bool:
        """Owed, and its last day has passed."""
        return self.is_open and self.due < day
