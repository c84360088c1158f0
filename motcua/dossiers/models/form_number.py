from __future__ import annotations

from django.db import models

from motcua.dossiers.codes import FormCode


class FormNumber(models.Model):
    """The number and check code a form carries, given before it is sealed: once, however often sealing is tried.

    `number`: of its own series, for the receipt its line in the book of dossiers (form 07); none for what has none.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="form_numbers")
    form = models.CharField(max_length=2, choices=FormCode.choices)
    ref = models.PositiveSmallIntegerField(default=1)
    number = models.OneToOneField("papers.Number", null=True, on_delete=models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=11)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "form", "ref"], name="form_number_once")]

    def __str__(self) -> str:
        return f"{self.form}/{self.ref}: {self.number.text if self.number else self.check_code}"
