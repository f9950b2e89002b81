"""What the demo tells of itself: its anchor date, the notice on its pages, and the accounts to sign in with."""

from datetime import date

from django.db import DatabaseError, connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caicach.accounts.rules import TITLES
from caicach.demo.models import Mark
from caicach.demo.rules.staff import PASSWORD, shown

_anchors: dict[str, date | None] = {}
"""By the database's name: asked once in the life of a process, because every page wants to know."""


def anchor() -> date | None:
    """The day that this database's demo takes for today; None in a real house.

    A process that has found no demo once keeps to it; whoever loads one beside a running server restarts the server.
    """
    name = str(connection.settings_dict["NAME"])
    if name not in _anchors:
        _anchors[name] = Mark.objects.order_by("pk").values_list("anchor", flat=True).first()
    return _anchors[name]


def forget() -> None:
    """Forget what was asked; for the process that has just loaded a demo."""
    _anchors.clear()


def notice() -> str:
    """The notice for every page of a demo database; empty in a real house."""
    try:
        day = anchor()
    except DatabaseError:  # the page that says so must be drawn without a database, too
        return ""
    if day is None:
        return ""
    return _("Dữ liệu minh họa: người, tổ chức và hồ sơ đều do phần mềm đặt ra. Ngày lấy làm hôm nay: {day}.").format(
        day=date_format(day, "DATE_FORMAT")
    )


def logins() -> list[tuple[str, str, str]]:
    """One account for each role: title of the role in the active language, username, password."""
    return [(_(TITLES[employee.role]), employee.username, PASSWORD) for employee in shown()]
