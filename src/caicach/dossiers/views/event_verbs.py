"""The verbs of what happens beside the plain path, such as consulting another agency."""

from django.utils.translation import gettext_lazy as _

from caicach.dossiers import permits
from caicach.dossiers.forms import consult as forms
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.consult import consult
from caicach.dossiers.views.entry import PENDING, PROCESS, WORKING, Entry, is_open, running

EVENTS = (
    Entry(
        word="consult", title=_("Lấy ý kiến"), done=_("Đã ghi việc lấy ý kiến; thời gian giải quyết vẫn chạy."),
        form=forms.ConsultForm, service=consult, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING, when=running,
        hint=_("Lấy ý kiến không dừng tính thời gian. Đơn vị được hỏi xem được hồ sơ đến khi trả lời."),
    ),
    Entry(
        word="answer_consultation", title=_("Ghi ý kiến trả lời"), done=_("Đã ghi ý kiến trả lời."),
        form=forms.AnswerConsultationForm, service=answer_consultation,
        permit=permits.may_answer_consultation, roles=PROCESS,
        statuses=PENDING, when=lambda dossier: is_open(dossier) and dossier.consulting > 0,
    ),
)  # fmt: skip
"""A part of `views.verbs.VERBS`."""
