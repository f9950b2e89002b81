"""The letters to the citizen: request for a supplement, refusal, apology, notice of stopping."""

from datetime import date, datetime

from caicach.dossiers.exports.case import Case
from caicach.dossiers.exports.slips import issued
from caicach.dossiers.models import Subject
from caicach.dossiers.models import SupplementRequest as Request
from caicach.dossiers.queries.counter import subjects_of
from caicach.dossiers.queries.document import leaders_of, title_at
from caicach.dossiers.queries.printed import asked_at
from caicach.dossiers.rules.outcome import Ending
from caicach.kit.period import local
from caicach.papers.rules import forms
from caicach.papers.rules.sheets import Signer
from caicach.papers.rules.slips import (
    Apology,
    Contact,
    Judged,
    Refusal,
    StopNotice,
    SubjectResults,
    SupplementRequest,
    Wanted,
)

HEAD_OF_AGENCY = "Thủ trưởng cơ quan, đơn vị"
OTHER, NOT_JUDGED, RESULT_PAPER = "Giấy tờ khác", "Chưa ghi", "văn bản kết quả"
AT_INTAKE, AT_APPRAISAL = "Tiếp nhận hồ sơ", "Thẩm định hồ sơ"


def supplement_request(case: Case) -> SupplementRequest:
    """Form 02: at intake from the counter, during appraisal from the competent agency."""
    dossier = case.dossier
    appraised = case.received is not None
    unit = case.competent() if appraised else dossier.received_unit
    asked = [entry for entry in case.lines if entry.action == case.entry.action]
    request = asked_at(dossier, case.entry.occurred_at)
    basis = (request.legal_basis if request else "") or case.regime.sources["supplement"]
    items = _wanted(request, case.listed()) if request else ()
    return SupplementRequest(
        head=case.head(forms.SUPPLEMENT_REQUEST, unit, number=""),
        title=str(case.form(forms.SUPPLEMENT_REQUEST).title),
        receiver=dossier.received_unit.name_vi,
        owner=case.person("owner"),
        number=dossier.number if appraised and dossier.number else "",
        content=case.content(),
        stage=AT_APPRAISAL if appraised else AT_INTAKE,
        count=len(asked),
        items=items or case.missing(ground=case.listed()),
        reason=case.reason(),
        basis=basis,
        contact=Contact(name=request.contact) if request and request.contact else case.contact(),
        officer=case.entry.who,
    )


def _wanted(request: Request, listed: str) -> tuple[Wanted, ...]:
    """What was asked for, item by item: a paper of the published list by that list, another one by the law named."""
    return tuple(
        Wanted(
            name=item.component.name_vi if item.component else OTHER,
            originals=item.originals,
            copies=item.copies,
            what=item.what,
            ground=listed if item.component else request.legal_basis,
        )
        for item in request.items.all()
    )


def subject_results(case: Case) -> SubjectResults:
    """What came of each subject of a list, with the reason; two statements more."""
    dossier = case.dossier
    rows = subjects_of(dossier.pk)
    return SubjectResults(
        head=case.head(forms.SUBJECT_RESULTS, case.competent(), number=""),
        title=str(case.form(forms.SUBJECT_RESULTS).title),
        addressee=case.person("submitter").name,
        number=dossier.number or "",
        content=case.content(),
        paper=f"{RESULT_PAPER} {number}" if (number := issued(case)) else "",
        rows=tuple(
            Judged(
                name=row.name, detail=row.detail, result=str(Subject.RESULTS.get(row.result, NOT_JUDGED)),
                reason=row.note,
            )
            for row in rows
        ),
        granted=sum(row.result == "approved" for row in rows),
        denied=sum(row.result == "denied" for row in rows),
        recipients=("Như trên", dossier.received_unit.name_vi, "Lưu: VT, hồ sơ"),
        signer=signer_of(case),
    )  # fmt: skip


