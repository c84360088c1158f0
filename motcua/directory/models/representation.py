from django.db import models
from django.utils.translation import gettext_lazy as _


class Representation(models.Model):
    """A person may act for a child or for an organisation; who said so, and how long."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("Cha hoặc mẹ")
        GUARDIAN = "guardian", _("Người giám hộ")
        LEGAL_REPRESENTATIVE = "legal_representative", _("Người đại diện theo pháp luật")
        AUTHORISED = "authorised", _("Người được ủy quyền")

    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="representations")
    kind = models.CharField(_("quan hệ"), max_length=24, choices=Kind.choices)
    child = models.ForeignKey(
        "directory.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="represented_by"
    )
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="represented_by"
    )
    source = models.CharField(_("căn cứ"), max_length=120, help_text="register or paper that says so")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(child__isnull=True, organisation__isnull=False)
                | models.Q(child__isnull=False, organisation__isnull=True),
                name="representation_of_one",
                violation_error_message=_("Chọn đúng một người hoặc một tổ chức được làm thay."),
            ),
            models.CheckConstraint(
                condition=models.Q(child__isnull=True) | ~models.Q(child=models.F("person")),
                name="representation_of_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["parent", "guardian", "legal_representative", "authorised"]),
                name="representation_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.child_id or self.organisation_id}"
