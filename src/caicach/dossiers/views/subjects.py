"""The list of subjects on a dossier's page."""

from collections import Counter
from typing import Any

from caicach.dossiers.models import Dossier, Subject
from caicach.dossiers.queries.counter import subjects_of


def subjects_shown(dossier: Dossier) -> dict[str, Any] | None:
    """Each subject with its result in words, and how many of each; None where the dossier holds no list."""
    rows = subjects_of(dossier.pk) if dossier.subjects > 1 else []
    if not rows:
        return None
    counts = Counter(row.result for row in rows)
    return {
        "rows": [{"subject": row, "result": Subject.RESULTS.get(row.result, "")} for row in rows],
        "count": len(rows),
        "approved": counts["approved"],
        "denied": counts["denied"],
        "open": counts[""],
    }
