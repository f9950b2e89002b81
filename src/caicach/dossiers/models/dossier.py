"""The dossier."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.rules.status import Status
from caicach.dossiers.rules.step import ProcessStep


class Dossier(models.Model):
    """Hồ sơ thủ tục hành chính. What a citizen, organisation or agency handed in under one procedure.

    Four units are kept apart: where it was helped, where it was received, who was competent at acceptance (`unit`: it
    gives the number, the calendar, and is counted in reports for good) and who is competent now (`competent_unit`: it
    acts, sees and signs; another one than `unit` after competence was transferred). It lies with `handling_unit`. The
    number is `<electronic id of the competent unit>-<yymmdd>-<nnnn>`, or the one another
    system gave. The limit is frozen at acceptance; `promised_at` stands on the slip, `due_at` moves with pauses,
    `extended_to` is the new date of the one extension.

    What the lists of work ask of other tables stands here too, kept by the verbs: `step` where it is in the process
    (`rules.step`), `document` the state of the result being drafted and signed (`papers.rules.document`), `fee` how
    its fees stand (`FEES`) and `fee_day` since when they are settled, how many agencies are being consulted
    (`consulting`, the first answer due on `consulting_due`) and how many partners still work on their part, and
    `digitised`: all required components and the result have e-files. Once it is processed, `components` says how many
    components it requires, `components_digitised` how many of them have an electronic form, `components_reused` how
    many of these came from data already held, and `result_digitised` whether the result has one.

    `moves` counts how often its competence moved after acceptance (`models.CompetenceMove`).

    `explained` tells of a written explanation, `cause` is the number of the cause it names (`rules.causes`), `lost`
    that it or a part of it is missing now, `correction_due_at` by when a wrong result is to be corrected,
    `collection_reminded_at` and `mail_returned_at` of a result that waits.

    `above_unit` has the result before it at the level above the agency, such as the province's office whose chair
    signs: they approve, sign, number and release. It stays after the release, and goes when the paper is sent back.

    `kept_elsewhere`: another one-stop system keeps it, here it is only looked at and counted (`models.imported`).

    `partner_units` are the ids of the units that take part now without holding it: asked for their opinion, or working
    on a part; once for each question or part. Whoever is asked may see it for so long, who has a part also afterwards.
    """

    CHANNELS = {1: _("Trực tiếp"), 2: _("Trực tuyến"), 3: _("Bưu chính công ích")}

    FEES = {
        0: _("Không phát sinh"),
        1: _("Chưa nộp"),
        2: _("Đã nộp tại quầy hoặc chuyển khoản"),
        3: _("Đã nộp trực tuyến"),
        4: _("Được miễn"),
    }

    number = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 (none before acceptance)
    number_given_elsewhere = models.BooleanField(default=False)
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT)
    rules_version = models.ForeignKey("procedures.Version", on_delete=models.PROTECT)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    competent_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    received_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    helped_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    handling_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    above_unit = models.ForeignKey("agencies.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.ForeignKey(
        "dossiers.Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )
    channel = models.SmallIntegerField()
    status = models.SmallIntegerField(default=Status.SUBMITTED.value)
    ending = models.SmallIntegerField(default=0)
    regime = models.SmallIntegerField(default=0)
    summary = models.CharField(max_length=500, blank=True)
    subjects = models.IntegerField(default=1)

    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    limit_amount = models.IntegerField(null=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    promised_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    extended_to = models.DateTimeField(null=True)
    calendar_known_at = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)
    supplements = models.SmallIntegerField(default=0)
    apology = models.SmallIntegerField(default=0)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    step = models.CharField(max_length=10, default=ProcessStep.RECEIVE.value)
    document = models.CharField(max_length=10, blank=True)
    fee = models.SmallIntegerField(default=0)
    fee_day = models.DateField(null=True)
    consulting = models.SmallIntegerField(default=0)
    consulting_due = models.DateField(null=True)
    partners = models.SmallIntegerField(default=0)
    partner_units = ArrayField(models.BigIntegerField(), default=list, blank=True)
    digitised = models.BooleanField(default=False)
    components = models.SmallIntegerField(default=0)
    components_digitised = models.SmallIntegerField(default=0)
    components_reused = models.SmallIntegerField(default=0)
    result_digitised = models.BooleanField(default=False)
    explained = models.BooleanField(default=False)
    cause = models.SmallIntegerField(default=0)
    lost = models.BooleanField(default=False)
    correction_due_at = models.DateTimeField(null=True)
    collection_reminded_at = models.DateTimeField(null=True)
    mail_returned_at = models.DateTimeField(null=True)
    kept_elsewhere = models.BooleanField(default=False)
    to_take_over = models.BooleanField(default=False)
    moves = models.SmallIntegerField(default=0, db_default=0)

    version = models.IntegerField(default=0)
    search = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__gte=1, status__lte=10), name="dossiers_status"),
            models.CheckConstraint(condition=models.Q(channel__in=[1, 2, 3]), name="dossiers_channel"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True)
                | models.Q(due_at__isnull=False, promised_at__isnull=False, number__isnull=False),
                name="dossiers_accepted_has_number_and_due",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(finished_at__gte=models.F("accepted_at")),
                name="dossiers_finish_after_acceptance",
            ),
        ]
        indexes = [
            models.Index(fields=["handling_unit", "status", "due_at"], name="dossiers_desk"),
            models.Index(fields=["received_unit", "status", "id"], name="dossiers_counter"),
            models.Index(fields=["assignee", "status", "due_at"], name="dossiers_assignee"),
            models.Index(fields=["competent_unit", "id"], name="dossiers_unit"),
            # All that the tabs, badges and places ask of unfinished dossiers, so that counting reads no table.
            models.Index(
                fields=["handling_unit"],
                include=[
                    *(
                        "id",
                        "competent_unit",
                        "above_unit",
                        "received_unit",
                        "helped_unit",
                        "assignee",
                        "procedure",
                        "step",
                        "status",
                        "regime",
                    ),
                    *("accepted_at", "due_at", "extended_to", "paused_since", "fee", "consulting", "partners"),
                    *("partner_units", "consulting_due", "apology", "finished_at", "to_take_over"),
                ],
                condition=~models.Q(step=ProcessStep.DONE.value),
                name="dossiers_live",
            ),
            # The same for those that have ended: which there are, and who may see them.
            models.Index(
                fields=["received_unit", "accepted_at"],
                include=[
                    "id",
                    "competent_unit",
                    "above_unit",
                    "helped_unit",
                    "handling_unit",
                    "assignee",
                    "procedure",
                    "step",
                    "status",
                    "partner_units",
                ],
                name="dossiers_ended",
            ),
            models.Index(
                fields=["correction_due_at"],
                condition=models.Q(correction_due_at__isnull=False),
                name="dossiers_correcting",
            ),
            models.Index(fields=["id"], condition=models.Q(lost=True), name="dossiers_lost"),
            GinIndex(fields=["partner_units"], name="dossiers_partner_units"),
            models.Index(fields=["accepted_by", "accepted_at"], include=["procedure"], name="dossiers_clerk"),
            models.Index(
                fields=["received_unit", "returned_at"],
                condition=models.Q(returned_at__isnull=False),
                name="dossiers_returned",
            ),
            GinIndex(OpClass(models.F("search"), name="gin_trgm_ops"), name="dossiers_search"),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"
