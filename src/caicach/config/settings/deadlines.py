"""What the system does by itself when days have passed, and when it calls a thing old."""

import os

# Papers asked for under Decree 118/2025/NĐ-CP: remind on the tenth day, close after the fifteenth (Art. 19(5)).
REMIND_UNANSWERED = os.environ.get("REMIND_UNANSWERED", "1") == "1"
CLOSE_UNANSWERED = os.environ.get("CLOSE_UNANSWERED", "1") == "1"
# A result that waits longer than so many days is listed as uncollected.
UNCOLLECTED_DAYS = int(os.environ.get("UNCOLLECTED_DAYS", "30"))
