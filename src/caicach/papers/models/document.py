"""A paper on its way from draft to release."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.papers.rules.document import CLOSED, DocumentState, Way

SIGNED_STATES = [DocumentState.SIGNED.value, DocumentState.NUMBERED.value, DocumentState.RELEASED.value]
NUMBERED_STATES = SIGNED_STATES[1:]


class Document(models.Model):
    """Văn bản giải quyết. The text that ends a subject (a dossier), issued by `unit`; see `rules.document`.

    `outcome` is what it grants or denies; `title` is the abstract (trích yếu), `sheet` the submission sheet (phiếu
    trình), `returned_reason` why it last came back. A subject has one paper on its way at a time. Times are instants,
    `issued_on` is a Vietnamese day. `file` is the signed paper itself: its scan,
    or the PDF that bears the signatures.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    outcome = models.CharField(max_length=10)
    title = models.CharField(max_length=500)
    grounds = models.TextField(blank=True)
    body = models.TextField()
    recipients = models.TextField(blank=True)
    sheet = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=DocumentState.DRAFT.value)
    returned_reason = models.TextField(blank=True)

    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    initialled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    initialled_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, blank=True)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    sealed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    file = models.ForeignKey("papers.File", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=~Q(state__in=sorted(CLOSED)),
                name="papers_document_one_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DocumentState]), name="papers_document_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_STATES)
                | Q(signer__isnull=False, signed_at__isnull=False, way__in=[way.value for way in Way]),
                name="papers_document_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=NUMBERED_STATES)
                | Q(number__isnull=False, issued_on__isnull=False) & ~Q(symbol=""),
                name="papers_document_numbered",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="papers_document_queue")]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}" if self.number else f"{self.kind} {self.pk}"
