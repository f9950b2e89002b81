"""Figures that the demo's department composed without code."""

from dataclasses import replace

from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.agencies.models import Unit
from caicach.figures.models import Composed
from caicach.figures.rules.narrowed import Draft, Where
from caicach.figures.services.compose import compose
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.procedures.models import Field

UNIT, OFFICER = "so-noi-vu", "cai-cach"
ONLINE = 2


def compose_figures(act: Act) -> int:
    """One rate of dossiers filed online, one figure made of others, of a field.

    Each act has a key of its own, so that an interrupted run goes on where it stopped. Not to be called inside a
    transaction.
    """
    unit = Unit.objects.get(code=UNIT)
    fields = dict(Field.objects.values_list("code", "pk"))
    drafts = {
        "truc-tuyen-som": Draft(
            "Tỷ lệ trước hạn của hồ sơ trực tuyến",
            "Hồ sơ nộp trực tuyến giải quyết trước hạn trên tổng số hồ sơ nộp trực tuyến đã giải quyết trong kỳ.",
            "dossiers.early_rate",
            Where(channel=(ONLINE,)),
        ),
        "hoi-cham": Draft(
            "Tỷ lệ quá hạn của hồ sơ hội, quỹ",
            "Hồ sơ hội, quỹ quá hạn (đã hoặc chưa giải quyết) trên tổng số hồ sơ hội, quỹ tiếp nhận và chuyển sang.",
            "dossiers.late_of_work_rate",
            Where(field=(fields["to-chuc-phi-chinh-phu"],)),
        ),
    }
    for slug, draft in drafts.items():
        now = timezone.now()
        actor = actor_of(User.objects.get(username=OFFICER).pk, on=local_day(now))
        compose(replace(act, actor=actor, now=now, key=f"demo-own-{slug}"), slug=slug, unit_id=unit.pk, draft=draft)
    return Composed.objects.count()
