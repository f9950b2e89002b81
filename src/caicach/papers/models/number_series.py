"""Running numbers of official papers."""

from django.db import models


class NumberSeries(models.Model):
    """Bộ đếm số. The last number given in one register; its row is locked while a number is taken, never reused."""

    register = models.CharField(max_length=40)
    holder = models.CharField(max_length=40)
    term = models.CharField(max_length=10)
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "holder", "term"], name="papers_number_series"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.holder} {self.term}: {self.last}"
