"""The list of results that a counter handed to the post."""

from collections.abc import Iterable

from caicach.dossiers.exports.case import content_of, head_of, hidden
from caicach.dossiers.models import PostBundle, Return
from caicach.dossiers.permits import may_send_by_post
from caicach.dossiers.queries.printed import party_of
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.papers.rules import forms
from caicach.papers.rules.books import Posted, PostList


def post_list(bundle: PostBundle, results: Iterable[Return], actor: Actor) -> PostList:
    """The list as it was handed over; where people live is shown to those who send it. One statement."""
    day = local_day(bundle.handed_at)
    head, title = head_of(forms.POST_LIST, bundle.unit, day=day)
    open_to = may_send_by_post(actor, bundle.unit_id).allowed
    return PostList(
        head=head,
        title=title,
        number=str(bundle),
        giver=bundle.unit.name_vi,
        day=day,
        receipt=bundle.receipt,
        rows=tuple(_posted(one, open_to) for one in results),
    )


def _posted(one: Return, open_to: bool) -> Posted:
    dossier, owner = one.dossier, party_of(one.dossier, "owner")
    return Posted(
        number=dossier.number or "",
        content=content_of(dossier),
        result=dossier.rules_version.result_vi,
        owner=owner.get("name", ""),
        address=hidden(owner.get("address", ""), open_to=open_to),
        phone=hidden(owner.get("phone", ""), open_to=open_to),
        tracking=one.tracking,
    )
