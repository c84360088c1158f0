from django.db import models
from django.utils.translation import gettext_lazy as _


class Rating(models.Model):
    """What one person said of one dossier."""

    class Level(models.IntegerChoices):
        VERY_SATISFIED = 2, _("Rất hài lòng")
        SATISFIED = 1, _("Hài lòng")
        NOT_SATISFIED = 0, _("Không hài lòng")

    invitation = models.OneToOneField("feedback.Invitation", on_delete=models.PROTECT, related_name="rating")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    reasons = models.JSONField(default=list, help_text="codes of what was not good")
    comment = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(level__in=[0, 1, 2]), name="rating_known_level")]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.level}"
