from django.db import models
from django.utils.translation import gettext_lazy as _


class Procedure(models.Model):
    """An administrative procedure, whatever its version."""

    slug = models.CharField(max_length=80, primary_key=True)
    code = models.CharField(
        _("mã thủ tục"),
        max_length=20,
        null=True,
        unique=True,
        error_messages={"unique": _("Mã thủ tục này đã thuộc về một thủ tục khác.")},
    )
    published = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.slug
