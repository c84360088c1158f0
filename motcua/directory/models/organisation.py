from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.directory.subject import Subject, organisation_subject


class Organisation(models.Model):
    """An enterprise, household business, cooperative or other body, known by its tax code."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Doanh nghiệp")
        HOUSEHOLD_BUSINESS = "household_business", _("Hộ kinh doanh")
        COOPERATIVE = "cooperative", _("Hợp tác xã")
        OTHER = "other", _("Tổ chức khác")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    kind = models.CharField(_("loại hình"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    address = models.CharField(_("trụ sở"), max_length=300, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    verified_source = models.CharField(max_length=20, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    oidc_subject = models.CharField(max_length=255, blank=True)
    tech_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                # Ten digits, a branch of ten and three, or since 1/7/2025 the owner's personal number.
                condition=models.Q(tax_code__regex=r"^([0-9]{10}|[0-9]{10}-[0-9]{3}|[0-9]{12})$"),
                name="organisation_tax_code_shape",
                violation_error_message=_("Mã số thuế gồm 10 chữ số, 10 chữ số và 3 chữ số chi nhánh, hoặc 12 chữ số."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["enterprise", "household_business", "cooperative", "other"]),
                name="organisation_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        """As the state knows it: by tax code."""
        return organisation_subject(self.tax_code)
