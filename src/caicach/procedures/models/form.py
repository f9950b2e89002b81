"""A form or declaration (mẫu đơn, tờ khai) that goes with a version."""

from django.db import models

from caicach.procedures.models.named import Named
from caicach.procedures.models.version import Version


class Form(Named):
    """A form by its official code, such as `B9`."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="forms")
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["version", "code"]
        constraints = [models.UniqueConstraint(name="procedures_form_code", fields=["version", "code"])]
