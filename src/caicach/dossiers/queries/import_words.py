"""What is wrong with a cell of another system's file, in words."""

from django.utils.translation import gettext as _

from caicach.dossiers.rules.imported import HEADS, LONGEST, WRONG, Fault


def fault_words(fault: Fault) -> str:
    """A fault such as `Hạn trả “2025-13-01”: không đọc được thời điểm …`."""
    what = _(WRONG[fault.code]).format(most=LONGEST.get(fault.column, 0))
    value = f" “{fault.value}”" if fault.value else ""
    return f"{HEADS[fault.column]}{value}: {what}"


def fault_text(fault: Fault) -> str:
    """A fault with its row, on one line."""
    return _("Dòng {row}, cột {what}").format(row=fault.row, what=fault_words(fault))
