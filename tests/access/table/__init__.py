"""The reviewed table: for every address, who may ask it in which way, whose asking writes, who may read the dossier.

It is written from the rules (`dossiers.permits`, `figures.permits`, `reports.permits`, the marks of the views), never
from what the pages answer. An address without an entry fails the suite.

A rule is the set of (role, relation) that it says yes to. Relations are those of the place where the role is held to
the dossier's route: helped at a point, received at a centre, competent a department, lying in one of its divisions,
assigned to an officer there.
"""

from access.asks import Ask
from access.table import administration, counter, desk, dossiers, feedback, figures, signing, verbs

_PARTS = (administration, counter, desk, dossiers, feedback, figures, signing, verbs)

ROUTES: dict[str, tuple[Ask, ...]] = {address: asks for part in _PARTS for address, asks in part.ROUTES.items()}
"""By the address as the resolver knows it: names may repeat, addresses may not."""

if len(ROUTES) != sum(len(part.ROUTES) for part in _PARTS):
    raise ValueError("an address stands in two parts of the table")
