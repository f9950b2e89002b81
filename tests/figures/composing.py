"""Composing figures in the trial room, for the tests."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.agencies.models import Unit
from caicach.figures.models import Composed
from caicach.figures.rules.narrowed import Draft, Where
from caicach.figures.services.compose import compose
from caicach.figures.services.know import know
from caicach.kit.acts import Act
from figures.trial import YEAR, Thing, scope, tell

EARLY, LATE = date(2023, 3, 5), date(2023, 3, 15)
FIELDS = {1: "Hội", 2: "Tôn giáo", 3: "Lưu trữ"}


def act(who: str = "an", **changes: object) -> Act:
    now = timezone.now()
    actor = actor_of(User.objects.get(username=who).pk, on=now.date())
    return Act(**{"actor": actor, "at": now, "now": now, "key": str(uuid4()), **changes})


def draft(base: str = "figures.received", **where: object) -> Draft:
    return Draft("Hồ sơ hội", "Hồ sơ lĩnh vực hội.", base, Where(**(where or {"field": (1,)})))


def made(house: Unit, slug: str = "hoi", **asked: object) -> Composed:
    return compose(act(), slug=slug, unit_id=house.pk, draft=asked.pop("draft", None) or draft(**asked))


def question(house: Unit, **changes: object) -> dict:
    return {"scope": scope(house.pk), "period": YEAR, "seal": know(None), **changes}


def told(house: Unit) -> None:
    """Of field 1: one early, one late, one open and overdue; of field 2: one early."""
    tell(
        Thing(1, unit=house.pk, finished=EARLY),
        Thing(2, unit=house.pk, finished=LATE),
        Thing(3, unit=house.pk, spans=((date(2023, 3, 11), None),)),
        Thing(4, unit=house.pk, field=2, finished=EARLY),
    )
