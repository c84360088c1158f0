from django.db import models


class Receipt(models.Model):
    """The number of the fee receipt (biên lai): one a settled bill; unique by form, sign and year of the agency.

    `form` (mẫu số) and `series` (ký hiệu) are those the agency had registered when the money was complete.
    """

    bill = models.OneToOneField("payments.Bill", on_delete=models.PROTECT, related_name="receipt")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20, blank=True)
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form", "series", "year", "number"], name="receipt_number_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number:07d}"

    @property
    def shown_number(self) -> str:
        """Seven digits, as Decree 123/2020 asks for."""
        return f"{self.number:07d}"
