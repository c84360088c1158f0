from django.db import models


class CalendarKey(models.Model):
    """The secret address of somebody's calendar of tasks. Only its SHA-256 is kept; a new one ends the old."""

    staff = models.OneToOneField("directory.Staff", on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff_id}"
