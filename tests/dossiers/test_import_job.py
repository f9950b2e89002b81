"""Imports on the page: handed in, checked in the background, written when asked, called off."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import world
from browsing import faults as faults_of
from caicach.dossiers.exports.import_files import write_corrections
from caicach.dossiers.models import Dossier, Import, ImportJob
from caicach.dossiers.queries.import_jobs import errors_of
from caicach.dossiers.services.run_import import run_import
from caicach.dossiers.services.tidy_imports import tidy_imports
from caicach.journal.models import Line
from dossiers.importing import write


def hand_in(client: Client, path: Path, **more: str) -> ImportJob:
    """A file handed in on the page, as the worker finds it."""
    with path.open("rb") as file:
        answer = client.post(reverse("dossiers:import"), {"file": file, "system": "mot-cua", **more})
    assert answer.status_code == 303
    return ImportJob.objects.get(pk=int(answer.headers["Location"].split("/")[-2]))


def work(job: ImportJob) -> ImportJob:
    run_import(job.pk, now=timezone.now(), corrections=write_corrections)
    job.refresh_from_db()
    return job


def test_the_page_hands_in_shows_what_is_wrong_and_lets_it_be_written(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    path = write(tmp_path, {}, {"channel": "fax"})
    job = hand_in(client, path)
    page = reverse("dossiers:import_job", args=[job.pk])
    assert 'hx-trigger="every 2s"' in client.get(page).content.decode()
    assert hand_in(client, path).pk == job.pk, "the same file again leads to the same import"
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'dossiers.run_import'")
        assert [json.loads(args) for (args,) in cursor.fetchall()] == [{"job_id": job.pk}]
    assert work(job).state == "checked"
    shown = client.get(page).content.decode()
    assert "Dòng 3, cột Kênh “fax”" in shown
    assert "hx-trigger" not in shown
    rest = b"".join(client.get(reverse("dossiers:import_errors", args=[job.pk])).streaming_content).decode("utf-8-sig")
    assert [row[:2] + row[-2:-1] for row in csv.reader(io.StringIO(rest))] == [
        ["Số hồ sơ", "Mã thủ tục", "Dòng"],
        ["MC-2", "SYN-1", "3"],
    ]
    refused = client.post(reverse("dossiers:confirm_import", args=[job.pk]))
    assert refused.status_code == 422
    assert "1 trong 2 dòng có lỗi" in refused.content.decode()
    client.post(reverse("dossiers:confirm_import", args=[job.pk]), {"good_rows": "1"})
    assert client.get(page).content.decode().count("Chờ ghi") == 1
    assert work(job).state == "done"
    assert work(job).counts == {"rows": 2, "new": 1, "changed": 0, "unchanged": 0, "wrong": 1, "gone": 0}
    dossier = Dossier.objects.get()
    assert Import.objects.get().imported_by_id == here.users["reformer"].pk
    assert [line.action for line in Line.objects.filter(kind="import").order_by("seq")] == [
        "dossiers.hand_in_import",
        "dossiers.confirm_import",
        "dossiers.run_import",
    ]
    shown = client.get(reverse("dossiers:dossier", args=[dossier.pk])).content.decode()
    assert "Do hệ thống khác quản lý" in shown
    assert 'href="#verbs"' not in shown
    assert "Hệ thống khác" in client.get(reverse("dossiers:list") + "?tab=all").content.decode()
    assert client.get(reverse("dossiers:assign", args=[dossier.pk])).status_code != 200
    assert client.get(reverse("dossiers:import_template")).content.startswith(b"PK")
    assert tidy_imports(now=timezone.now(), keep=timedelta(days=1)) == 0
    assert tidy_imports(now=timezone.now() + timedelta(days=2), keep=timedelta(days=1)) == 1
    assert client.get(reverse("dossiers:import_errors", args=[job.pk])).status_code == 404
    client.force_login(here.users["admin"])
    assert client.get(page).status_code == 404, "another one's import"


def test_a_killed_worker_leaves_a_job_that_is_taken_up_again_and_written_once(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    job = work(hand_in(client, write(tmp_path, {}, {})))
    client.post(reverse("dossiers:confirm_import", args=[job.pk]))
    ImportJob.objects.filter(pk=job.pk).update(state="writing")  # as a worker leaves it that dies while it writes
    assert work(job).state == "done"
    assert work(job).run_id == Import.objects.get().pk
    assert Line.objects.filter(kind="dossier").count() == 2
    again = work(hand_in(client, write(tmp_path, {}, {})))
    assert (again.state, again.run_id) == ("done", None), "nothing new in it"


def test_an_import_is_called_off_before_it_is_written_or_fails_with_its_reason(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    job = hand_in(client, write(tmp_path, {}))
    client.post(reverse("dossiers:cancel_import", args=[job.pk]))
    assert work(job).state == "cancelled"
    assert not errors_of(job)
    assert client.post(reverse("dossiers:confirm_import", args=[job.pk])).status_code == 422
    bad = tmp_path / "xau.csv"
    bad.write_bytes(b"\xff\xfe")
    failed = work(hand_in(client, bad))
    assert failed.state == "failed"
    assert "UTF-8" in client.get(reverse("dossiers:import_job", args=[failed.pk])).content.decode()
    client.force_login(here.users["officer"])
    assert client.get(reverse("dossiers:import")).status_code == 404


@pytest.mark.browser
def test_the_page_reads_well_on_a_phone_in_the_dark(
    here: world.World, tmp_path: Path, client: Client, open_page: Callable[..., Any], site: str
) -> None:
    client.force_login(here.users["reformer"])
    page = open_page("/sign-in/", 390, "dark")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(f"{site}/dossiers/import/")
    page.set_input_files("input[type=file]", write(tmp_path, {}, {"channel": "fax"}))
    page.click("form.form button[type=submit]")
    page.wait_for_selector("text=Chờ kiểm tra")
    work(ImportJob.objects.get())
    page.wait_for_selector("text=cột Kênh “fax”")  # the page asks again by itself
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
