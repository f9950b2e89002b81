"""Tell the figures of competences whose facts an earlier release did not know, or not whole (bổ sung dữ kiện)."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.procedures.models import Competence, Fact, Procedure
from caicach.procedures.services.write_facts import write_facts


def complete_facts(act: Act) -> int:
    """Write facts of the procedures with a competence that has none yet, or none with a level; how many there were.

    Part of preparing every database: a catalogue loaded by an earlier release would otherwise be missing from figures
    until it changes. The next time there are none, but those of a unit whose level nobody knows.
    """
    untold = Competence.objects.filter(~Exists(Fact.objects.filter(subject_id=OuterRef("pk"), level__gt=0)))
    with transaction.atomic():
        wanted = Procedure.objects.filter(pk__in=untold.values("procedure_id"))
        found = list(wanted.select_for_update().order_by("pk"))
        for procedure in found:
            details = {"code": procedure.code}
            action = "procedures.complete_facts"
            record(act, Change(kind="procedure", subject_id=procedure.pk, action=action, details=details))
            write_facts(procedure)
    return len(found)
