from django.db import models

from motcua.base.public_ids import new_public_id


class Notice(models.Model):
    """One line in an inbox. `kind` names the text; `words` holds what is filled in (codes, days, amounts)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=160, unique=True, help_text="one event tells one person once")
    to = models.CharField(max_length=40, help_text='"person:<id>", "organisation:<id>" or "staff:<id>": internal ids')
    kind = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    about = models.CharField(max_length=80, blank=True, help_text='"dossier:<public id>"')
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to", "-made_at"], name="notice_inbox")]

    def __str__(self) -> str:
        return f"{self.to} {self.kind}"
