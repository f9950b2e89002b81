"""Every page on a desk's screen, dark, in Vietnamese. A file of its own beside the one for phones."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.every_page import look

pytestmark = pytest.mark.browser


def test_no_accessibility_fault_on_any_page(demo_copy: str, open_page: Callable[..., Any], site: str) -> None:
    look(open_page, site, width=1280, theme="dark", language="vi")
