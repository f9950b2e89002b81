"""Erase the personal values that the journal keeps beside the lines of one subject (xóa giá trị cá nhân)."""

from caicach.journal.models import Line, Personal


def erase(kind: str, subject_id: int) -> int:
    """Remove values and keys of all lines so far, in the caller's transaction; how many lines had some.

    The lines stay whole and their chain holds: the digests they bear say nothing from now on.
    """
    lines = Line.objects.filter(kind=kind, subject_id=subject_id).values("pk")
    return Personal.objects.filter(line_id__in=lines).delete()[0]
