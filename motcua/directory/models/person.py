from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.directory.subject import Subject, person_subject
from motcua.rules.codes import Sex


class Person(models.Model):
    """A natural person, known by the personal number; with or without an account. A snapshot of who vouched for it."""

    class Precision(models.TextChoices):
        DAY = "day", _("ngày, tháng, năm")
        MONTH = "month", _("tháng, năm")
        YEAR = "year", _("chỉ có năm")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    personal_id = models.CharField(_("số định danh cá nhân"), max_length=12, unique=True)
    full_name = models.CharField(_("họ, chữ đệm và tên"), max_length=120)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    sex = models.CharField(_("giới tính"), max_length=8, blank=True)
    residence = models.CharField(_("nơi cư trú"), max_length=300, blank=True)
    commune_code = models.CharField(max_length=5, blank=True, help_text="five digits, see rules.places")
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    verified_source = models.CharField(max_length=20, blank=True, help_text="who vouched: vneid, population")
    verified_at = models.DateTimeField(null=True, blank=True)
    oidc_subject = models.CharField(max_length=255, blank=True, help_text="the provider's name for the account")
    tech_id = models.CharField(max_length=64, blank=True, help_text="TechID: MaDoiTuong of the national exchange")
    assurance_level = models.PositiveSmallIntegerField(default=0, help_text="of the last sign-in; 2 is enough to file")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(personal_id__regex=r"^[0-9]{12}$"),
                name="person_personal_id_12_digits",
                violation_error_message=_("Số định danh cá nhân phải có đúng 12 chữ số."),
            ),
            models.CheckConstraint(
                condition=models.Q(commune_code="") | models.Q(commune_code__regex=r"^[0-9]{5}$"),
                name="person_commune_code_5_digits",
                violation_error_message=_("Mã xã, phường, đặc khu phải có đúng 5 chữ số."),
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=["", *(each.value for each in Sex)]),
                name="person_known_sex_code",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_precision__in=["day", "month", "year"]),
                name="person_known_birth_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def subject(self) -> Subject:
        """As the state knows them: by personal number."""
        return person_subject(self.personal_id)
