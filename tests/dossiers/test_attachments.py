"""Files of a dossier: attached, taken off, split, reused, secret, infected; and when the dossier is digitised."""

import io
from datetime import date

import pikepdf
import pytest
from desk_work import RECEIVED, refused
from django.db import DatabaseError, connection
from django.utils import timezone

import world
from caicach.dossiers import tasks
from caicach.dossiers.models import Attachment, Dossier, Fact, Read
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.digitised import digitised
from caicach.dossiers.rules.pages import check_split, listed, pages_of
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.attach import About, attach
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.detach import detach
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.load_histories import History, Step, load_histories
from caicach.dossiers.services.number import number
from caicach.dossiers.services.quarantine import quarantine
from caicach.dossiers.services.receive import Intake, Somebody, receive
from caicach.dossiers.services.record_read import record_read
from caicach.dossiers.services.release import release
from caicach.dossiers.services.reuse_file import reuse_file
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.split_scan import split_scan
from caicach.dossiers.services.submit_document import submit_document
from caicach.figures.queries.answers import answer
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.journal.models import Line, Personal
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.papers.models import File
from caicach.papers.queries.files import open_file
from caicach.papers.services.keep_file import keep_file
from papers import samples

AT, LATER = "2025-08-05T09:00", "2025-08-06T09:00"
AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))


def kept(pages: int = 1) -> File:
    now = timezone.now()
    content = samples.pdf(pages, width=200 + 10 * pages)
    return keep_file(Act(actor=SYSTEM, at=now, now=now), content, name="giấy.pdf", made=True, pages=pages)


def put(here: world.World, dossier: Dossier, place: int, file: File | None = None, **more: object) -> Dossier:
    """A file for the component at a place, from the counter."""
    component = here.components[place].pk
    return attach(here.act("clerk", AT), dossier.pk, kind="component", component_id=component, file=file, **more)


def give_result(here: world.World, dossier: Dossier, file: File | None = None) -> Dossier:
    return attach(here.act("officer", AT), dossier.pk, kind="result", file=file or kept(9), source="scan")


def end(here: world.World, dossier: Dossier) -> Dossier:
    decide(here.act("officer", LATER), dossier.pk, decision="granted")
    return finish(here.act("officer", LATER), dossier.pk)


def test_a_file_is_part_of_what_the_journal_vouches_for(here: world.World, dossier: Dossier) -> None:
    file = kept()
    about = About(title="Bằng của Y Bhăm", owner_name="Y Bhăm Niê", owner_identity="066000000001", paper_type="bang")
    act = here.act("clerk", AT)
    for _ in range(2):  # the same key again changes nothing
        attach(act, dossier.pk, kind="component", component_id=here.components[0].pk, file=file, about=about)
    row = Attachment.objects.get()
    assert (row.file, row.title, row.source, row.detached_at) == (file, "Bằng của Y Bhăm", "upload", None)
    line = Line.objects.filter(kind="dossier").latest("id")
    assert (line.action, file.sha256 in line.body) == ("dossiers.attach", True)
    assert "Bhăm" not in line.body
    assert "066000000001" not in line.body
    assert Personal.objects.get(line_id=line.pk).values["owner_name"] == "Y Bhăm Niê"
    assert verify().finding is None


@pytest.mark.parametrize(
    ("required", "held", "processed", "result", "counts"),
    [
        ([1, 2], [1, 2], True, True, True),
        ([1, 2], [1, 2, 3], True, True, True),
        ([1, 2], [1], True, True, False),
        ([1, 2], [1, 2], True, False, False),
        ([1, 2], [1, 2], False, True, False),
        ([], [], True, True, True),
    ],
)
def test_the_rule(required: list[int], held: list[int], processed: bool, result: bool, counts: bool) -> None:
    assert digitised(required=required, held=held, processed=processed, result=result) is counts


