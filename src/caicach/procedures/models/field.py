"""A field of work (lĩnh vực) under which procedures are published."""

from django.db import models

from caicach.procedures.models.named import Named


class Field(Named):
    """One field of the published catalogue, such as “Tôn giáo Chính phủ”."""

    code = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["code"]