def refusal(case: Case) -> Refusal:
    """Form 03; for a dossier that came online with the time of its submission."""
    dossier = case.dossier
    online = dossier.channel == 2
    return Refusal(
        head=case.head(forms.REFUSAL, dossier.received_unit, number=""),
        title=str(case.form(forms.REFUSAL).title),
        receiver=dossier.received_unit.name_vi,
        owner=case.person("owner"),
        number=dossier.number or "",
        submitted=local(dossier.submitted_at) if online else None,
        content=case.content(),
        reason=case.reason(),
        contact=case.contact(),
        submitter=case.person("submitter").name,
        officer=case.entry.who,
    )


def apology(case: Case) -> Apology:
    """Form 04, of an extension or of an apology with a new day."""
    dossier = case.dossier
    extended = case.entry.action == "dossiers.extend"
    old, new = _dates(case)
    extension = getattr(dossier, "extension", None)
    at_fault = extension.responsible_unit.name_vi if extended and extension else case.competent().name_vi
    what = "gia hạn thời gian giải quyết" if extended else "chậm trả kết quả"
    return Apology(
        head=case.head(forms.APOLOGY, case.competent(), number=""),
        title=str(case.form(forms.APOLOGY).title),
        asks=extended and case.form(forms.APOLOGY).circular == forms.CIRCULAR_2025[0],
        subject=f"Về việc {what} hồ sơ {dossier.number}",
        addressee=case.person("submitter").name,
        number=dossier.number or "",
        content=case.content(),
        received=case.received or case.moment,
        due=old,
        at_fault=at_fault,
        reason=case.reason(),
        new_due=new,
        result_at=dossier.received_unit.name_vi,
        recipients=("Như trên", dossier.received_unit.name_vi, "Lưu: VT, hồ sơ"),
        signer=signer_of(case),
    )


def _dates(case: Case) -> tuple[datetime, datetime | date]:
    """The date of return that was promised before, and the new one."""
    change = case.entry.details.get("extended")
    if isinstance(change, list):
        return local(datetime.fromisoformat(change[0])), local(datetime.fromisoformat(change[1]))
    return case.due() or case.moment, date.fromisoformat(str(case.entry.details["new_date"]))


def stop_notice(case: Case) -> StopNotice:
    """Form 05 of 2025: withdrawn, closed because papers did not come, or stopped."""
    dossier = case.dossier
    ground, basis = _ground(case)
    return StopNotice(
        head=case.head(forms.STOP_NOTICE, case.competent(), number=""),
        title=str(case.form(forms.STOP_NOTICE).title),
        subject="Về việc dừng giải quyết hồ sơ",
        addressee=case.person("submitter").name,
        number=dossier.number or "",
        content=case.content(),
        received=case.received,
        ground=ground,
        reason=case.reason(),
        basis=basis,
        contact=case.contact(),
        recipients=("Như trên", dossier.received_unit.name_vi, "Lưu: VT, hồ sơ"),
        signer=signer_of(case),
    )


def _ground(case: Case) -> tuple[str, str]:
    if case.entry.action == "dossiers.withdraw":
        return "Người nộp yêu cầu rút hồ sơ", case.regime.sources["withdrawal"]
    if case.entry.details.get("ending") == Ending.CLOSED:
        return "Không bổ sung, hoàn thiện hồ sơ trong thời gian quy định", case.regime.sources["supplement"]
    return "Cơ quan giải quyết dừng xử lý hồ sơ", ""


def signer_of(case: Case) -> Signer:
    """The leader of the competent agency on the day, if there is only one; otherwise the name is left to be written."""
    agency = case.competent()
    leaders = leaders_of(agency.pk, on=case.day)
    if len(leaders) != 1:
        return Signer(title=HEAD_OF_AGENCY)
    return Signer(title=title_at(leaders[0].pk, agency.pk) or HEAD_OF_AGENCY, name=leaders[0].full_name)
