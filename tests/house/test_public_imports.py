"""The public process is light and apart: no analysis, no login, no admin, no cookie (design §4)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from core.models import HomePage
from tests.house.paths import ROOT

NOT_HERE = ("sklearn", "nltk", "scipy", "numpy", "typst", "allauth", "joblib", "openpyxl", "docx")
SCRIPT = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client()
seen = {}
for path in ("/", "/manage/", "/manage/login/", "/accounts/", "/accounts/login/", "/panel/"):
    answer = client.get(path)
    seen[path] = [answer.status_code, answer.headers.get("Set-Cookie"), len(client.cookies)]
print(json.dumps({"seen": seen, "modules": sorted(sys.modules)}))
"""


def database_url(alias: str) -> str:
    """This worker's database, as a setting says it."""
    settings = connections[alias].settings_dict
    if connections[alias].vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    port = settings["PORT"] or 5432
    return f"postgres://{settings['USER']}@{settings['HOST']}:{port}/{settings['NAME']}"


@pytest.fixture
def public_process(
    transactional_db: None, site_root: HomePage, tmp_path: Path
) -> dict[str, dict[str, list[object]]]:
    """What a process of SURFACE=public answered, and what it had loaded by then."""
    connections.close_all()
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ,
            "SURFACE": "public",
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
    told: dict[str, dict[str, list[object]]] = json.loads(run.stdout)
    return told


def test_the_public_process_is_light_and_apart(
    public_process: dict[str, dict[str, list[object]]],
) -> None:
    seen = public_process["seen"]
    loaded = {str(module).split(".")[0] for module in public_process["modules"]}
    assert not loaded & set(NOT_HERE)
    assert seen.pop("/") == [200, None, 0]
    assert {path: answer for path, answer in seen.items() if answer != [404, None, 0]} == {}
