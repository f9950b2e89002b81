"""The channels closed unless a test opens them; a postbox and a gateway that answer."""

from collections.abc import Iterator

import pytest

from notices.servers import GatewayServer, Postbox, gateway_server, smtp_server


@pytest.fixture(autouse=True)
def _closed(settings: object) -> None:
    settings.MESSAGES_MAIL = None
    settings.MESSAGES_GATEWAY = None


@pytest.fixture
def postbox(settings: object) -> Iterator[Postbox]:
    """The mail server of this house."""
    with smtp_server() as (box, named):
        settings.MESSAGES_MAIL = named
        yield box


@pytest.fixture
def gateway(settings: object) -> Iterator[GatewayServer]:
    """The gateway of this house, for SMS."""
    with gateway_server() as (server, named):
        settings.MESSAGES_GATEWAY = named
        yield server
