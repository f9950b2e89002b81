"""The list of results that a counter handed to the post."""

from collections.abc import Iterable

from caicach.agencies.queries import letterhead
from caicach.dossiers.exports.case import HIDDEN, content_of
from caicach.dossiers.models import PostBundle, Return
from caicach.dossiers.permits import may_send_by_post
from caicach.dossiers.queries.books import owner_in
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.papers.rules import forms
from caicach.papers.rules.books import Posted, PostList
from caicach.papers.rules.forms import form_on
from caicach.papers.rules.sheets import Head


def post_list(bundle: PostBundle, results: Iterable[Return], actor: Actor) -> PostList:
    """The list as it was handed over; where people live is shown to those who send it. One statement."""
    day = local_day(bundle.handed_at)
    form, top = form_on(forms.POST_LIST, day), letterhead(bundle.unit, on=day)
    open_to = may_send_by_post(actor, bundle.unit_id).allowed
    return PostList(
        head=Head(
            agency_above=top.agency_above, agency=top.agency, place=top.place, day=day, form=form.note if form else ""
        ),
        title=str(form.title) if form else "",
        number=str(bundle),
        giver=bundle.unit.name_vi,
        day=day,
        receipt=bundle.receipt,
        rows=tuple(_posted(one, open_to) for one in results),
    )


def _posted(one: Return, open_to: bool) -> Posted:
    dossier, owner = one.dossier, owner_in(one.dossier)
    address, phone = (owner.get(name, "") for name in ("address", "phone"))
    return Posted(
        number=dossier.number or "",
        content=content_of(dossier),
        result=dossier.rules_version.result_vi,
        owner=owner.get("name", ""),
        address=address if open_to or not address else HIDDEN,
        phone=phone if open_to or not phone else HIDDEN,
        tracking=one.tracking,
    )
