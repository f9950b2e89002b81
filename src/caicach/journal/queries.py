"""Reading the journal: history of a subject, repeated acts, seals and what they know."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.utils import timezone

from caicach.journal.models import Line, Seal
from caicach.kit.acts import Act, Actor
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SEALER = 7_201_766
"""Advisory lock of the sealer: one seal at a time, whoever asks for it."""


def history(kind: str, subject_id: int) -> list[Line]:
    """All lines of one subject, oldest first."""
    return list(Line.objects.filter(kind=kind, subject_id=subject_id).order_by("seq"))


def repeated(act: Act, kind: str, action: str, *, subject_id: int | None = None) -> int | None:
    """The subject that an earlier act with the same key changed, or None when the key is new or empty.

    Raises `Refused("key-used")` when the key belonged to another action, to another actor, or to another subject than
    the one named.
    """
    if not act.key:
        return None
    line = Line.objects.filter(key=act.key).first()
    if line is None:
        return None
    same = (line.kind, line.action, line.actor_id) == (kind, action, act.actor.user_id)
    if not same or subject_id not in (None, line.subject_id):
        raise Refused(
            "key-used",
            mark("Biểu mẫu này đã được gửi cho một việc khác; hãy mở lại trang và làm lại."),
        )
    return line.subject_id


def done_with(keys: Collection[str], actor: Actor) -> set[int]:
    """The subjects that the actor has changed by acts with these keys."""
    return set(Line.objects.filter(key__in=keys, actor_id=actor.user_id).values_list("subject_id", flat=True))


def last_seal() -> Seal | None:
    """The newest seal, or None before the first."""
    return Seal.objects.order_by("-no").first()


def unsealed(seal: Seal | None, *, within: str | None = None, limit: int | None = None) -> list[tuple[int, int, bytes]]:
    """Id, transaction and hash of the committed lines that the seal does not know, by id.

    `within` names a database snapshot: lines that it does not see either are left for the next seal.
    """
    tests, values = ["TRUE"], []
    if seal:
        tests.append("tx >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, %s::pg_snapshot)")
        values += [seal.snapshot, seal.snapshot]
    if within:
        tests.append("pg_visible_in_snapshot(tx, %s::pg_snapshot)")
        values.append(within)
    tail = f" LIMIT {int(limit)}" if limit else ""
    known = " AND ".join(tests)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, tx::text::bigint, hash FROM journal_line WHERE {known} ORDER BY id{tail}", values)  # noqa: S608 (fixed texts)
        return [(row[0], row[1], bytes(row[2])) for row in cursor.fetchall()]


def seal_at(moment: datetime) -> Seal:
    """The seal whose knowledge "as of" the instant means: the last one published at or before it.

    Raises `Refused` when the instant lies in the future or before the first seal.
    """
    if moment > timezone.now():
        raise Refused(
            "as-of-future",
            mark("Thời điểm số liệu {moment} nằm trong tương lai; hãy chọn một thời điểm đã qua."),
            values={"moment": moment.isoformat()},
            field="as_of",
        )
    with connection.cursor() as cursor:
        # A seal bears an instant shortly before its commit; one that is being published now belongs to the answer.
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SEALER])
    seal = Seal.objects.filter(published_at__lte=moment).order_by("-no").first()
    if seal is None:
        first = Seal.objects.order_by("no").first()
        raise Refused(
            "before-first-seal",
            mark(
                "Hệ thống chưa có số liệu tại {moment}; số liệu sớm nhất là {first}. Hồ sơ nạp vào sau có thể hỏi theo "
                "thời điểm ghi mà chúng khai (claimed=1, --claimed)."
            ),
            values={"moment": moment.isoformat(), "first": first.published_at.isoformat() if first else "–"},
            field="as_of",
        )
    return seal


def claimed_at(moment: datetime, newest: Seal) -> Seal:
    """What the newest seal knows, of that only what claims to be entered by the instant; it is never stored.

    A line of a loaded history (import, demo) claims an entry time, any other one was entered when it was recorded.
    """
    return Seal(
        no=newest.no,
        published_at=moment,
        snapshot=newest.snapshot,
        lines=newest.lines,
        root=newest.root,
        prev=newest.prev,
        hash=newest.hash,
    ).claiming(moment)


def loaded_later(moment: datetime) -> bool:
    """Whether something was loaded after the instant that claims to be entered before it; one statement."""
    return Line.objects.filter(claimed_at__lte=moment, recorded_at__gt=moment).exists()
