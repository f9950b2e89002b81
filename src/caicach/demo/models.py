"""What the demo remembers of itself."""

from django.db import models


class Mark(models.Model):
    """One step of loading that is done; the row is written in the step's own transaction.

    A database with any mark is a demo database. `anchor` is the day the demo takes for today; the step `LOADED` is the
    last one.
    """

    LOADED = "loaded"

    step = models.CharField(max_length=40, unique=True)
    anchor = models.DateField()
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.step
