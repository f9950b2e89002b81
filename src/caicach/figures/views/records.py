"""The list behind a figure: as many rows as the figure says, one page after the other."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.queries.answers import answer, listed_total, subjects
from caicach.figures.rules.asked import read_number
from caicach.figures.rules.expression import NUMERATOR, parts
from caicach.figures.views.asked import asked, refusing
from caicach.figures.views.figure import made_of, part_words
from caicach.figures.views.rows import rows
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark
from caicach.ui.tags import number_text

PAGE = 50


@signed_in
@require_safe
@refusing
def records(request: ActorRequest, code: str) -> HttpResponse:
    """One page of the subjects of the figure's numerator or denominator, by id; the next page begins after the last.

    A figure that is made of others has no list of its own: the page leads to theirs.
    """
    question = asked(request, code)
    part = request.GET.get("part") or NUMERATOR
    after = read_number(request.GET["after"], field="after") if request.GET.get("after") else None
    found = answer(code, scope=question.scope, period=question.period, seal=question.seal, filters=question.filters)
    counts = parts(found.figure.expression)
    if found.children and not request.GET.get("part"):
        context = {"question": question, "answer": found, "whose": question.whose(),
                   "made_of": made_of(question, found)}  # fmt: skip
        return render(request, "figures/records.html", context)
    if part not in counts:
        raise Unknown("unknown-part", mark("Số liệu này không có phần “{part}”."), values={"part": part})
    page = subjects(code, scope=question.scope, period=question.period, seal=question.seal, part=part,
                    filters=question.filters, after=after, limit=PAGE + 1)  # fmt: skip
    shown = page[:PAGE]
    total = listed_total(found, part)
    context = {
        "question": question,
        "answer": found,
        "part": part_words(found, part) if len(counts) > 1 else "",
        "total": total,
        "rows": rows(counts[part], shown, request.actor),
        "whose": question.whose(),
        "other_parts": [(part_words(found, other), question.records_url(other)) for other in counts if other != part],
        "first_url": question.records_url(part) if after is not None else "",
        "pager": {
            "previous_url": "",
            "next_url": question.records_url(part, shown[-1]) if len(page) > PAGE else "",
            "words": _("Trang này: {shown} trong {total}").format(
                shown=number_text(len(shown)), total=number_text(total)
            ),
        },
    }
    return render(request, "figures/records.html", context)
