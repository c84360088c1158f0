from django.db import models


class Receipt(models.Model):
    """The number of the fee receipt (biên lai): one a settled bill, in the series of the agency and year."""

    bill = models.OneToOneField("payments.Bill", on_delete=models.PROTECT, related_name="receipt")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "series", "number"], name="receipt_number_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.number:07d}"

    @property
    def shown_number(self) -> str:
        """Seven digits, as Decree 123/2020 asks for."""
        return f"{self.number:07d}"
