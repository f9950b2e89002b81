"""The reception form: who, by which channel, with which papers; read without a single database statement."""

from collections.abc import Mapping, Sequence

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import TimedForm
from caicach.dossiers.forms.checklist import Checklist, PapersField
from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.queries.counter import Person
from caicach.dossiers.queries.offer import Offer
from caicach.dossiers.rules.identity_card import Card
from caicach.dossiers.rules.pasted import Listed, read_subjects
from caicach.dossiers.services.receive import PERSONAL, Intake, Somebody
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

SUBMITTER, OWNER, PROXY = "submitter", "owner", "proxy"


def _text(label: object, most: int, *, required: bool = False, hint: object = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=most,
        help_text=hint,  # type: ignore[arg-type]
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def _kind(*, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Đối tượng"), choices=list(Party.KINDS.items()), initial="person", required=required
    )


class ReceptionForm(TimedForm):
    """What is told and handed in at the counter.

    The units are numbers that the service checks (competence, grant), so that reading the form asks the database
    nothing; `offer` draws their names and the checklist.
    """

    unit = forms.IntegerField(
        label=_("Cơ quan giải quyết"), error_messages={"required": _("Hãy chọn cơ quan giải quyết.")}
    )
    received_unit = forms.IntegerField(label=_("Nơi tiếp nhận"))
    channel = forms.TypedChoiceField(
        label=_("Hình thức nộp"),
        coerce=int,
        choices=list(Dossier.CHANNELS.items()),
        initial=1,
        widget=forms.RadioSelect,
    )

    card = _text(
        _("Quét thẻ căn cước"),
        500,
        hint=_("Đặt con trỏ vào đây (phím F2) rồi quét mã QR trên thẻ; không có thẻ thì bỏ qua."),
    )

    submitter_kind = _kind()
    submitter_name = _text(_("Họ tên người nộp hoặc tên tổ chức"), 200, required=True)
    submitter_identity = _text(
        _("Số định danh cá nhân hoặc mã số tổ chức"),
        30,
        hint=_("Căn cước, hộ chiếu hoặc mã số thuế."),
        inputmode="text",
    )
    submitter_phone = _text(_("Điện thoại"), 20, inputmode="tel")
    submitter_email = forms.EmailField(label=_("Thư điện tử"), required=False)
    submitter_address = _text(_("Địa chỉ"), 300)

    owner_kind = _kind(required=False)
    owner_name = _text(_("Họ tên chủ hồ sơ hoặc tên tổ chức"), 200)
    owner_identity = _text(_("Số định danh của chủ hồ sơ"), 30)
    owner_address = _text(_("Địa chỉ của chủ hồ sơ"), 300)

    proxy_name = _text(_("Họ tên người được ủy quyền"), 200)
    proxy_identity = _text(_("Số định danh của người được ủy quyền"), 30)
    proxy_phone = _text(_("Điện thoại của người được ủy quyền"), 20, inputmode="tel")

    papers = PapersField(label=_("Thành phần hồ sơ"))
    summary = _text(
        _("Nội dung yêu cầu giải quyết"), 500, hint=_("Ví dụ: cấp lần đầu, cấp lại, tên công trình, tên hội.")
    )
    listed = forms.CharField(
        label=_("Danh sách đối tượng"),
        required=False,
        max_length=200_000,
        help_text=_("Dán từ bảng tính: mỗi dòng một người hoặc tập thể, các ô cách nhau bằng dấu tab."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    number = _text(
        _("Mã hồ sơ do hệ thống khác cấp"),
        60,
        hint=_("Chỉ ghi khi hồ sơ đã có mã từ Cổng Dịch vụ công hoặc hệ thống khác."),
    )

    def clean_listed(self) -> tuple[Listed, ...]:
        """The list of a pasted text."""
        try:
            return read_subjects(self.cleaned_data["listed"])
        except Refused as refused:
            raise forms.ValidationError(said(refused)) from refused

    def offer(self, offered: Offer, received_units: Sequence[Unit]) -> None:
        """Draws the names of the units and the checklist; for showing the form only."""
        self.fields["card"].widget.attrs |= {"autofocus": True} if not self.is_bound else {}
        self.fields["submitter_identity"].widget.attrs |= {
            "hx-post": reverse("dossiers:receive_person"),
            "hx-params": "submitter_identity,csrfmiddlewaretoken",
            "hx-trigger": "change",
            "hx-target": "#person",
            "hx-swap": "outerHTML",
        }
        widget = self.fields["papers"].widget
        if isinstance(widget, Checklist):
            widget.components = offered.components
        for name, units in (("unit", offered.units), ("received_unit", received_units)):
            field = self.fields[name]
            if len(units) == 1:
                field.widget, field.initial = forms.HiddenInput(), units[0].pk
            else:
                empty = [("", _("Chọn đơn vị"))]
                field.widget = forms.Select(choices=[*empty, *((unit.pk, unit.name) for unit in units)])

    def all_papers(self, offered: Offer) -> "ReceptionForm":
        """The same form with every component handed in as asked; for showing it again."""
        papers: dict[str, str] = {}
        for one in offered.components:
            papers |= {
                f"paper-{one.pk}-originals": str(one.originals or ""),
                f"paper-{one.pk}-copies": str(one.copies or ""),
            }
        return self.with_values(papers)

    def with_card(self, card: Card, known: Person | None) -> "ReceptionForm":
        """The same form with what stands on the card, and what is known of that person; for showing it again."""
        told = {"submitter_kind": "person", "submitter_identity": card.number, "submitter_name": card.name}
        more = self._missing(known) if known else {}
        return self.with_values({**more, **told, "submitter_address": card.address, "card": ""})

    def with_person(self, known: Person) -> "ReceptionForm":
        """The same form with what is known of the person; what was typed stays."""
        return self.with_values({"submitter_kind": known.kind, **self._missing(known)})

    def _missing(self, known: Person) -> dict[str, str]:
        told = {name: getattr(known, name) for name in ("name", "phone", "email", "address")}
        return {
            f"submitter_{name}": value
            for name, value in told.items()
            if not self.data.get(f"submitter_{name}", "").strip()
        }

    def with_values(self, values: Mapping[str, str]) -> "ReceptionForm":
        """The same form with other values; it is shown again to go on, so that nothing in it is wrong yet."""
        again = ReceptionForm({**{name: self.data[name] for name in self.data}, **values})
        again.is_valid()
        again.errors.clear()
        return again

    def refuse_card(self, refused: Refused) -> None:
        """Says at the card's field alone what could not be read."""
        self.is_valid()
        self.errors.clear()
        self.refuse(refused)

    def intake(self, procedure_id: int) -> Intake:
        """What a valid form tells, for the service."""
        told = self.cleaned_data
        return Intake(
            procedure_id=procedure_id,
            unit_id=told["unit"],
            received_unit_id=told["received_unit"],
            channel=told["channel"],
            parties=self._parties(),
            papers=told["papers"],
            summary=told["summary"],
            number=told["number"],
            listed=told["listed"],
        )

    def _parties(self) -> list[Somebody]:
        """Submitter and owner are kept apart even when they are one person; a proxy where one is named."""
        submitter = self._somebody(SUBMITTER)
        named = bool(self.cleaned_data["owner_name"].strip())
        owner = self._somebody(OWNER) if named else self._somebody(SUBMITTER, role=OWNER)
        proxy = [self._somebody(PROXY)] if self.cleaned_data["proxy_name"].strip() else []
        return [submitter, owner, *proxy]

    def _somebody(self, prefix: str, *, role: str = "") -> Somebody:
        told = self.cleaned_data
        values = {name: str(told.get(f"{prefix}_{name}") or "") for name in PERSONAL}
        return Somebody(role=role or prefix, kind=told.get(f"{prefix}_kind") or "person", **values)

    @property
    def owner_open(self) -> bool:
        """Whether the part about another owner is shown unfolded."""
        return self._entered("owner_name", "owner_identity", "owner_address")

    @property
    def proxy_open(self) -> bool:
        """Whether the part about a proxy is shown unfolded."""
        return self._entered("proxy_name", "proxy_identity", "proxy_phone")

    def _entered(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)
