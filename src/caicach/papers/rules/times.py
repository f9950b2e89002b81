"""Days and moments as papers write them (Decree 30/2020/NĐ-CP, annex I: days below 10, months 1 and 2 with a 0)."""

from datetime import date, datetime


def day_words(day: date) -> str:
    """A day such as "ngày 04 tháng 8 năm 2025"."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_words(moment: datetime) -> str:
    """A moment (wall clock) such as "09 giờ 05 phút, ngày 04 tháng 8 năm 2025"."""
    return f"{moment:%H} giờ {moment:%M} phút, {day_words(moment)}"
