"""Fact versions of dossiers: what the figures need to know, a few dozen bytes, no personal data."""

from django.db import models

from caicach.facts.models import FactVersion


class Fact(FactVersion):
    """Dữ kiện hồ sơ. One row per version of a dossier; days are Vietnam's."""

    unit_id = models.BigIntegerField()
    received_unit_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    channel = models.SmallIntegerField()
    regime = models.SmallIntegerField()
    status = models.SmallIntegerField()
    ending = models.SmallIntegerField()
    accepted_at = models.DateTimeField(null=True)
    accepted_day = models.DateField(null=True)
    deadline_at = models.DateTimeField(null=True)
    deadline_day = models.DateField(null=True)
    due_day = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_day = models.DateField(null=True)
    extended = models.BooleanField()
    apology = models.SmallIntegerField()
    explained = models.BooleanField(default=False)
    fee = models.SmallIntegerField(default=0)
    fee_day = models.DateField(null=True)
    online_payment = models.BooleanField(default=False)
    digitised = models.BooleanField(default=False)
    subjects = models.IntegerField(default=1)
    at_centre = models.BooleanField(default=False)
    cause = models.SmallIntegerField(default=0, db_default=0)
    components = models.SmallIntegerField(default=0, db_default=0)
    components_digitised = models.SmallIntegerField(default=0, db_default=0)
    components_reused = models.SmallIntegerField(default=0, db_default=0)
    result_digitised = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "version"], name="dossiers_fact_version")]
        indexes = [models.Index(fields=["tx"], name="dossiers_fact_tx")]

    def __str__(self) -> str:
        return f"fact {self.version} of dossier {self.subject_id}"


class Standing(FactVersion):
    """Tình trạng hạn theo ngày. Runs of days standing in time (1) or overdue (2); see `rules.standing`."""

    standing = models.SmallIntegerField()
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "version", "from_day"], name="dossiers_standing_run"),
        ]

    def __str__(self) -> str:
        return f"standing of dossier {self.subject_id} from {self.from_day}"


class MoveFact(FactVersion):
    """Dữ kiện chuyển vào, chuyển ra. Two rows for each move of competence after acceptance: in (1) and out (2)."""

    move_id = models.BigIntegerField()
    side = models.SmallIntegerField()
    moved_unit_id = models.BigIntegerField()
    moved_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "version", "move_id", "side"], name="dossiers_move_fact"),
        ]

    def __str__(self) -> str:
        return f"side {self.side} of move {self.move_id} of dossier {self.subject_id}"
