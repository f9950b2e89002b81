"""A paper that the dossier must or may contain (thành phần hồ sơ)."""

from django.db import models

from caicach.procedures.models.named import Named
from caicach.procedures.models.version import Version


class Component(Named):
    """One line of the list of papers, in the published order.

    `originals` and `copies` are numbers of sheets asked for; `electronic` says that an electronic copy is accepted,
    `required` that the dossier is incomplete without it, `reusable` that data already held by the state take its place
    (Nghị định 118/2025/NĐ-CP, Điều 5 khoản 1). `code` is unique in its version and stays the same across versions.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="components")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    electronic = models.BooleanField(default=True)
    required = models.BooleanField(default=True)
    reusable = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(name="procedures_component_position", fields=["version", "position"]),
            models.UniqueConstraint(name="procedures_component_code", fields=["version", "code"]),
        ]
