from django.db import models


class NumberSeries(models.Model):
    """How far one series of an agency has come in one year. It only ever grows."""

    agency = models.CharField(max_length=30, help_text="agency code")
    series = models.CharField(max_length=30, help_text='which register: "QĐ-UBND", "TLKT", "one-stop"')
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [models.UniqueConstraint(fields=["agency", "series", "year"], name="number_series_one_a_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.series} {self.year}: {self.last}"
