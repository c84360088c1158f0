from django.db import models


class UsedPassword(models.Model):
    """The hash of a password somebody had, so that it is not taken again (TCVN 14423:2026, 5.6.2.2: the last ten)."""

    user = models.ForeignKey("directory.User", on_delete=models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128, help_text="hash")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.until:%Y-%m-%d}"
