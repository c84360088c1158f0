from django.db import models
from django.utils.translation import gettext as _

from motcua.directory.api import Subject
from motcua.vault.purposes import PURPOSES


class Use(models.Model):
    """Who looked at or used what of a subject's data, for what. The subject reads it; nobody changes it."""

    subject_kind = models.CharField(max_length=12)
    subject_key = models.CharField(max_length=16)
    actor = models.CharField(max_length=80, help_text="kind:id, never a number of a person")
    actor_name = models.CharField(max_length=200, blank=True, help_text="as the subject reads it")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=120, help_text="papers, facts, paper:<id>, registry:<source>")
    purpose = models.CharField(max_length=200)
    dossier = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=["person", "organisation"]), name="use_known_subject_kind"
            ),
            models.CheckConstraint(condition=~models.Q(purpose=""), name="use_has_a_purpose"),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_key", "-at"], name="use_of_subject")]

    def __str__(self) -> str:
        return f"{self.actor_name or self.actor}: {self.what} ({self.purpose})"

    @property
    def subject(self) -> Subject:
        """Whose data was used."""
        return Subject(self.subject_kind, self.subject_key)

    @property
    def who(self) -> str:
        """Who it was, as the subject reads it: the name and where they work; the system where it was no person."""
        name = self.actor_name or _("Hệ thống")
        return f"{name}, {self.agency.short_name}" if self.agency else name

    @property
    def why(self) -> str:
        """For what, in the reader's language; what somebody wrote themselves as they wrote it."""
        return PURPOSES.read(self.purpose)
