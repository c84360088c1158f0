from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.directory.api import Subject
from motcua.vault.words import CONSENTS


class Consent(models.Model):
    """A yes to one purpose beyond the handling of a dossier; provable, and withdrawn as easily as given.

    Text version, time, channel and person are kept (standards 9.5).
    """

    subject_kind = models.CharField(max_length=12)
    subject_key = models.CharField(max_length=16)
    purpose = models.CharField(max_length=60)
    text_version = models.CharField(max_length=40, help_text="which words the person read")
    channel = models.CharField(max_length=20)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_one_open",
                violation_error_message=_("Ông/bà đã đồng ý việc này rồi."),
            ),
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=["person", "organisation"]), name="consent_known_subject_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.given_at:%d/%m/%Y})"

    @property
    def words(self) -> str:
        """For what, as its giver reads it."""
        return str(CONSENTS.get(self.purpose, self.purpose))

    @property
    def subject(self) -> Subject:
        """Whose consent."""
        return Subject(self.subject_kind, self.subject_key)
