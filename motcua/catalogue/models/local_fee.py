from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LocalFee(models.Model):
    """The amount of one fee of one procedure as a People's Council set it, for an agency and all below it, from a day.

    Never changed: another decision is another row, and ends the one before it.
    """

    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, related_name="local_fees")
    fee = models.CharField(max_length=80, help_text="code of the fee in the pack")
    channel = models.CharField(max_length=8, default="any", help_text="any, online, counter or post")
    amount = models.PositiveIntegerField(help_text="VND per unit of the fee; 0: nothing is paid")
    decision = models.CharField(_("số văn bản"), max_length=120)
    decided_on = models.DateField(_("ngày ban hành"))
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True)
    entered_by = models.CharField(max_length=80, help_text="actor, as in the journal")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["procedure_id", "fee", "channel", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "procedure", "fee", "channel", "valid_from"],
                name="local_fee_once_a_day",
                violation_error_message=_("Mức thu từ ngày này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="local_fee_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
            models.CheckConstraint(
                condition=~Q(decision=""),
                name="local_fee_names_its_decision",
                violation_error_message=_("Mức thu phải ghi số văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["any", "online", "counter", "post"]), name="local_fee_known_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.fee} {self.amount} ({self.decision})"
