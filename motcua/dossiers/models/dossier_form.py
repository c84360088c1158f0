from __future__ import annotations

from django.db import models

from motcua.dossiers.codes import FormCode


class DossierForm(models.Model):
    """An official form made for this dossier, shown to both sides. `ref` tells which event it belongs to."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="forms")
    form = models.CharField(max_length=2, choices=FormCode.choices)
    ref = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "form", "ref"], name="dossier_form_once")]

    def __str__(self) -> str:
        return f"{self.form}/{self.ref}"
