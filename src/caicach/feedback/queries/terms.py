"""The terms of handling feedback as they stand in the database."""

from datetime import date

from caicach.feedback.models import TermRecord
from caicach.feedback.rules.terms import Name, Term, Terms, limit_of, terms_on


def terms_for(day: date) -> Terms:
    """The terms for what is received on the day; one statement. Raises `Refused("no-terms")`."""
    return terms_on(
        day,
        [
            Term(
                name=Name(one.name),
                limit=limit_of(one.amount, one.unit),
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                restarts=one.restarts,
                source=one.source,
                source_status=one.source_status,
            )
            for one in TermRecord.objects.all()
        ],
    )
