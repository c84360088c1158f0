from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import ResultState
from motcua.rules.codes import Delivery, choices


class Result(models.Model):
    """What the person gets: drafted by the officer, signed by the leader, sealed, numbered, handed over.

    One that is wrong keeps all it was; another corrects it, and stands in its place once it is signed.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="results")
    key = models.CharField(max_length=80, help_text="id of the result in the pack")
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ResultState.choices, default=ResultState.DRAFTED)
    drafted_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signer = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    sign_asked_at = models.DateTimeField(null=True)
    sign_tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True, help_text="why the last try to sign failed, or was declined")
    number_given = models.OneToOneField("papers.Number", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    file = models.ForeignKey("base.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    issued_paper = models.ForeignKey("papers.IssuedPaper", null=True, on_delete=models.PROTECT, related_name="+")
    delivered_how = models.PositiveSmallIntegerField(null=True, choices=choices(Delivery))
    delivered_at = models.DateTimeField(null=True)
    delivered_to = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="signature sheet, postal item code, inbox entry")
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections", help_text="the result that was wrong"
    )
    wrong = models.CharField(
        max_length=300, blank=True, help_text="what was wrong with it and why, as whoever checks the old one reads it"
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["dossier"],
                condition=Q(corrects__isnull=False, state__in=["drafted", "signing", "failed", "issued"]),
                name="result_being_corrected",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "key"],
                condition=Q(corrects__isnull=True),
                name="result_one_each",
                violation_error_message=_("Hồ sơ này đã có kết quả loại đó."),
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=~Q(state="declined"),
                name="result_corrected_once",
                violation_error_message=_("Kết quả này đã có bản đính chính."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, wrong="") | Q(corrects__isnull=False) & ~Q(wrong=""),
                name="result_correction_says_why",
                violation_error_message=_("Bản đính chính phải ghi sai ở đâu, vì sao."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(corrects__isnull=False),
                name="result_only_a_correction_is_declined",
                violation_error_message=_("Chỉ bản đính chính mới có thể không được ký."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "returned"]) | Q(file__isnull=False, signed_at__isnull=False),
                name="result_issued_has_file",
                violation_error_message=_("Kết quả đã ban hành phải có tệp đã ký."),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(delivered_at__isnull=False, delivered_how__isnull=False),
                name="result_returned_has_proof",
                violation_error_message=_("Kết quả đã trả phải ghi trả khi nào, bằng cách nào."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"
