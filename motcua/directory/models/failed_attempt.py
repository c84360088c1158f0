from django.db import models


class FailedAttempt(models.Model):
    """A wrong password or code, kept a short while to count by account and by address."""

    username = models.CharField(max_length=150, blank=True)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()
    forgiven = models.BooleanField(default=False, help_text="the account was unlocked, or came in, afterwards")

    class Meta:
        indexes = [
            models.Index(fields=["username", "at"], name="failed_attempt_account"),
            models.Index(fields=["address", "at"], name="failed_attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.address}"
