"""The demo's director has a signature to be seen on papers, the department a seal."""

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.demo.rules.pictures import SIGNATURE, drawn, seal_of
from caicach.demo.rules.staff import HOME_AFFAIRS
from caicach.journal.services.record import record
from caicach.kit.acts import Act
from caicach.papers.services.set_picture import set_picture

DIRECTOR = "lanh-dao"


def set_pictures(act: Act) -> int:
    """Give them their invented pictures; how many there are."""
    body = Unit.objects.get(code=HOME_AFFAIRS)
    set_picture(act=act, record=record, of=User.objects.get(username=DIRECTOR), content=drawn(SIGNATURE))
    set_picture(act=act, record=record, of=body, content=seal_of(body.name_vi))
    return 2