def test_it_is_digitised_by_its_last_piece_and_no_more_when_one_is_taken_off(
    here: world.World, dossier: Dossier
) -> None:
    put(here, dossier, 0, kept(1), source="scan")
    give_result(here, dossier)
    assert end(here, dossier).digitised is False
    assert put(here, dossier, 1, kept(2)).digitised is True
    assert _rate() == "1/1"
    one = Attachment.objects.filter(component=here.components[1]).get()
    gone = detach(here.act("clerk", LATER), dossier.pk, attachment_id=one.pk, reason="nhầm người")
    assert (gone.digitised, _rate()) == (False, "0/1")
    one.refresh_from_db()
    assert one.detached_at is not None
    assert (
        Fact.objects.filter(subject_id=dossier.pk).order_by("version").values_list("digitised", flat=True).last()
        is False
    )
    refused(
        "attachment-unknown",
        lambda: detach(here.act("clerk", LATER), dossier.pk, attachment_id=one.pk, reason="lần nữa"),
    )
    assert verify().finding is None


def _rate() -> str:
    found = answer("dossiers.digitised_rate", scope=scope_of("so", on=AUGUST.last), period=AUGUST, seal=know(None))
    return f"{found.numerator}/{found.denominator}"


def test_what_was_handed_in_electronically_counts_and_a_withdrawn_one_is_not_asked(here: world.World) -> None:
    """A dossier without a result is in neither part of the rate."""
    plain = here.intake(papers=tuple(Given(one.pk, electronic=True) for one in here.components))
    online = receive(here.act("clerk", RECEIVED), plain)
    decide(here.act("leader", AT), online.pk, decision="granted")
    assert finish(here.act("leader", AT), online.pk).digitised is False
    assert _rate() == "0/1"
    found = attach(here.act("clerk", AT), online.pk, kind="result", elsewhere="Kho kết quả: KQ-2025-01", source="made")
    assert (found.digitised, _rate()) == (True, "1/1")


def test_a_history_is_digitised_by_the_same_rule(here: world.World) -> None:
    """In memory, written in bulk: scanned papers and a result that another system keeps."""

    def history(*, scanned: bool, elsewhere: str) -> History:
        papers = tuple(Given(one.pk, originals=1, electronic=scanned) for one in here.components)
        at = here.act("clerk", AT).at
        leader = here.actor("leader")
        steps = (
            Step(verb=decide, actor=leader, at=at, values={"decision": "granted"}),
            Step(verb=finish, actor=leader, at=at, values={"result_elsewhere": elsewhere}),
        )
        return History(intake=here.intake(papers=papers), actor=here.actor("clerk"),
                       received_at=here.act("clerk", RECEIVED).at, steps=steps)  # fmt: skip

    told = [history(scanned=True, elsewhere="KQ-1"), history(scanned=True, elsewhere=""),
            history(scanned=False, elsewhere="KQ-2")]  # fmt: skip
    loaded = load_histories(told, now=timezone.now(), origin="import")
    assert [one.digitised for one in loaded] == [True, False, False]
    assert (Attachment.objects.count(), _rate()) == (2, "1/3")


def test_a_secret_paper_is_never_uploaded(here: world.World, dossier: Dossier) -> None:
    refused("secret-uploaded", lambda: put(here, dossier, 0, kept(), secret_number="12/M-2025"))
    put(here, dossier, 0, None, secret_number="12/M-2025")
    stub = Attachment.objects.get()
    assert (stub.file, stub.secret_number) == (None, "12/M-2025")
    put(here, dossier, 1, kept())
    give_result(here, dossier)
    assert end(here, dossier).digitised is True  # it is handled outside the system, so nothing is missing here
    assert "12/M-2025" not in "".join(Line.objects.values_list("body", flat=True))


def test_what_is_no_place_or_nothing_is_refused(here: world.World, dossier: Dossier) -> None:
    refused(
        "component-unknown",
        lambda: attach(here.act("clerk", AT), dossier.pk, kind="component", component_id=999_999, file=kept()),
    )
    refused("nothing-attached", lambda: put(here, dossier, 0, None))
    refused("not-permitted", lambda: attach(here.act("reformer", AT), dossier.pk, kind="other", file=kept()))
    refused("not-permitted", lambda: attach(here.act("sibling", AT), dossier.pk, kind="other", file=kept()))


