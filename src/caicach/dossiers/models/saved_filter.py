"""Lists that a person has saved under a name."""

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """Danh sách đã lưu. A tab and filters of the list of dossiers, as they stand in its address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="dossiers_saved_filter_name")]

    def __str__(self) -> str:
        return self.name
