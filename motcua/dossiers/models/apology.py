from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import ApologyState

TO_SIGN = (ApologyState.ASKED, ApologyState.FAILED)
UNSIGNED = (*TO_SIGN, ApologyState.SIGNING)
# Dossiers whose apology `waits`.
WAITS = Q(apology__state__in=TO_SIGN) | (Q(apology__state=ApologyState.SIGNING) & ~Q(apology__failure=""))


class Apology(models.Model):
    """The one apology of a dossier with its new date (form 04). The date counts from the signature on, not before."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="apology")
    new_due_at = models.DateTimeField()
    reason = models.TextField(help_text="why it is late, as the applicant reads it")
    asked_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ApologyState.choices, default=ApologyState.ASKED)
    signer = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    sign_tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True, help_text="why the last try to sign failed, or was declined")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False, signer__isnull=False),
                name="apology_signed_by_somebody",
                violation_error_message=_("Văn bản xin lỗi đã ký phải ghi ai ký, lúc nào."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="apology_has_reason",
                violation_error_message=_("Văn bản xin lỗi phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.new_due_at} ({self.state})"

    @property
    def waits(self) -> bool:
        """Is it for the head to sign (again)?"""
        return self.state in TO_SIGN or (self.state == ApologyState.SIGNING and bool(self.failure))
