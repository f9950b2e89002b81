"""The part of the access matrix that is about one dossier: verbs, papers, files."""

import pytest

from access.ground import Ground
from access.table import ROUTES
from access.walk import about_a_dossier, assert_as_the_table_says


@pytest.mark.parametrize("address", [address for address in ROUTES if about_a_dossier(address)])
def test_everybody_gets_what_the_table_says(ground: Ground, address: str) -> None:
    assert_as_the_table_says(ground, address)
