"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (form 01 of Circular 01/2018/TT-VPCP and of Circular 03/2025/TT-VPCP)."""

from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.page import Page
from caicach.dossiers.rules.regime import DECREE_118
from caicach.dossiers.views.show import component_row, limit_text, people, works_on
from caicach.kit.acts import Actor
from caicach.kit.period import local


def slip(page: Page, *, actor: Actor) -> dict[str, object]:
    """What the paper prints: the promise of the day of acceptance, whatever happened since."""
    dossier = page.dossier
    accepted = dossier.accepted_at
    received = next((entry for entry in page.journal if entry.action == "dossiers.receive"), None)
    return {
        "dossier": dossier,
        "people": people(page.parties, open_to=works_on(actor, dossier)),
        "submitter": page.parties.get("submitter", {}).get("name", ""),
        "components": [component_row(one) for one in page.components if one.given],
        "limit": limit_text(dossier),
        "channel": Dossier.CHANNELS[dossier.channel],
        "clerk": received.who if received else "",
        "day": local(accepted).date() if accepted else None,
        "circular": "03/2025/TT-VPCP" if dossier.regime == DECREE_118.code else "01/2018/TT-VPCP",
    }
