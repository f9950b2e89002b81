"""Every page on a phone, light, in English. A file of its own, so that both widths are looked at side by side."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.every_page import look

pytestmark = pytest.mark.browser


def test_no_accessibility_fault_on_any_page(demo_copy: str, open_page: Callable[..., Any], site: str) -> None:
    look(open_page, site, width=390, theme="light", language="en")
