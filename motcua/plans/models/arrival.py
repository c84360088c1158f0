from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.plans.reasons import REASONS


class Arrival(models.Model):
    """A file that a worker reads, because reading takes longer than a page may: scans and long documents."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ đọc")
        READING = "reading", _("Đang đọc")
        READ = "read", _("Đã đọc xong")
        REFUSED = "refused", _("Không đọc được")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    pages = models.PositiveSmallIntegerField(null=True)
    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    trouble = models.TextField(blank=True, help_text="why it could not be read, in words")
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "reading", "read", "refused"]), name="plan_arrival_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="read") | models.Q(plan__isnull=False), name="plan_arrival_read_is_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def why(self) -> str:
        """Why it could not be read, in the reader's language; empty where it could."""
        return REASONS.read(self.trouble)
