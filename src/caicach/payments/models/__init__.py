"""Fees charged, money taken, and the counts at the end of a day."""

from caicach.payments.models.day_count import DayCount
from caicach.payments.models.due import Due
from caicach.payments.models.receipt import Receipt

__all__ = ["DayCount", "Due", "Receipt"]
