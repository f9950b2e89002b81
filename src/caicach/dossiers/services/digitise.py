"""Let a dossier say whether it is digitised; every verb that changes its files or its end calls this."""

from collections.abc import Iterable

from caicach.dossiers.models import Attachment, Paper
from caicach.dossiers.rules.digitised import digitised, tally
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.turn import Turn
from caicach.papers.models import File


def redigitise(turn: Turn) -> None:
    """Set `digitised` and its counts as the turn's files and papers stand; three statements once it is processed."""
    dossier = turn.dossier
    processed = dossier.finished_at is not None and dossier.ending == Ending.PROCESSED
    now = processed and _counted(turn)
    if now != dossier.digitised:
        dossier.digitised = now
        turn.details |= {"digitised": now}


def _counted(turn: Turn) -> bool:
    """Whether the dossier counts as digitised; what that rests on is told apart on it."""
    dossier, papers, live = turn.dossier, papers_of(turn), live_attachments(turn)
    required = [one.pk for one in dossier.rules_version.components.all() if one.required]
    held = held_electronically(papers, live)
    counted = tally(required, held, _reused(papers, live))
    dossier.components, dossier.components_digitised = counted.required, counted.held
    dossier.components_reused = counted.reused
    dossier.result_digitised = any(one.kind == Attachment.RESULT and usable(one) for one in live)
    return digitised(required=required, held=held, processed=True, result=dossier.result_digitised)


def _reused(papers: Iterable[Paper], attachments: Iterable[Attachment]) -> set[int]:
    """The components for which data already held was taken instead of asking again."""
    handed = {paper.component_id for paper in papers if paper.reused}
    taken = (one for one in attachments if one.source == Attachment.REUSED and usable(one))
    return handed | {one.component_id for one in taken if one.component_id is not None}


def held_electronically(papers: Iterable[Paper], attachments: Iterable[Attachment]) -> set[int]:
    """The components that have an electronic form, or need none because they are secret."""
    handed = {paper.component_id for paper in papers if paper.electronic or paper.reused}
    attached = {one.component_id for one in attachments if one.component_id is not None and usable(one)}
    return handed | attached


def usable(attachment: Attachment) -> bool:
    """Whether an attachment stands for its paper: in place, and not infected."""
    infected = attachment.file is not None and attachment.file.scan == File.INFECTED
    return attachment.detached_at is None and not infected


def papers_of(turn: Turn) -> list[Paper]:
    """What was handed in so far, this turn included."""
    stored = turn.papers
    if stored is None:
        stored = list(turn.dossier.papers.all()) if turn.dossier.pk else []
    return [*stored, *turn.new_papers]


def live_attachments(turn: Turn) -> list[Attachment]:
    """The attachments in place after this turn."""
    stored = turn.attachments
    if stored is None:
        found = Attachment.objects.filter(dossier=turn.dossier, detached_at=None) if turn.dossier.pk else None
        stored = list(found.select_related("file")) if found is not None else []
    gone = {row.pk for row, _ in turn.changed if isinstance(row, Attachment) and row.detached_at is not None}
    added = [row for row in turn.added if isinstance(row, Attachment)]
    return [one for one in [*stored, *added] if one.detached_at is None and (one.pk is None or one.pk not in gone)]
