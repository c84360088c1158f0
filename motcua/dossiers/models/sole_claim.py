from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SoleClaim(models.Model):
    """What only one dossier may be about (a child, a death): held by the first, given back when it comes to nothing.

    key: hash of the procedure and of the answers that the pack names in `unique_by`; no answer can be read from it.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="sole_claims")
    key = models.CharField(max_length=64)
    for_good = models.BooleanField(help_text="held also after the result was given")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(released_at__isnull=True),
                name="sole_claim_once",
                violation_error_message=_("Việc này đã có một hồ sơ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key[:12]}"
