"""Tell the figures of competences that were recorded before there were facts (bổ sung dữ kiện thủ tục)."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.procedures.models import Competence, Fact, Procedure
from caicach.procedures.services.write_facts import write_facts


def complete_facts(act: Act) -> int:
    """Write facts of the procedures with a competence that has none yet; how many there were, none the next time.

    Part of preparing every database: a catalogue loaded by an earlier release would otherwise be missing from figures
    until it changes.
    """
    untold = Competence.objects.filter(~Exists(Fact.objects.filter(subject_id=OuterRef("pk"))))
    with transaction.atomic():
        wanted = Procedure.objects.filter(pk__in=untold.values("procedure_id"))
        found = list(wanted.select_for_update().order_by("pk"))
        for procedure in found:
            details = {"code": procedure.code}
            action = "procedures.complete_facts"
            record(act, Change(kind="procedure", subject_id=procedure.pk, action=action, details=details))
            write_facts(procedure)
    return len(found)
