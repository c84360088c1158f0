from django.db import models


class Reader(models.Model):
    """The language somebody chose, for what reaches them outside the portal. No row: they never chose."""

    to = models.CharField(max_length=40, unique=True, help_text='as in Notice: "person:<id>" …')
    language = models.CharField(max_length=2, help_text="vi or en")

    def __str__(self) -> str:
        return f"{self.to} {self.language}"
