"""When the people who work on dossiers are warned: for all procedures, or for one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from caicach.procedures.models.procedure import Procedure


class WarningSetting(models.Model):
    """Thiết lập cảnh báo hạn giải quyết. The row without a procedure holds for all that have none of their own.

    A dossier is announced `days_before` working days before its deadline; a step of the internal process when
    `step_percent` of its time is used. `levels` are the working days after the deadline at which the officer, the
    division head, the agency's leader and the head of the one-stop centre are told (0: on the day itself). `source`
    says where the numbers come from.
    """

    procedure = models.OneToOneField(Procedure, null=True, on_delete=models.PROTECT, related_name="warning_setting")
    days_before = models.PositiveSmallIntegerField()
    step_percent = models.PositiveSmallIntegerField()
    levels = ArrayField(models.PositiveSmallIntegerField(), size=4)
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], nulls_distinct=False, name="procedures_warningsetting_one_each"
            ),
            models.CheckConstraint(
                condition=Q(step_percent__gte=1, step_percent__lte=100, levels__len=4),
                name="procedures_warningsetting_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}: {self.days_before}, {self.step_percent}%, {self.levels}"
