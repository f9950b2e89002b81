"""The small province with a procedure that has a fee."""

import pytest

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.receive import receive
from caicach.procedures.models import Fee, FeeExemption

DAY = "2026-11-19T09:00"


@pytest.fixture
def here(database: str) -> world.World:
    """Its one procedure costs 30 000 đồng, online too; the poor are exempt."""
    found = world.build()
    fee = Fee.objects.create(version=found.version, name_vi="Phí sao chụp", name_en="Copies", amount=30_000, timing=1)
    FeeExemption.objects.create(fee=fee, name_vi="Hộ nghèo", name_en="Poor household")
    found.version.online_payment = True
    found.version.save()
    return found


@pytest.fixture
def dossier(here: world.World) -> Dossier:
    """Received, its fee due."""
    return receive(here.act("clerk", DAY), here.intake())
