from django.db import models

from motcua.base.public_ids import new_public_id


class IssuedPaper(models.Model):
    """An official document that went out under the agency's name."""

    class State(models.TextChoices):
        VALID = "valid"
        REVOKED = "revoked"
        REPLACED = "replaced"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=60, help_text="code of the template or of the result")
    title = models.CharField(max_length=300)
    number = models.OneToOneField("papers.Number", null=True, on_delete=models.PROTECT, related_name="paper")
    number_text = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=30, db_index=True)
    agency_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=60, db_index=True, help_text='"person:001…" or "organisation:…"')
    holder_initials = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80, blank=True, db_index=True, help_text='"dossier:<public id>"')
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    template_sha256 = models.CharField(max_length=64, blank=True, help_text="the version it was printed with")
    check_code = models.CharField(max_length=11, unique=True)
    issued_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)
    state_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was revoked or replaced")
    replaced_by = models.ForeignKey("papers.IssuedPaper", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="replaced", replaced_by__isnull=False)
                | models.Q(state="valid", replaced_by__isnull=True)
                | models.Q(state="revoked"),  # on the day it was revoked nothing may stand in its place yet
                name="issued_paper_replaced_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="issued_paper_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["agency", "issued_at"], name="issued_paper_by_agency")]

    def __str__(self) -> str:
        return f"{self.title} {self.number_text}".strip()
