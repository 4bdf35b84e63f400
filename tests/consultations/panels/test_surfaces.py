"""Pages of members answer on their own surface and on the one that has all, on no other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from tests.house.paths import ROOT
from tests.resilience.processes import database_url

SCRIPT = """
import json, django
django.setup()
from django.test import Client
paths = ("/panel/", "/panel/login/", "/panel/join/", "/manage/", "/accounts/login/", "/help/")
print(json.dumps({path: Client().get(path).status_code for path in paths}))
"""
MEMBERS = {"/panel/": 302, "/panel/login/": 200, "/panel/join/": 200}
STAFF = {"/manage/": 302, "/accounts/login/": 200}


@pytest.mark.long
@pytest.mark.parametrize(("surface", "here"), [("panel", MEMBERS), ("staff", STAFF)])
def test_what_answers_where(
    transactional_db: None, tmp_path: Path, surface: str, here: dict[str, int]
) -> None:
    connections.close_all()
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ,
            "SURFACE": surface,
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": database_url("default"),
            "INTAKE_DATABASE_URL": database_url("intake"),
            "PYTHONPATH": os.pathsep.join(["site", "."]),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout)
    assert {path: code for path, code in found.items() if code != 404} == here
