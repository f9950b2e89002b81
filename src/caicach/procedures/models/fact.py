"""Fact versions of the catalogue: what is offered by whom, from when to when; nothing personal."""

from django.db import models

from caicach.facts.models import FactVersion


class Fact(FactVersion):
    """Dữ kiện thủ tục. One competence (subject): which unit is competent for which procedure of which field.

    `level` is that of the unit (`procedures.rules.Level`); 0 in facts of releases that did not know it.
    """

    unit_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    level = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "version"], name="procedures_fact_version")]
        indexes = [models.Index(fields=["tx"], name="procedures_fact_tx")]

    def __str__(self) -> str:
        return f"fact {self.version} of competence {self.subject_id}"


class Offered(FactVersion):
    """Thủ tục được cung cấp theo ngày. A run of days on which the unit offers the procedure with the same content.

    `to_day` is the first day on which it no longer does; empty while it does. `one_stop`: its internal process has a
    step at the one-stop shop; `process`: an internal process was issued at all.
    """

    from_day = models.DateField()
    to_day = models.DateField(null=True)
    has_fee = models.BooleanField()
    online_payment = models.BooleanField()
    one_stop = models.BooleanField(default=False, db_default=False)
    process = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "version", "from_day"], name="procedures_offered_run")
        ]

    def __str__(self) -> str:
        return f"offer of competence {self.subject_id} from {self.from_day}"
