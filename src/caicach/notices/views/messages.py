"""The page of messages for those who look after them, and their two decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as flashes
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, View, permitted
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.notices.forms import DecisionForm, Filters, request_key
from caicach.notices.models import Message
from caicach.notices.permits import TEND
from caicach.notices.queries.outbox import Outbox, listed, one_tended, outbox, tended_by
from caicach.notices.rules.state import STOPPED, State
from caicach.notices.services.cancel import cancel as cancelling
from caicach.notices.services.retry import retry as retrying
from caicach.notices.tags import COLOURS, channel_text, state_text, told
from caicach.ui.tags import number_text

UNPROCESSABLE = 422
SHORT = 120


@permitted(*TEND)
@require_safe
def messages(request: ActorRequest) -> HttpResponse:
    """How much waits, since when, and the messages one by one."""
    now = timezone.now()
    mine = tended_by(request.actor)
    form = Filters(request.GET.dict())
    found = listed(mine, form.ask(request.GET.get("before", "")))
    state = outbox(mine, now=now)
    context = {
        "form": form,
        "tabs": _tabs(state, request.GET.get("state", "")),
        "oldest": state.oldest,
        "waited": _waited(state, now),
        "channels": [channel_text(channel) for channel in state.channels],
        "rows": [told(message) for message in found.messages],
        "narrowed": bool(request.GET.get("state") or request.GET.get("channel")),
        "paging": {"previous_url": "", "next_url": _older(request, found.next), "words": ""},
    }
    return render(request, "notices/messages.html", context)


def _tabs(state: Outbox, current: str) -> list[dict[str, object]]:
    return [
        {
            "label": state_text(code),
            "count": state.counts[code],
            "colour": COLOURS[code],
            "urgent": code in (State.IN_DOUBT, State.FAILED) and state.counts[code] > 0,
            "current": code == current,
            "url": f"?state={code}",
        }
        for code in State
    ]


def _waited(state: Outbox, now: datetime) -> str:
    """In minutes, from two hours on in hours."""
    minutes = int(state.age(now).total_seconds()) // 60
    if minutes < SHORT:
        return gettext("{count} phút").format(count=number_text(minutes))
    return gettext("{count} giờ").format(count=number_text(minutes // 60))


def _older(request: ActorRequest, before: int | None) -> str:
    if before is None:
        return ""
    query = request.GET.copy()
    query["before"] = str(before)
    return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One of the decisions about a message; the word is the address, the permit's and the service's name.

    The hint is told in the states `hinted`.
    """

    word: str
    title: str | Promise
    hint: str | Promise
    hinted: frozenset[str]
    done: str | Promise
    service: Callable[..., Message]


DECISIONS = (
    Decision(
        word="retry",
        title=_("Gửi lại"),
        hint=_("Tin có thể đã đến người nhận; gửi lại thì người đó có thể nhận hai lần."),
        hinted=frozenset({State.IN_DOUBT}),
        done=_("Tin được gửi lại trong ít phút tới."),
        service=retrying,
    ),
    Decision(
        word="cancel",
        title=_("Hủy gửi"),
        hint=_("Tin không được gửi nữa; bản ghi vẫn còn."),
        hinted=STOPPED,
        done=_("Đã hủy tin."),
        service=cancelling,
    ),
)


def view_of(decision: Decision) -> View[[ActorRequest, int]]:
    """The view of one decision: its form, and the act."""

    def decide(request: ActorRequest, message_id: int) -> HttpResponse:
        message = one_tended(request.actor, message_id)
        if message is None:
            raise Http404
        key = request_key(request.POST)
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            now = timezone.now()
            act = Act(actor=request.actor, at=now, now=now, key=key)
            try:
                decision.service(act, message_id, reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.refuse(refused)
            else:
                flashes.success(request, str(decision.done))
                response = HttpResponseRedirect(reverse("notices:messages"))
                response.status_code = 303
                return response
        context = {
            "decision": decision,
            "message": told(message),
            "hint": decision.hint if message.state in decision.hinted else "",
            "form": form,
            "request_key": key,
            "submit_label": decision.title,
            "cancel_url": reverse("notices:messages"),
        }
        return render(
            request, "notices/decide.html", context, status=UNPROCESSABLE if request.method == "POST" else 200
        )

    decide.__name__ = decision.word
    return permitted(*TEND)(require_http_methods(["GET", "POST"])(decide))
