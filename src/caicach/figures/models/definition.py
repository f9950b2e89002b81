"""What a figure meant, from which moment on."""

from django.db import models

from caicach.journal.models import CurrentTransaction, TransactionId


class Definition(models.Model):
    """Bản định nghĩa số liệu. One wording of a figure; a change appends the next version, nothing is overwritten.

    `title` and `words` are the Vietnamese texts, `expression` the canonical JSON text of what is counted
    (`rules.expression.written`), `reading` that of how a rate is read (`rules.reading`), `fact_schema` the JSON text of
    the fact columns that it asks, with their meanings. A seal knows the version when its transaction lies within the
    seal's snapshot.
    """

    code = models.CharField(max_length=120)
    version = models.IntegerField()
    title = models.TextField()
    words = models.TextField()
    expression = models.TextField()
    fact_schema = models.TextField()
    reading = models.TextField(default="")
    recorded_at = models.DateTimeField()
    tx = TransactionId(db_default=CurrentTransaction())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="figures_definition_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
