from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.directory.api import Subject

AHEAD = timedelta(days=30)  # so long before its last day its holder can still renew it in time


class Paper(models.Model):
    """A paper somebody has: handed in once, or a result of ours, or read from a registry. Never deleted, only ended.

    Metadata of a digitised paper: Decree 107/2021/NĐ-CP (kind, owner's number, title, validity).
    """

    class State(models.TextChoices):
        VALID = "valid", _("còn hiệu lực")
        EXPIRED = "expired", _("hết hạn")
        REVOKED = "revoked", _("đã thu hồi")
        REPLACED = "replaced", _("đã có bản mới")

    class Source(models.TextChoices):
        UPLOAD = "upload", _("do người dân gửi")
        RESULT = "result", _("kết quả giải quyết")
        REGISTRY = "registry", _("từ cơ sở dữ liệu")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    subject_kind = models.CharField(max_length=12)
    subject_key = models.CharField(max_length=16)
    kind = models.CharField(max_length=60, help_text="kind of paper as packs name it, e.g. birth_certificate")
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    issued_by = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    issuer = models.CharField(max_length=200, blank=True, help_text="issuing body as printed")
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="last day of validity; null: no end")
    state = models.CharField(max_length=8, choices=State.choices, default=State.VALID)
    state_reason = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    origin = models.CharField(max_length=60, blank=True, help_text="code of the dossier it came from")
    kept_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, help_text="when its holder was told that it ends soon")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "kind", "number", "sha256", "origin"],
                name="paper_kept_once",
                violation_error_message=_("Giấy tờ này đã có trong kho của ông/bà."),
            ),
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=["person", "organisation"]), name="paper_known_subject_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["valid", "expired", "revoked", "replaced"]), name="paper_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["upload", "result", "registry"]), name="paper_known_source"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="paper_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "kind"], name="paper_of_subject"),
            models.Index(fields=["valid_to"], condition=models.Q(state="valid"), name="paper_to_expire"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    def in_force(self, on: date) -> bool:
        """May it be used on this day: neither revoked nor replaced, begun and not over?"""
        return self.state == self.State.VALID and (self.valid_from or on) <= on <= (self.valid_to or on)

    def ends_soon(self, on: date) -> bool:
        """Is this day among the last thirty of it?"""
        return self.in_force(on) and self.valid_to is not None and self.valid_to <= on + AHEAD

    @property
    def subject(self) -> Subject:
        """Whose paper it is."""
        return Subject(self.subject_kind, self.subject_key)