def test_a_stack_is_split_onto_its_components(here: world.World, dossier: Dossier) -> None:
    attach(here.act("clerk", AT), dossier.pk, kind="other", file=kept(6), source="scan")
    stack = Attachment.objects.get()
    first, second = (str(one.pk) for one in here.components)

    def split(**ranges: str) -> Dossier:
        named = {first: ranges.get("first", ""), second: ranges.get("second", ""), "left_out": ranges.get("blank", "")}
        return split_scan(here.act("clerk", LATER), dossier.pk, attachment_id=stack.pk, ranges=named)

    for code, ranges in {
        "pages-left": {"first": "1-2", "second": "3, 4"},
        "pages-twice": {"first": "1-3", "second": "3-6"},
        "pages": {"first": "1-7", "second": ""},
        "pages-none": {"blank": "1-6"},
    }.items():
        refused(code, lambda ranges=ranges: split(**ranges))
    split(first="5, 1–2", second="3,4", blank="6")
    stack.refresh_from_db()
    assert stack.detached_at is not None
    parts = Attachment.objects.filter(detached_at=None).order_by("component__position").select_related("file")
    assert [(one.component_id, one.source, one.file.pages) for one in parts] == [
        (here.components[0].pk, "scan", 3),
        (here.components[1].pk, "scan", 2),
    ]
    assert _widths(parts[0].file) == [264, 260, 261]  # the pages themselves, in the order named
    assert _widths(parts[1].file) == [262, 263]


def _widths(file: File) -> list[int]:
    with open_file(file) as stream, pikepdf.open(io.BytesIO(stream.read())) as pdf:
        return [int(page.mediabox[2]) for page in pdf.pages]


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", []), ("3", [3]), ("1-2, 5", [1, 2, 5]), (" 4 – 6 ; 1,", [4, 5, 6, 1]), ("6-6", [6])],
)
def test_pages_as_people_type_them(text: str, pages: list[int]) -> None:
    assert pages_of(text, last=6) == pages


@pytest.mark.parametrize("text", ["0", "7", "3-2", "a", "1-2-3", "-1", "1 2", "99999999", "1.5", "²"])
def test_what_are_no_pages(text: str) -> None:
    with pytest.raises(Refused) as raised:
        pages_of(text, last=6)
    assert raised.value.code == "pages"


def test_pages_left_are_told_shortly() -> None:
    assert listed([1, 2, 3, 5, 8, 9]) == "1-3, 5, 8-9"
    with pytest.raises(Refused, match="Trang 2-3, 6 chưa"):
        check_split({"a": [1, 4], "b": [5]}, last=6)


def test_an_earlier_file_of_the_same_person_is_reused(here: world.World, dossier: Dossier) -> None:
    reusable, plain = here.components
    type(reusable).objects.filter(pk=reusable.pk).update(reusable=True)
    put(here, dossier, 0, kept(3), about=About(title="Bằng đại học", valid_to=date(2025, 12, 31)))
    earlier = Attachment.objects.get()

    def other(identity: str) -> Dossier:
        intake = here.intake()
        person = Somebody(role="submitter", kind="person", name="Ai", identity=identity)
        return receive(
            here.act("clerk", AT),
            Intake(**{**{name: getattr(intake, name) for name in intake.__slots__}, "parties": [person]}),
        )

    mine, stranger, nameless = other("066000000001"), other("066000000002"), other("")

    def reuse(of: Dossier, *, who: str = "clerk", component: int = reusable.pk, at: str = LATER) -> Dossier:
        return reuse_file(here.act(who, at), of.pk, component_id=component, attachment_id=earlier.pk)

    refused("attachment-unknown", lambda: reuse(stranger))
    refused("attachment-unknown", lambda: reuse(nameless))
    refused("attachment-unknown", lambda: reuse(mine, at="2026-01-05T09:00"))  # no longer valid
    refused("paper-not-reusable", lambda: reuse(mine, component=plain.pk))
    reuse(mine)
    row = Attachment.objects.get(dossier=mine)
    assert (row.file, row.source, row.title) == (earlier.file, "reused", "Bằng đại học")
    File.objects.update(scan=File.INFECTED)
    refused("attachment-unknown", lambda: reuse(mine))


