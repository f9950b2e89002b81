"""A unit of the state (cơ quan, đơn vị) from the province to its communes, with its dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caicach.calendars.models import Schedule


class Kind(models.TextChoices):
    """What sort of unit it is; `DEPARTMENT` is the ranked block of departments and equivalent agencies."""

    PROVINCE = "province", _("Tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    OFFICE = "office", _("Văn phòng")
    DIVISION = "division", _("Phòng, ban thuộc cơ quan")
    CENTRE = "centre", _("Trung tâm")
    DISTRICT = "district", _("Huyện, thị xã, thành phố")
    COMMUNE = "commune", _("Xã, phường, thị trấn")


class Unit(models.Model):
    """One unit under one code for ever; a renamed or merged unit is a new unit with a `Succession`.

    `electronic_id` is the unit's electronic identification code (mã định danh điện tử, Quyết định 20/2020/QĐ-TTg),
    which begins the numbers of its dossiers; empty where unknown. `abbreviation` ends the symbols of its papers, "SNV"
    in 123/QĐ-SNV (Decree 30/2020/NĐ-CP Annex I); see `rules.short_name` where it is empty. `valid_to` is the last day,
    included; empty while the unit stands. `source` says where name and dates come from, and whether they are invented.
    """

    code = models.SlugField(max_length=80, unique=True)
    electronic_id = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    abbreviation = models.CharField(max_length=15, blank=True, default="")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="units")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="agencies_unit_dates", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="agencies_unit_kind", condition=Q(kind__in=Kind.values)),
            models.UniqueConstraint(
                name="agencies_unit_electronic_id", fields=["electronic_id"], condition=~Q(electronic_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page; Vietnamese where no English name is recorded."""
        english = (get_language() or "").startswith("en")
        return self.name_en if english and self.name_en else self.name_vi
