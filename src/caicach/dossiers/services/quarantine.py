"""Take files off in which the scanner found something (cách ly tệp có mã độc)."""

from django.db import transaction

from caicach.dossiers.models import Attachment
from caicach.dossiers.services.detach import take_off
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.verb import begin, locked
from caicach.dossiers.services.write import write
from caicach.kit.acts import Act
from caicach.papers.models import File


def quarantine(act: Act) -> int:
    """Take every infected file off its dossier, a transaction and a journal line each; how many dossiers it touched.

    The file itself was closed to everybody when it was found; this lets the dossier say so, and count no more as
    digitised by it.
    """
    infected = Attachment.objects.filter(detached_at=None, file__scan=File.INFECTED).select_related("file")
    touched = 0
    for dossier_id in infected.order_by("dossier").values_list("dossier", flat=True).distinct():
        with transaction.atomic():
            turn = begin(act, "quarantine", locked(dossier_id))
            rows = list(infected.filter(dossier=dossier_id))
            for row in rows:
                take_off(turn, row)
            if rows:
                redigitise(turn)
                write(turn)
                touched += 1
    return touched
