"""What a procedure is from one day to another: name, time limits, result, legal basis."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from caicach.kit.working_time import LimitUnit
from caicach.procedures import rules
from caicach.procedures.models.named import Named, in_page_language
from caicach.procedures.models.procedure import Procedure

LIMIT_UNITS = [unit.value for unit in LimitUnit]


ONLINE_LEVELS = [
    (rules.OnlineLevel.FULL.value, _("Toàn trình")),
    (rules.OnlineLevel.PARTIAL.value, _("Một phần")),
    (rules.OnlineLevel.NONE.value, _("Chưa cung cấp trực tuyến")),
]
SOURCE_STATUSES = [
    (rules.SourceStatus.SURE.value, _("Có nguồn")),
    (rules.SourceStatus.MEMORY.value, _("Chưa có nguồn, cần xác nhận")),
    (rules.SourceStatus.SYNTHETIC.value, _("Số liệu minh họa")),
]


class Version(Named):
    """The content of a procedure in force from `valid_from` to `valid_to`, both included (empty: until replaced).

    `legal_*` is the time limit set by law, `local_*` the shorter one announced by the province (both empty: as the
    law); units are those of `LimitUnit`. `online_payment` says whether its fees can be paid online,
    `on_spot` whether the counter may settle it at once (thủ tục giải quyết ngay), `obligation_stops` whether its text
    leaves the time of a financial obligation out of the limit (không kể thời gian thực hiện nghĩa vụ tài chính).
    `result_template` is the text of its result with places (`papers.rules.template`); what it leaves out comes from
    the plain one. `digest` is the
    SHA-256 of the content it was loaded from; `search` the folded words for finding it. A version in force is never
    rewritten: changed content is a new version.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_amount = models.PositiveIntegerField()
    legal_unit = models.CharField(max_length=16)
    local_amount = models.PositiveIntegerField(null=True, blank=True)
    local_unit = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001  both null: the legal limit
    result_vi = models.TextField()
    result_en = models.TextField(blank=True)
    legal_basis = models.TextField()
    source = models.TextField()
    source_status = models.CharField(max_length=12, choices=SOURCE_STATUSES)
    online_level = models.CharField(max_length=8, choices=ONLINE_LEVELS)
    online_payment = models.BooleanField(default=False)
    on_spot = models.BooleanField(default=False)
    obligation_stops = models.BooleanField(default=False)
    result_template = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    search = models.TextField()

    class Meta:
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="procedures_version_dates", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="procedures_version_legal", condition=Q(legal_amount__gt=0, legal_unit__in=LIMIT_UNITS)
            ),
            models.CheckConstraint(
                name="procedures_version_local",
                condition=Q(local_amount=None, local_unit=None) | Q(local_amount__gt=0, local_unit__in=LIMIT_UNITS),
            ),
            ExclusionConstraint(
                name="procedures_version_one_a_day",
                expressions=[
                    (
                        Func(F("procedure_id"), F("procedure_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    @property
    def result(self) -> str:
        """What the procedure ends in (a licence, a decision), in the language of the page."""
        return in_page_language(self.result_vi, self.result_en)
