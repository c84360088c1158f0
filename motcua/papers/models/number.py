from django.db import models

from motcua.papers.check_codes import new_check_code


class Number(models.Model):
    """A number that was given out. It is never given again, even if nothing was issued under it."""

    agency = models.CharField(max_length=30)
    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField()
    on = models.DateField(help_text="the day it was given out, in Asia/Ho_Chi_Minh")
    check_code = models.CharField(max_length=11, unique=True, default=new_check_code, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "series", "year", "value"], name="number_never_twice"),
            models.CheckConstraint(condition=models.Q(value__gte=1), name="number_from_one"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """As it stands on paper: "05/QĐ-UBND" (a zero before numbers below ten, Decree 30/2020 Annex I item 3)."""
        return f"{self.value:02d}/{self.series}" if self.series else f"{self.value:02d}"
