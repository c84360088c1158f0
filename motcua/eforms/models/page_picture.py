from django.db import models


class PagePicture(models.Model):
    """A picture of one page of a file, made when somebody first looks and kept: the same bytes, the same picture."""

    sha256 = models.CharField(max_length=64)
    page = models.PositiveSmallIntegerField()
    picture = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "page"], name="page_picture_once")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} p. {self.page}"
