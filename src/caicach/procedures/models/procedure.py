"""An administrative procedure (thủ tục hành chính): the code that stays while its content changes."""

from django.db import models

from caicach.procedures.models.field import Field


class Procedure(models.Model):
    """One procedure under its national code (`1.012672`), or a local code beginning `SYN-` where the data are invented.

    Everything that may change (name, term, components, fees, steps) stands in its versions; who handles it stands in
    its competences, because procedures move between agencies without changing their code.
    """

    code = models.CharField(max_length=32, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
