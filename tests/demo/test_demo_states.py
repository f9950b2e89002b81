"""The demo shows every state a dossier can be in on a working day: whoever looks for one finds it."""

import pytest
from django.db.models import Count, F, Q, QuerySet

from caicach.dossiers.models import Batch, Consultation, Dossier, Explanation, Loss, Part, ResultCorrection
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import OBLIGATION, STOP, SUPPLEMENT

SUPPLEMENTED = Q(pauses__kind=SUPPLEMENT, pauses__ended_at__isnull=False)
FEES = {"due": 1, "paid at the desk": 2, "paid online": 3, "exempt": 4}

STATES: dict[str, QuerySet[Dossier]] = {
    **{f"paper {state}": Dossier.objects.filter(document=state, finished_at=None)
       for state in ("draft", "submitted", "initialled", "returned", "approved", "signed", "numbered")},
    "supplement under Decree 61": Dossier.objects.filter(SUPPLEMENTED, regime=61),
    "supplement under Decree 118": Dossier.objects.filter(SUPPLEMENTED, regime=118),
    "extended with an apology": Dossier.objects.filter(extended_to__isnull=False, apologies__late=False),
    "late, apologised for and explained": Dossier.objects.filter(
        ending=Ending.PROCESSED, finished_at__gt=F("due_at"), explained=True, apology__gt=0
    ),
    "withdrawn": Dossier.objects.filter(ending=Ending.WITHDRAWN),
    "refused": Dossier.objects.filter(ending=Ending.REFUSED),
    "stopped": Dossier.objects.filter(ending=Ending.STOPPED),
    "closed after fifteen days": Dossier.objects.filter(ending=Ending.CLOSED, pauses__reminded_at__isnull=False),
    "lost, not found": Dossier.objects.filter(lost=True),
    "result not collected, reminded": Dossier.objects.filter(
        returned_at=None, ending=Ending.PROCESSED, collection_reminded_at__isnull=False
    ),
    "asked for an opinion": Dossier.objects.filter(consulting__gt=0),
    "waiting for an obligation": Dossier.objects.filter(
        status=6, pauses__kind=OBLIGATION, pauses__ended_at=None, paused_since__isnull=False
    ),
    "stopped for a while": Dossier.objects.filter(status=8, finished_at=None, pauses__kind=STOP),
    "plain, handed out in time": Dossier.objects.filter(
        ending=Ending.PROCESSED, status=10, finished_at__lt=F("due_at"), supplements=0, apology=0, extended_to=None
    ),
    "before the chair": Dossier.objects.filter(above_unit__code="van-phong-ubnd", document="initialled"),
    "signed by the chair": Dossier.objects.filter(above_unit__code="van-phong-ubnd", document="signed"),
    "to be submitted above": Dossier.objects.filter(
        above_unit=None, document="initialled", rules_version__steps__unit__code="van-phong-ubnd",
        rules_version__steps__role="agency_leader",
    ),
    "digitised": Dossier.objects.filter(digitised=True),
    "a scanned stack to be split": Dossier.objects.filter(
        attachments__kind="other", attachments__file__pages__gt=1, attachments__detached_at=None, finished_at=None
    ),
    "a component scanned": Dossier.objects.filter(attachments__kind="component", attachments__file__isnull=False),
    "digitised with an electronic result": Dossier.objects.filter(
        digitised=True, attachments__kind="result", attachments__file__media_type="application/pdf"
    ),
    "forty persons": Dossier.objects.filter(subjects=40),
    **{f"fee {name}": Dossier.objects.filter(fee=code) for name, code in FEES.items()},
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_there_is_a_dossier_in_the_state(demo_database: str, state: str) -> None:
    assert STATES[state].exists()


def test_opinions_are_waited_for_and_given(demo_database: str) -> None:
    assert Consultation.objects.filter(answered_at=None).exists()
    assert Consultation.objects.filter(answered_at__isnull=False).exclude(answer="").exists()


def test_partners_work_one_after_the_other_and_side_by_side(demo_database: str) -> None:
    ranks = Part.objects.values("dossier").annotate(parts=Count("pk"), ranks=Count("rank", distinct=True))
    assert ranks.filter(parts__gt=1, parts=F("ranks")).exists(), "in sequence"
    assert ranks.filter(parts__gt=F("ranks")).exists(), "side by side"


def test_thirty_eight_of_forty_are_approved(demo_database: str) -> None:
    approved = Count("subject_rows", filter=Q(subject_rows__result="approved"))
    listed = Dossier.objects.annotate(rows=Count("subject_rows"), approved=approved)
    assert listed.filter(rows=40, approved=38).exists()


def test_many_dossiers_came_at_once(demo_database: str) -> None:
    assert Batch.objects.annotate(count=Count("dossiers")).filter(count__gt=1).exists()


def test_a_wrong_result_was_corrected_and_a_late_one_explained(demo_database: str) -> None:
    assert ResultCorrection.objects.filter(corrected_at__isnull=False).exclude(note="").exists()
    assert Explanation.objects.exclude(text="").exists()


def test_a_loss_has_its_apology_and_remedy(demo_database: str) -> None:
    assert Loss.objects.exclude(apology="").exclude(remedy="").exists()
