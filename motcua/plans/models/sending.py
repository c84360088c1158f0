from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id


class Sending(models.Model):
    """That a plan or a signed report went to somebody: when, by which way, and when they said they have it.

    `agency` is one of this house, told by a notice; anybody else is only named.
    """

    class Way(models.TextChoices):
        HERE = "here", _("Trên hệ thống này")
        AXIS = "axis", _("Trục liên thông văn bản")
        MAIL = "mail", _("Thư điện tử công vụ")
        PAPER = "paper", _("Bản giấy")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="sendings")
    report = models.ForeignKey("plans.Report", on_delete=models.PROTECT, null=True, related_name="sendings")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("nơi nhận"), max_length=300)
    way = models.CharField(_("gửi bằng"), max_length=8, choices=Way.choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    sent_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    sent_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=80, blank=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agency"], condition=models.Q(report__isnull=True), name="plan_sent_once_to_an_agency"
            ),
            models.UniqueConstraint(fields=["report", "agency"], name="plan_report_sent_once_to_an_agency"),
            models.CheckConstraint(
                condition=models.Q(way="here", agency__isnull=False) | (~models.Q(way="here") & ~models.Q(name="")),
                name="plan_sent_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.sent_at:%d/%m/%Y}"
