"""Close a report: from then on it is what was closed, whatever is entered later (chốt số liệu)."""

from dataclasses import replace

from django.conf import settings
from django.db import connection, transaction

from caicach.figures.queries.scope import scope_of
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal as sealed
from caicach.kit.acts import Act, Change
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.reports.models import Edition
from caicach.reports.permits import may_close
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.queries.editions import definitions, edition, fingerprint, kept, newest, with_borders
from caicach.reports.queries.publications import beside_of, require_alone
from caicach.reports.queries.verified import ACTION, KIND
from caicach.reports.rules import closing
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.edition import canonical, sha256
from caicach.reports.rules.withheld import Withheld, of_report, table

LOCK = 7_201_769
"""Advisory lock: one report is closed at a time, so that numbers follow each other."""


def close(
    act: Act,
    *,
    agency: str,
    period: Period,
    own: bool = False,
    by: str = form.By.FIELD,
    explanation: str = "",
    reason: str = "",
    public: bool = False,
) -> Edition:
    """Close the report as known now and give its edition; with a reason, the next edition of one that was closed.

    The period must have ended. A check that does not hold must be explained, those against the closed reports of the
    periods before and after too. `public` lets everybody read it, small cells withheld; a revision of a public edition
    is public. Not to be called inside a transaction:
    everything committed is sealed first. Repeated with the same key it gives the edition made then. Raises `Unknown`
    for a unit out of reach, `Refused` with nothing written otherwise.
    """
    known = repeated(act, KIND, ACTION)
    if known is not None:
        return edition(known)
    scope = scope_of(agency, on=period.last, own=own)
    if act.actor.user_id is None or not may_close(act.actor, scope.unit_id).allowed:
        raise Unknown(
            "unknown-unit", mark("Không có đơn vị mang mã “{code}”."), values={"code": agency}, field="agency"
        )
    if period.last >= local_day(act.now):
        raise Refused(
            "period-running",
            mark("Kỳ báo cáo chưa kết thúc nên chưa chốt được; hãy chốt từ ngày liền sau ngày cuối kỳ."),
            field="to",
        )
    # The copy may be some seconds old; what is closed rests on everything committed.
    report = ii06(agency=agency, period=period, seal=sealed(), own=own, by=by)
    require_explained(report, explanation)
    made = _edition(report)
    made.explanation, made.reason, made.public = explanation.strip(), reason.strip(), public
    made.closed_by_id, made.closed_at = act.actor.user_id, act.now
    return _written(act, made, report)


def _edition(report: Report) -> Edition:
    """All that is kept of a report, and what it rests on."""
    text, seal, period = canonical(kept(report)), report.seal, report.period
    return Edition(
        form=form.FORM,
        agency_id=report.scope.unit_id,
        own=report.scope.own,
        by=report.by.value,
        first=period.first,
        last=period.last,
        cells=text,
        cells_sha256=sha256(text),
        fingerprint=fingerprint(report.scope, period, seal),
        definitions=canonical(definitions(seal)),
        seal_no=seal.no,
        seal_hash=bytes(seal.hash).hex(),
    )


def require_explained(report: Report, explanation: str) -> None:
    """Raise `Refused("check-fails")` for a report of which any check fails, unless it is explained."""
    broken = [check for check in report.checks if not check.holds]
    if broken and not explanation.strip():
        raise Refused(
            "check-fails",
            mark("Phép kiểm tra không đạt ({check}, chênh {difference}); hãy ghi giải trình thì mới chốt được."),
            values={"check": broken[0].name, "difference": broken[0].difference},
            field="explanation",
        )


def _written(act: Act, made: Edition, report: Report) -> Edition:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = newest(made.agency_id, Period(made.first, made.last), own=made.own, by=made.by)
        _only_with_reason(last, made)
        # What was closed meanwhile counts too, and nothing more can come before the lock is given back.
        report = with_borders(report)
        require_explained(report, made.explanation)
        made.number = last.number + 1 if last else 1
        made.public = made.public or bool(last and last.public)
        made.closing = canonical(closing.kept(report.checks, _withheld(report, last) if made.public else None))
        made.closing_sha256 = sha256(made.closing)
        made.save(force_insert=True)
        record(act, Change(kind=KIND, subject_id=made.pk, action=ACTION, details=_details(made)))
    return made


def _details(made: Edition) -> dict[str, object]:
    return {
        "number": made.number,
        "form": made.form,
        "cells_sha256": made.cells_sha256,
        "closing_sha256": made.closing_sha256,
        "seal": made.seal_no,
        "public": made.public,
    }


def _withheld(report: Report, last: Edition | None) -> Withheld:
    """What the public form leaves out, fixed here once for all."""
    require_alone(report)
    found = table(report.rows, report.total, report.sections)
    beside, notes = beside_of(report, found, last)
    withheld = of_report(found, report.notes, smallest=settings.SMALLEST_PUBLIC_COUNT, beside=beside)
    if withheld is None:
        raise Refused(
            "gives-away",
            mark("Công bố báo cáo này sẽ làm lộ số nhỏ: suy ra được từ các bản đã công bố; hãy chốt mà không công bố."),
            field="public",
        )
    return replace(withheld, notes=withheld.notes | notes)


def _only_with_reason(last: Edition | None, made: Edition) -> None:
    if last is not None and not made.reason:
        raise Refused(
            "closed-already",
            mark("Báo cáo này đã được {who} chốt ngày {day} (bản số {number}); muốn chốt lại, hãy ghi lý do."),
            values={"who": str(last.closed_by), "day": f"{local_day(last.closed_at):%d/%m/%Y}", "number": last.number},
            field="reason",
        )
    if last is None and made.reason:
        made.reason = ""
