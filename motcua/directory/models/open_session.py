from django.db import models


class OpenSession(models.Model):
    """A sign-in of a member of staff that may still be open: what the person sees, and can end, on the account page."""

    user = models.ForeignKey("directory.User", on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    device = models.CharField(max_length=12, help_text="phone, tablet, desktop or unknown")
    address = models.GenericIPAddressField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.began_at:%Y-%m-%d %H:%M}"