def test_reuse_reaches_no_dossier_that_one_may_not_open(here: world.World, dossier: Dossier) -> None:
    """The officer of another division, to whom a dossier of the same person comes, does not see this one's files."""
    component = here.components[0]
    type(component).objects.filter(pk=component.pk).update(reusable=True)
    put(here, dossier, 0, kept())
    second = receive(here.act("clerk", AT), here.intake())
    Dossier.objects.filter(pk=second.pk).update(handling_unit=here.units["phong2"])
    refused(
        "attachment-unknown",
        lambda: reuse_file(here.act("sibling", LATER), second.pk, component_id=component.pk,
                           attachment_id=Attachment.objects.get().pk),
    )  # fmt: skip


def test_what_is_found_infected_is_taken_off_and_counts_no_more(here: world.World, dossier: Dossier) -> None:
    put(here, dossier, 0, kept(1))
    put(here, dossier, 1, kept(2))
    give_result(here, dossier)
    assert end(here, dossier).digitised is True
    now = timezone.now()
    assert quarantine(Act(actor=SYSTEM, at=now, now=now)) == 0
    File.objects.filter(pk=Attachment.objects.filter(component=here.components[1]).get().file_id).update(
        scan="infected"
    )
    assert quarantine(Act(actor=SYSTEM, at=now, now=now)) == 1
    assert quarantine(Act(actor=SYSTEM, at=now, now=now)) == 0
    dossier.refresh_from_db()
    assert (dossier.digitised, Attachment.objects.filter(detached_at=None).count()) == (False, 2)
    assert Line.objects.latest("id").action == "dossiers.quarantine"
    assert verify().finding is None


def test_the_worker_takes_off_what_was_found_since(here: world.World, dossier: Dossier) -> None:
    put(here, dossier, 0, kept(1))
    put(here, dossier, 1, kept(2))
    File.objects.filter(attachments__component=here.components[0]).update(scan=File.INFECTED)
    tasks.quarantine(timestamp=0)
    gone = Attachment.objects.exclude(detached_at=None).get()
    assert gone.component == here.components[0]
    assert Line.objects.latest("id").action == "dossiers.quarantine"
    lines = Line.objects.count()
    tasks.quarantine(timestamp=60)
    assert Line.objects.count() == lines


def test_reads_are_noted_and_stay(here: world.World, dossier: Dossier) -> None:
    put(here, dossier, 0, kept())
    record_read(here.act("officer", LATER), dossier.pk, attachment=Attachment.objects.get())
    read = Read.objects.get()
    assert (read.dossier_id, read.user) == (dossier.pk, here.users["officer"])
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_read")


def test_the_released_paper_is_the_electronic_result(here: world.World, dossier: Dossier) -> None:
    """Nobody attaches the result a second time when it was signed and released here."""
    for place in (0, 1):
        put(here, dossier, place, kept(place + 1))
    draft(here.act("officer", AT), dossier.pk, kind="decision", outcome="granted", title="Về việc", body="Điều 1.")
    submit_document(here.act("officer", AT), dossier.pk, sheet="Kính trình")
    initial(here.act("head", AT), dossier.pk)
    approve(here.act("leader", AT), dossier.pk)
    sign(here.act("leader", AT), dossier.pk)
    number(here.act("records", LATER), dossier.pk, number=41)
    done = release(here.act("records", LATER), dossier.pk, scan=io.BytesIO(samples.image()))
    result = Attachment.objects.select_related("file").get(kind="result")
    assert (result.source, result.file.media_type, done.digitised) == ("scan", "image/jpeg", True)
