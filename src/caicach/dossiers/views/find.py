"""Looking for dossiers: the words are sent by POST, and a number of a person never stands in an address."""

from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.rules.looked_for import names_a_person
from caicach.dossiers.views.dossier import READERS
from caicach.dossiers.views.saved import kept

SESSION = "dossiers_looked_for"
MOST = 10
"""So many searches of a session are remembered, the newest."""
LONGEST = 120


@permitted(*READERS)
@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """To the list of what is found, by an address that tells no number of a person."""
    return moved(request, request.POST)


def moved(request: HttpRequest, asked: QueryDict) -> HttpResponse:
    """To the list with these filters; words that name a person by number go by the session, under a key."""
    words = asked.get("q", "").replace("\0", " ").strip()[:LONGEST]
    query = QueryDict(kept(asked), mutable=True)
    query.pop("q", None)
    if names_a_person(words):
        query["look"] = remembered(request, words)
    elif words:
        query["q"] = words
    response = HttpResponseRedirect(f"{reverse('dossiers:list')}?{query.urlencode()}")
    response.status_code = 303
    return response


def remembered(request: HttpRequest, words: str) -> str:
    """The key under which the session keeps the words."""
    known = dict(request.session.get(SESSION, {}))
    key = token_urlsafe(9)
    request.session[SESSION] = dict([*known.items(), (key, words)][-MOST:])
    return key


def looked_for(request: HttpRequest) -> QueryDict:
    """The filters of an address, with the words that the session keeps for it."""
    query = request.GET.copy()
    key = query.get("look", "")
    words = request.session.get(SESSION, {}).get(key) if key else None
    if words is not None:
        query["q"] = words
    return query
