"""Record the result of each subject of a dossier (ghi kết quả từng đối tượng)."""

from collections import Counter
from collections.abc import Mapping

from caicach.dossiers.models import Subject
from caicach.dossiers.permits import may_process
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

CHANGED = ("result", "note")


@verb(permit=may_process)
def judge_subjects(turn: Turn, *, results: Mapping[int, tuple[str, str]]) -> None:
    """Keep result (`approved`, `denied`) and note of each subject by its place in the list.

    The dossier itself is decided once, by `decide`; who is denied here is told why in its answer.
    """
    turn.require_open()
    rows = {row.position: row for row in turn.subjects()}
    only_when(
        bool(results) and results.keys() <= rows.keys(),
        "unknown-subject",
        mark("Danh sách của hồ sơ đã khác; hãy mở lại trang."),
        field="results",
    )
    only_when(
        all(result in Subject.RESULTS for result, _ in results.values()),
        "unknown-result",
        mark("Hãy chọn kết quả cho từng đối tượng."),
        field="results",
    )
    told = []
    for place, (result, note) in sorted(results.items()):
        row = rows[place]
        if (row.result, row.note) != (result, note):
            row.result, row.note = result, note
            turn.changed.append((row, CHANGED))
            told.append(f"{place}\t{result}\t{note}".strip())
    only_when(bool(told), "nothing-changed", mark("Kết quả không có gì thay đổi."), field="results")
    counts = Counter(row.result for row in rows.values())
    turn.details |= {"approved": counts["approved"], "denied": counts["denied"], "open": counts[""]}
    turn.personal |= {"results": "\n".join(told)}
