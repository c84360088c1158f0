from django.db import models


class Unsent(models.Model):
    """Words somebody typed on a page that is no question of a form, and has not sent: a note, a reason, a remark."""

    writer = models.CharField(max_length=64, help_text='"person:<id>" …; where nobody is signed in, a digest')
    place = models.CharField(max_length=120, help_text='what they are about: "dossier:<public id>:supplement" …')
    words = models.JSONField(help_text="name of the box → what stands in it")
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "unsent"
        constraints = [models.UniqueConstraint(fields=["writer", "place"], name="unsent_one_a_place")]

    def __str__(self) -> str:
        return self.place
