"""The room `dossiers` as Django knows it."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.dossiers.digest import DIGEST
from caicach.dossiers.messages import KINDS
from caicach.dossiers.permits import AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE
from caicach.notices.register import register, register_link
from caicach.ui.register import add_navigation


class DossiersConfig(AppConfig):
    """Application `caicach.dossiers`: what happens to a dossier (hồ sơ thủ tục hành chính)."""

    name = "caicach.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Puts the list and the reception into the main navigation, and names the messages to citizens."""
        readers = (*AT_COUNTER_SEE, *AT_DESK_SEE, *COMPETENT_SEE)
        add_navigation("d", _("Hồ sơ"), "dossiers:list", readers, order=20)
        signers = (Role.DIVISION_HEAD, Role.AGENCY_LEADER)
        add_navigation("k", _("Chờ ký"), "dossiers:signing", signers, order=22)
        add_navigation("v", _("Cấp số, phát hành"), "dossiers:numbering", [Role.RECORDS_CLERK], order=24)
        add_navigation("t", _("Tiếp nhận hồ sơ"), "dossiers:receive", [Role.INTAKE_CLERK], order=30)
        register(*KINDS, DIGEST)
        register_link("dossier", lambda dossier_id: reverse("dossiers:dossier", args=[dossier_id]))
