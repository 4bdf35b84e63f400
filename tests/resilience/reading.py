"""Read and check one file in a process of its own, and print what that took, as JSON.

`python -m tests.resilience.reading FILE`: {"seconds", "cpu", "mb", "child_mb", "said"}. `cpu` is
seconds of the processor, with the child's. `mb` is the peak of this process, Django and all;
`child_mb` that of the process which reads workbooks, or its limit where it was ended. Peaks are
VmHWM: ru_maxrss also counts what the parent held before exec.
"""

import json
import os
import re
import runpy
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

QUESTION = {
    "key": "a" * 32,
    "kind": "long_text",
    "text": {"en-gb": "What happened?"},
    "options": [],
}
CHILD = "--child"


def peak_mb() -> int:
    """The most memory that this process ever had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) // 1024


def measured(path: Path) -> dict[str, Any]:
    """What reading and checking this file took, and what came of it."""
    from feedback.importing import checking, workbooks
    from feedback.importing.problems import BrokenFile
    from feedback.questionnaire import Questionnaire

    asked = Questionnaire.from_json({"questions": [QUESTION]})
    version = SimpleNamespace(pk=1, questionnaire=asked)
    checking.asked_version = lambda form: version  # type: ignore[assignment,return-value]
    peaks = watch_the_child(workbooks)
    workbooks.LONGEST = 120  # seconds of the processor decide, whoever else is on this machine
    form: Any = SimpleNamespace(slug="x")
    began, used = time.monotonic(), sum(os.times()[:4])
    try:
        found = checking.check_file(data=path.read_bytes(), form=form)
        said = f"taken: {len(found.rows)} rows"
    except BrokenFile as broken:
        said = f"refused: {broken.problems[0]}"
    took = round(time.monotonic() - began, 2)
    cpu = round(sum(os.times()[:4]) - used, 2)
    child = max(peaks, default=0)
    return {"seconds": took, "cpu": cpu, "mb": peak_mb(), "child_mb": child, "said": said}


def watch_the_child(workbooks: Any) -> list[int]:
    """Run the child under this file, which tells its peak; what was ended counts as its limit."""
    peaks: list[int] = []
    run = subprocess.run

    def watched(command: list[str], **options: Any) -> Any:
        peaks.append(workbooks.MEMORY // 1024 // 1024)
        done = run([command[0], command[1], __file__, *command[3:], CHILD], **options)
        if told := re.search(rb"peak (\d+)", done.stderr):
            peaks[-1] = int(told[1])
        return done

    workbooks.subprocess = SimpleNamespace(run=watched, TimeoutExpired=subprocess.TimeoutExpired)
    return peaks


if __name__ == "__main__" and sys.argv[-1] == CHILD:
    script = Path(__file__).parents[2] / "feedback" / "importing" / "xlsx_child.py"
    runpy.run_path(str(script), run_name="__main__")
    sys.stderr.write(f"peak {peak_mb()}")
elif __name__ == "__main__":
    sys.path[:0] = ["site", "."]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]))))
