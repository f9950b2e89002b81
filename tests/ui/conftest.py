"""The lowest room stands alone here: the notice that an upper room puts on its pages is a plain text."""

import pytest

from caicach.ui import register


@pytest.fixture(autouse=True, scope="module")
def plain_notice():
    """The notice of a demonstration, without the records that an upper room looks up for it."""
    before = list(register._notice)
    register.set_notice(lambda: "Dữ liệu minh họa")
    yield
    register._notice[:] = before
