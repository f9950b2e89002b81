"""Results that go by post: those that wait for it, the bundles of a counter, and what became of each letter."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count, Q, QuerySet

from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, PostBundle, Return
from caicach.dossiers.permits import AT_COUNTER_SEE, COUNTER
from caicach.dossiers.queries.printed import party_row
from caicach.dossiers.rules.status import Status
from caicach.dossiers.rules.step import ProcessStep
from caicach.kit.acts import Actor

BY_POST = 3
MOST_SHOWN, BUNDLES_SHOWN = 100, 20


def counters_of(actor: Actor) -> list[Unit]:
    """The counters at which the actor hands out results and something waits; one statement."""
    waiting = Dossier.objects.filter(step=ProcessStep.RETURN.value).order_by().values("received_unit_id").distinct()
    return list(Unit.objects.filter(pk__in=actor.reach(COUNTER)).filter(pk__in=waiting).order_by("name_vi"))


def results_waiting(unit_id: int, *, handed_in_by_post: bool) -> list[Dossier]:
    """The results that wait at a counter, the oldest first, each with `owner` and `submitter`; one statement.

    With `handed_in_by_post` only those of dossiers that came by post, whose result goes the same way.
    """
    found = Dossier.objects.filter(step=ProcessStep.RETURN.value, received_unit_id=unit_id)
    if handed_in_by_post:
        found = found.filter(channel=BY_POST)
    return list(_addressed(found).select_related("rules_version").order_by("finished_at", "pk")[:MOST_SHOWN])


def _addressed(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return found.annotate(owner=party_row("owner"), submitter=party_row("submitter"))


def bundles_of(actor: Actor) -> list[PostBundle]:
    """The last bundles of the actor's counters, each with `many`, `delivered` and `back`; one statement."""
    found = PostBundle.objects.filter(unit_id__in=actor.reach(AT_COUNTER_SEE)).select_related("unit")
    return list(
        found.annotate(
            many=Count("results"),
            delivered=Count("results", filter=Q(results__delivered_at__isnull=False)),
            back=Count("results", filter=Q(results__brought_back_at__isnull=False)),
        ).order_by("-handed_at", "-pk")[:BUNDLES_SHOWN]
    )


def bundle_seen(actor: Actor, bundle_id: int) -> PostBundle | None:
    """A bundle of a counter of the actor; one statement."""
    found = PostBundle.objects.filter(pk=bundle_id, unit_id__in=actor.reach(AT_COUNTER_SEE))
    return found.select_related("unit", "handed_by").first()


def results_of(bundle: PostBundle) -> Sequence[Return]:
    """What went with a bundle, in the order of dossiers, each dossier with its parties; two statements."""
    rows = list(Return.objects.filter(bundle=bundle).order_by("dossier_id"))
    ids = [row.dossier_id for row in rows]
    dossiers = _addressed(Dossier.objects.filter(pk__in=ids)).select_related("rules_version", "procedure").in_bulk()
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
    return rows


def is_under_way(row: Return) -> bool:
    """Whether a letter has neither arrived nor come back."""
    return row.delivered_at is None and row.brought_back_at is None and row.dossier.status == Status.RETURNED


def counted(bundle: PostBundle) -> tuple[int, int, int]:
    """How many letters a bundle of `bundles_of` has, how many arrived, how many came back."""
    found = cast(Any, bundle)
    return found.many, found.delivered, found.back
