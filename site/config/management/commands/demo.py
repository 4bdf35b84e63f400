"""The whole product on one machine: databases, key, story, web and worker. Loopback only."""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.demo.panels import MEMBER
from config.demo.story import ADMINISTRATOR, PASSWORD, PEOPLE
from config.routers import INTAKE_APP
from feedback.intake.models import IntakeKey

HOST = "127.0.0.1"
STARTS_WITHIN_SECONDS = 180
ENDS_WITHIN_SECONDS = 20


class Command(BaseCommand):
    help = "Prepare and run the demo at http://127.0.0.1:8000 (PORT changes it)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        refuse_taken_port(port)
        self.say("Preparing the two databases")
        call_command("migrate", verbosity=0, interactive=False)
        # by name: the other apps have no table there, and going through them takes as long again
        call_command("migrate", INTAKE_APP, database="intake", verbosity=0, interactive=False)
        if not IntakeKey.objects.exists():
            self.say("Making a key that answers are sealed to")
            call_command("create_intake_key", stdout=open(os.devnull, "w"))  # noqa: SIM115
        self.say("Loading the demo story, if it isn't there yet")
        call_command("load_demo", stdout=self.stdout)
        self.run(port)

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text} …")
        self.stdout.flush()

    def run(self, port: int) -> None:
        """Start the web process and the worker, and end both when either ends."""
        self.say("Starting the web process and the worker")
        # what mails and posters lead to; by name, so that a log with a visitor's number is noticed
        os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        processes = [subprocess.Popen(web(port)), subprocess.Popen(worker())]  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            wait_for(port, processes)
            self.welcome(port)
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            end(processes)

    def welcome(self, port: int) -> None:
        base = f"http://{HOST}:{port}"
        people = "\n".join(f"    {email:24} {name}" for email, name, _ in PEOPLE)
        self.stdout.write(
            f"\nAlongside is running. Everything in it is invented.\n\n"
            f"  The site         {base}/            (Cymraeg: {base}/cy/)\n"
            f"  Have your say    {base}/form/form-1/\n"
            f"  Staff screens    {base}/manage/\n"
            f"  Panel members    {base}/panel/        (as {MEMBER}; the code comes up here)\n\n"
            f"  Log in with one of these and the password {PASSWORD}\n{people}\n"
            f"    {ADMINISTRATOR[0]:24} {ADMINISTRATOR[1]}\n\n"
            f"{demo_receipt()}"
            f"  What is sent reaches the reading room within a minute here; elsewhere it does so\n"
            f"  each working day. Ctrl+C stops it. Your data stays in {settings.DATA_DIR.name}/.\n"
        )
        self.stdout.flush()


def demo_receipt() -> str:
    """Six words of an invented woman whose loop is closed, if the story is loaded."""
    path = settings.DATA_DIR / "demo-receipt.txt"
    if not path.exists():
        return ""
    return f"  Six words to try {path.read_text().strip()}\n\n"


def web(port: int) -> list[str]:
    """gunicorn with one process and threads; no access log, since it would name visitors."""
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi"),
        *("--pythonpath", str(settings.ROOT / "site"), "--chdir", str(settings.ROOT)),
        *("--bind", f"{HOST}:{port}", "--threads", "4", "--log-level", "error"),
        *("--env", f"DJANGO_SETTINGS_MODULE={os.environ['DJANGO_SETTINGS_MODULE']}"),
    ]


def worker() -> list[str]:
    return [sys.executable, str(settings.ROOT / "manage.py"), "worker"]


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken. Choose another one: make demo PORT={port + 1}"
            ) from error


def end(processes: list["subprocess.Popen[bytes]"]) -> None:
    """Ask each process to end. One that still hasn't on a slow machine is made to: nothing stays
    behind, and no traceback stands after the message that says what went wrong."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, processes: list["subprocess.Popen[bytes]"]) -> None:
    """Wait until the site answers. Raises CommandError when it doesn't."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        if any(process.poll() is not None for process in processes):
            break
        try:
            urlopen(f"http://{HOST}:{port}/help/", timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise CommandError("The web process didn't start. Its message stands above.")
