from django.db import models


class Delivery(models.Model):
    """One notice by one channel outside the portal, and what became of it."""

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, help_text="email, sms or zalo")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_per_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"
