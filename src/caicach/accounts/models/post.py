"""The post a person holds at a unit."""

from django.db import models

from caicach.accounts.models.user import User
from caicach.agencies.models import Unit


class Post(models.Model):
    """Where a person works and under which title (chức danh), as printed under a name. It gives no right."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["user", "unit"]
        constraints = [models.UniqueConstraint(name="accounts_post_once", fields=["user", "unit", "title"])]

    def __str__(self) -> str:
        return self.title
