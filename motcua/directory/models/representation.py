from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.directory.models.organisation import Organisation
from motcua.directory.models.person import Person
from motcua.directory.subject import Subject


class Representation(models.Model):
    """A person may act for a child or for an organisation; who said so, by what paper, and how long."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("Cha hoặc mẹ")
        GUARDIAN = "guardian", _("Người giám hộ")
        LEGAL_REPRESENTATIVE = "legal_representative", _("Người đại diện theo pháp luật")
        AUTHORISED = "authorised", _("Người được ủy quyền")

        @property
        def is_of_person(self) -> bool:
            """Is it a person who is represented, and no organisation?"""
            return self in (Representation.Kind.PARENT, Representation.Kind.GUARDIAN)

    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="representations")
    kind = models.CharField(_("quan hệ"), max_length=24, choices=Kind.choices)
    child = models.ForeignKey(
        "directory.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="represented_by"
    )
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="represented_by"
    )
    source = models.CharField(_("căn cứ"), max_length=120, blank=True, help_text="register that says so")
    document = models.CharField(_("loại giấy tờ"), max_length=120, blank=True, help_text="paper shown at a desk")
    document_number = models.CharField(_("số"), max_length=80, blank=True)
    issuer = models.CharField(_("nơi cấp"), max_length=160, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    scan = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "directory.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_in = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, help_text="at a desk, before its last day")
    ended_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=True, organisation__isnull=False)
                | Q(child__isnull=False, organisation__isnull=True),
                name="representation_of_one",
                violation_error_message=_("Chọn đúng một người hoặc một tổ chức được làm thay."),
            ),
            models.CheckConstraint(
                condition=Q(child__isnull=True) | ~Q(child=models.F("person")),
                name="representation_of_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["parent", "guardian", "legal_representative", "authorised"]),
                name="representation_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(child__isnull=False, kind__in=["parent", "guardian"])
                | Q(organisation__isnull=False, kind__in=["legal_representative", "authorised"]),
                name="representation_kind_fits",
            ),
            models.CheckConstraint(
                # What was ended on its first day, or before it, held on no day.
                condition=Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from"))
                | Q(ended_at__isnull=False),
                name="representation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="representation_ended_for_a_reason"
            ),
            models.CheckConstraint(condition=~Q(source="", document=""), name="representation_has_a_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.child_id or self.organisation_id}"

    @property
    def represented(self) -> Person | Organisation:
        """The child or the organisation."""
        found = self.child or self.organisation
        if found is None:
            raise ValueError("a representation is of a child or of an organisation")
        return found

    @property
    def subject(self) -> Subject:
        """Who is represented, by number."""
        return self.represented.subject

    @property
    def name(self) -> str:
        """The name of who is represented."""
        return str(self.represented)

    @property
    def ground(self) -> str:
        """The register or the paper that says so, in the reader's language."""
        if not self.document:
            return gettext(self.source)
        said = {"document": self.document, "number": self.document_number, "issuer": self.issuer}
        if self.issued_on is None:
            return gettext("%(document)s số %(number)s, %(issuer)s cấp") % said
        said["day"] = self.issued_on.strftime("%d/%m/%Y")
        return gettext("%(document)s số %(number)s, %(issuer)s cấp ngày %(day)s") % said
