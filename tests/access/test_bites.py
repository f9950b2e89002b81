"""The matrix can fail: each central check is taken away, and some cell of the matrix turns red."""

from collections.abc import Callable

import pytest
from django.db.models import Q

from access.ground import Ground
from access.table import ROUTES
from access.walk import fault, walk
from caicach.accounts import queries as grants
from caicach.accounts.register import Access
from caicach.agencies.models import Unit
from caicach.dossiers import facts
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries import lists, page
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.views.verbs import Entry
from caicach.figures.views import asked
from caicach.kit.acts import YES
from caicach.reports.views import asking

FIGURE = "/figures/<str:code>/"
DOSSIER = "/dossiers/<int:dossier_id>/"


def _all_dossiers(_actor: object) -> object:
    return Dossier.objects.all()


def _all_units(_actor: object) -> frozenset[int]:
    return frozenset(Unit.objects.values_list("pk", flat=True))


def _yes(*_: object) -> bool:
    return True


CHECKS: dict[str, tuple[object, str, Callable[..., object], str, str]] = {
    "the list's filter": (lists, "visible_to", _all_dossiers, "/dossiers/", "agency_leader stranger"),
    "the page's filter": (page, "visible_to", _all_dossiers, DOSSIER, "division_head beside"),
    "the receipt's filter": (page, "visible_to", _all_dossiers, f"{DOSSIER}receipt/", "result_desk below"),
    "the form's filter and permit": (Entry, "permitted", _yes, f"{DOSSIER}decide/", "processing_officer handling"),
    "the figure's reach": (asked, "may_ask", lambda *_: YES, FIGURE, "intake_clerk received"),
    "the mask of records": (facts, "visible_to", _all_dossiers, f"{FIGURE}records/", "administrator top-tree"),
    "the report's reach": (asking, "drawable", _all_units, "/reports/II.06.xlsx", "division_head handling"),
    "the gate": (Access, "admits", _yes, "/dossiers/", "administrator top-tree"),
    "the days of a grant": (grants, "_on_day", lambda *_: Q(), "/dossiers/", "intake_clerk expired"),
}  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_without_the_check_the_matrix_is_red(ground: Ground, monkeypatch: pytest.MonkeyPatch, check: str) -> None:
    where, name, without, address, who = CHECKS[check]
    asker = ground.askers[who]
    assert walk(ground, address, [asker]) == []
    monkeypatch.setattr(where, name, without)
    assert walk(ground, address, [asker])


def test_the_service_has_a_check_of_its_own(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the form's permit the service still refuses; without both it is done."""
    asker, address = ground.askers["processing_officer handling"], f"{DOSSIER}decide/"
    post = ROUTES[address][1]
    monkeypatch.setattr(Entry, "permitted", _yes)
    assert "422" in fault(ground, address, post, asker)
    assert "303" not in fault(ground, address, post, asker)
    monkeypatch.setattr(Turn, "require", lambda *_: None)
    assert "303, answered though not allowed" in fault(ground, address, post, asker)
