"""`caicach figure`: the answer as a document and as text."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from caicach.agencies.models import Unit
from caicach.config.arguments import Parser
from caicach.config.commands import figure
from caicach.figures.services.know import know
from caicach.kit.refusal import Refused, Unknown
from figures.trial import Thing, tell

KEYS = ["code", "title", "agency", "from", "to", "as_of", "numerator", "denominator", "value", "printed", "definition",
        "reading"]  # fmt: skip
YEAR = ["--from", "2023-01-01", "--to", "2023-12-31"]


def run(*arguments: str) -> tuple[dict[str, Any], str]:
    parser = Parser(prog="caicach figure")
    figure.add_arguments(parser)
    with translation.override("vi"):
        code, document, text = figure.run(parser.parse_args(arguments))
    assert code == 0
    return json.loads(json.dumps(document)), text


@pytest.fixture
def told(department: Unit) -> Unit:
    """Two finished early, one on its last day, one open."""
    early, exact = date(2023, 3, 5), date(2023, 3, 10)
    tell(
        *(Thing(number, unit=department.pk, finished=day) for number, day in enumerate([early, early, exact, None], 1))
    )
    return department


@pytest.mark.usefixtures("told")
def test_a_ratio_with_its_records() -> None:
    document, _ = run("figures.early_rate", "--agency", "so-noi-vu", *YEAR, "--records")
    assert list(document) == [*KEYS, "records_sha256", "records"]
    assert document["records"] == {
        "numerator": ["T-0001", "T-0002"],
        "denominator": ["T-0001", "T-0002", "T-0003"],
    }
    assert (document["numerator"], document["denominator"]) == (2, 3)
    assert (document["value"], document["printed"]) == ("0.666667", "66.67%")
    assert (document["agency"], document["from"], document["to"]) == ("so-noi-vu", "2023-01-01", "2023-12-31")
    lines = "T-0001\nT-0002\n/\nT-0001\nT-0002\nT-0003"
    assert document["records_sha256"] == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.usefixtures("told")
def test_a_count_is_its_own_numerator() -> None:
    document, _ = run("figures.received", "--agency", "so-noi-vu", *YEAR, "--records")
    assert document["records"] == ["T-0001", "T-0002", "T-0003", "T-0004"]
    assert (document["numerator"], document["denominator"]) == (4, None)
    assert (document["value"], document["printed"]) == (4, "4")
    assert "records" not in run("figures.received", "--agency", "so-noi-vu", *YEAR)[0]


def test_the_printed_instant_brings_the_same_answer_back(told: Unit) -> None:
    asked = ["figures.received", "--agency", "so-noi-vu", *YEAR]
    first, _ = run(*asked)
    tell(Thing(9, unit=told.pk))
    assert run(*asked)[0]["numerator"] == 5
    assert run(*asked, "--as-of", first["as_of"])[0] == first
    assert know(None).published_at.isoformat() != first["as_of"]


def test_the_unit_alone(told: Unit) -> None:
    tell(Thing(9, unit=Unit.objects.get(code="so-noi-vu-phong-1").pk))
    asked = ["figures.received", "--agency", "so-noi-vu", *YEAR]
    assert (run(*asked)[0]["numerator"], run(*asked, "--own")[0]["numerator"]) == (5, 4)


@pytest.mark.usefixtures("told")
def test_the_text_is_in_the_readers_language_and_the_document_is_not() -> None:
    document, text = run("figures.early_rate", "--agency", "so-noi-vu", *YEAR, "--records")
    assert "66,67% (2/3)" in text
    assert document["as_of"] in text
    assert "T-0003" in text
    assert "T-0003" not in run("figures.early_rate", "--agency", "so-noi-vu", *YEAR)[1]


@pytest.mark.usefixtures("told")
def test_all_figures_are_listed() -> None:
    document, text = run("--list")
    assert [one["code"] for one in document["figures"]] == sorted(one["code"] for one in document["figures"])
    assert "figures.early_rate" in text


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("arguments", "error", "right"),
    [
        (["figures.erly_rate", "--agency", "so-noi-vu", *YEAR], Unknown, "figures.early_rate"),
        (["figures.early_rate", "--agency", "so-noi-v", *YEAR], Unknown, "so-noi-vu"),
        (
            ["figures.early_rate", "--agency", "so-noi-vu", "--from", "1/1/2023", "--to", "2023-12-31"],
            Refused,
            "2023-01-31",
        ),
        (
            ["figures.early_rate", "--agency", "so-noi-vu", "--from", "2023-12-31", "--to", "2023-01-01"],
            Refused,
            "2023-01-01",
        ),
        (["figures.early_rate", "--agency", "so-noi-vu", *YEAR, "--as-of", "2023"], Refused, "2024-09-24T17:00:00"),
        (["figures.early_rate", "--agency", "so-noi-vu", *YEAR, "--as-of", "2999-01-01T00:00"], Refused, "2999"),
        (["figures.early_rate", *YEAR], Refused, "--agency so-noi-vu"),
        ([], Refused, "dossiers.early_rate"),
    ],
)
def test_what_cannot_be_asked_is_said_on_one_line_with_what_can(
    arguments: list[str], error: type[Refused], right: str
) -> None:
    with pytest.raises(error) as refused:
        run(*arguments)
    assert right in refused.value.text()
    assert "\n" not in refused.value.text()
