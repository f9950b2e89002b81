"""The catalogue's rules: which time limit stands, whether an internal process fits it, how a limit is said. Pure."""

from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit

HOURS_A_DAY = 8
"""Working hours that internal processes count for one working day."""


class Channel(IntEnum):
    """The ways to submit, with their national codes (Nghị định 118/2025/NĐ-CP, Điều 15)."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


CHANNEL_TITLES: dict[Channel, str] = {
    Channel.DIRECT: mark("Trực tiếp"),
    Channel.ONLINE: mark("Trực tuyến"),
    Channel.POST: mark("Bưu chính công ích"),
}
"""Each channel as shown to people (a marked text)."""

LIMIT_WORDS: dict[LimitUnit, str] = {
    LimitUnit.WORKING_HOURS: mark("{amount} giờ làm việc"),
    LimitUnit.WORKING_DAYS: mark("{amount} ngày làm việc"),
    LimitUnit.CALENDAR_DAYS: mark("{amount} ngày"),
}
"""How a limit is said (a marked text with `{amount}`)."""


class Level(IntEnum):
    """The level of government that a procedure is settled at, as the figures number it; districts until 2025."""

    UNKNOWN = 0
    PROVINCE = 1
    DISTRICT = 2
    COMMUNE = 3


UNKNOWN_LEVEL = mark("Chưa rõ cấp")
LEVEL_TITLES: dict[int, str] = {
    Level.PROVINCE: mark("Cấp tỉnh"),
    Level.DISTRICT: mark("Cấp huyện"),
    Level.COMMUNE: mark("Cấp xã"),
}
"""Each level as shown to people (a marked text)."""


class OnlineLevel(StrEnum):
    """How far a procedure can be done online (Nghị định 42/2022/NĐ-CP): all of it, a part of it, not at all."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


ONLINE_TITLES: dict[OnlineLevel, str] = {
    OnlineLevel.FULL: mark("Toàn trình"),
    OnlineLevel.PARTIAL: mark("Một phần"),
    OnlineLevel.NONE: mark("Chưa cung cấp trực tuyến"),
}
"""Each level as shown to people (a marked text)."""


class SourceStatus(StrEnum):
    """How sure the content is: read in the named source, known without a source at hand, invented for the demo."""

    SURE = "sure"
    MEMORY = "memory"
    SYNTHETIC = "synthetic"


def limit_of(legal: Limit, local: Limit | None, per_channel: Mapping[int, Limit], channel: int) -> Limit:
    """The limit that a dossier gets: its channel's own, otherwise the province's shorter one, otherwise the law's."""
    return per_channel.get(channel) or local or legal


def check_process(hours: Sequence[int], limit: Limit) -> Refused | None:
    """The refusal of an internal process whose steps do not fit the limit; `None` when they fit.

    The working hours of the steps fill a limit in working time exactly (8 hours make a working day), so that no hour
    is without somebody who answers for it. A limit in calendar days contains days off, so the steps take at most
    8 hours for each of its days.
    """
    total = sum(hours)
    allowed = limit.amount if limit.unit is LimitUnit.WORKING_HOURS else limit.amount * HOURS_A_DAY
    fits = 0 < total <= allowed if limit.unit is LimitUnit.CALENDAR_DAYS else total == allowed
    if fits and min(hours) > 0:
        return None
    return Refused(
        "process-misses-limit",
        mark(
            "Các bước của quy trình nội bộ cộng lại {total} giờ làm việc, không khớp với thời hạn giải quyết "
            "({allowed} giờ làm việc); hãy chỉnh số giờ của các bước."
        ),
        values={"total": total, "allowed": allowed},
        field="steps",
    )


def check_local(legal: Limit, local: Limit) -> Refused | None:
    """The refusal of a province's limit that is longer than the law's; limits of different units are not compared.

    A province may shorten the time that the law gives, never lengthen it.
    """
    if legal.unit is not local.unit or local.amount <= legal.amount:
        return None
    return Refused(
        "local-limit-longer",
        mark("Thời hạn của tỉnh ({local}) không được dài hơn thời hạn theo quy định ({legal})."),
        values={"local": local.amount, "legal": legal.amount},
        field="local_limit",
    )
