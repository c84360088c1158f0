from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.directory.api import Subject


class Fact(models.Model):
    """Something known of a subject, with who said it and as of when. A newer one supersedes it; both stay.

    What was read from a paper that was revoked since is superseded by nothing: it stays, as its `evidence` says.
    """

    subject_kind = models.CharField(max_length=12)
    subject_key = models.CharField(max_length=16)
    name = models.CharField(max_length=80, help_text="a name of data/facts.yaml, or answer.<field>")
    value = models.JSONField()
    source = models.CharField(max_length=60, help_text="a source of packs, or declared:<procedure>")
    as_of = models.DateField()
    evidence = models.ForeignKey("vault.Paper", on_delete=models.PROTECT, null=True, related_name="facts")
    kept_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "name"],
                condition=models.Q(superseded_at__isnull=True),
                name="fact_one_current",
                violation_error_message=_("Thông tin này vừa được cập nhật. Xin mở lại trang."),
            ),
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=["person", "organisation"]), name="fact_known_subject_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.source}, {self.as_of})"

    @property
    def subject(self) -> Subject:
        """Whom it is about."""
        return Subject(self.subject_kind, self.subject_key)
